"""The tables of codes against what is published: CAMEO, GDELT, PLOVER, ICEWS."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from lagebild.knowledge import load_knowledge
from lagebild.knowledge.load import SECTORS
from lagebild.lang.pack import load_pack
from lagebild.model.layers import EventType
from lagebild.present.export import Material
from lagebild.present.export.codes import _fips, _groups, _types, fips_code, known_group, sector_codes, type_codes
from lagebild.present.export.gdelt import EVENT_COLUMNS, write_gdelt_events
from lagebild.present.export.geojson import write_geojson

# GDELT's CAMEO.goldsteinscale.txt, the codes that the table uses.
GOLDSTEIN = {
    "030": 4.0, "040": 1.0, "041": 1.0, "042": 1.9, "044": 2.5, "046": 7.0, "050": 3.5, "060": 6.0, "070": 7.0, "080": 5.0,
    "0831": 5.0, "0841": 7.0, "086": 9.0, "087": 9.0, "0871": 9.0, "090": -2.0, "100": -5.0, "101": -5.0, "104": -5.0,
    "105": -5.0, "106": -5.0, "110": -2.0, "111": -2.0, "112": -2.0, "116": -2.0, "120": -4.0, "121": -4.0, "123": -4.0,
    "124": -4.0, "125": -5.0, "130": -4.4, "1313": -5.8, "132": -5.8, "136": -7.0, "138": -7.0, "1382": -7.0, "140": -6.5,
    "141": -6.5, "142": -6.5, "143": -6.5, "144": -7.5, "145": -7.5, "150": -7.2, "153": -7.2, "154": -7.2, "160": -4.0,
    "161": -4.0, "162": -5.6, "166": -7.0, "170": -7.0, "171": -9.2, "1712": -9.2, "172": -5.0, "1721": -5.0, "1723": -5.0,
    "1724": -5.0, "173": -5.0, "174": -5.0, "175": -9.0, "181": -9.0, "182": -9.5, "1821": -9.0, "1822": -9.0, "183": -10.0,
    "1831": -10.0, "186": -10.0, "190": -10.0, "193": -10.0, "194": -10.0, "195": -10.0, "204": -10.0,
}  # fmt: skip


def test_goldstein_values_are_the_published_ones() -> None:
    used = {codes.cameo: codes.goldstein for codes in _types().values()}
    assert used == {code: GOLDSTEIN[code] for code in used}


def test_every_type_has_codes_of_its_side() -> None:
    roots = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}
    assert {kind for kind, mode in _types() if mode is None} == set(get_args(EventType))
    odd = {
        (kind, mode) for (kind, mode), codes in _types().items() if int(codes.cameo[:2]) not in roots[codes.quad]
    }  # where PLOVER moved what CAMEO counts elsewhere
    assert odd == {("CONCEDE", None), ("SANCTION", "convict")}


@pytest.mark.parametrize(
    ("kind", "mode", "code", "label"),
    [
        ("THREATEN", "expel", "136", "Threaten to halt international involvement (non-mediation)"),
        ("COERCE", "arrest", "173", "Arrest, detain, or charge with legal action"),
        ("ASSAULT", "abduct", "181", "Abduct, hijack, or take hostage"),
        ("ASSAULT", "unconventional", "204", "Use weapons of mass destruction"),
        ("CONSULT", "visit", "042", "Make a visit"),
    ],
)
def test_labels_are_those_of_the_manual(kind: str, mode: str, code: str, label: str) -> None:
    codes = type_codes(kind, mode)
    assert (codes.cameo, codes.label) == (code, label)


def test_known_groups_are_organisations_of_ours_with_three_letters() -> None:
    organisations = {organisation.id for organisation in load_knowledge().organisations}
    assert set(_groups()) <= organisations
    assert all(len(code) == 3 and code.isupper() for code in _groups().values())
    assert [known_group(f"ac-{key}") for key in ("EU", "NATO", "UNICEF", "INTERPOL", "G8", "SADC")] == [
        "EEC", "NAT", "KID", "ITP", "GOE", "SAD",
    ]  # fmt: skip


def test_sectors_have_only_names_that_are_confirmed() -> None:
    icews = {sector: sector_codes(sector).icews for sector in sorted(SECTORS)}
    assert icews["LEG"] == "Legislative / Parliamentary"
    assert icews["OPP"] == "Dissident"
    assert [sector for sector, name in icews.items() if name is None] == [
        sector for sector in sorted(SECTORS) if sector in {"MED", "NGO", "SPY", "LAB", "REL", "UNK"}
    ]


def test_gdelt_says_how_exact_a_place_is(material: Material) -> None:
    rows = [dict(zip(EVENT_COLUMNS, line.rstrip("\n").split("\t"), strict=True)) for line in write_gdelt_events(material)]
    placed = [row for row in rows if row["ActionGeo_FullName"]]
    columns = ("ActionGeo_FullName", "ActionGeo_Type", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_ADM1Code")
    assert {tuple(row[column] for column in columns) for row in placed} == {("Minsk", "4", "BO", "53.9", "")}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("BLR", "BO"),
        ("CHN", "CH"),
        ("CHE", "SZ"),
        ("UKR", "UP"),
        ("XCR", "UP"),
        ("XKX", "KV"),
        ("PSE", None),
        ("SUN", None),
        (None, None),
    ],
)
def test_fips_codes_of_states(state: str | None, code: str | None) -> None:
    assert fips_code(state) == code


def test_every_state_of_today_has_a_fips_code() -> None:
    states = {row["id"] for row in load_pack("de").table("knowledge/states")}
    assert sorted(states - _fips().keys()) == ["CSK", "DDR", "PSE", "SCG", "SUN", "YUG"]
    assert sorted(_fips().keys() - states) == []


def test_geojson_loads_and_says_what_a_point_is(material: Material) -> None:
    collection = json.loads("".join(write_geojson(material)))
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        located, geometry = feature["properties"]["located"], feature["geometry"]
        assert (geometry is not None) == (located in {"place", "area"})
        if geometry is not None:
            longitude, latitude = geometry["coordinates"]
            assert (-180 <= longitude <= 180, -90 <= latitude <= 90) == (True, True)
