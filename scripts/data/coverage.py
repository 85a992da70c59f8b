"""Print how many days of 1990 to 2024 the tables know a holder for: four offices of every state, heads of organisations.

usage: coverage.py [--from YEAR] [--to YEAR] [--missing OFFICE]

Counts days on which `Knowledge.holders` names somebody, of the days on which the state existed; a bound known only to the year
or month counts as reaching to its first or last day. Of states whose president leads the government no head of government
is asked for. `--missing OFFICE` lists the intervals that nobody covers.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date, timedelta

from lagebild.knowledge import Holding, Knowledge, State, first_day, last_day, load_knowledge


def ids(text: str) -> frozenset[str]:
    """The words of a text, as the tables of this script are easier to read in running text."""
    return frozenset(text.split())


OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
PRESIDENTIAL = ids(
    "AFG AGO ARG BEN BOL BRA BWA CHL COL CRI COM CYP DOM ECU GHA GMB GTM HND IDN IRN KEN LBR MDV"
    " MEX MHL MWI NGA NIC PAN PHL PLW PRY SLE SLV SYC TKM URY USA VEN ZMB ZAF FSM KIR NRU BDI SSD"
    " CHE"
)
"""States where one person was head of state and of government for most of the time: no head of government is asked for."""
NO_ARMY = ids("CRI PAN ISL LIE MCO AND VAT SMR NRU TUV KIR MHL FSM PLW VUT WSM SLB GRD DMA LCA VCT KNA MUS")
HEADS = (
    (
        "secretary_general",
        [
            "UN",
            "NATO",
            "OSCE",
            "IAEA",
            "WTO",
            "IMF",
            "WORLDBANK",
            "WHO",
            "UNHCR",
            "OPEC",
            "OECD",
            "INTERPOL",
            "COE",
            "COMMONWEALTH",
        ],
    ),
    (
        "secretary_general",
        ids("AU ASEAN ARABLEAGUE GCC OIC SCO CSTO CIS EAEU ECOWAS OAS ICRC OPCW UNESCO"),
    ),
    ("commission_president", ids("EU")),
    ("council_president", ids("EU")),
    ("high_representative", ids("EU")),
)

Interval = tuple[date, date]


def day(iso: str) -> date:
    return date.fromisoformat(iso)


def covered(holdings: list[Holding], span: Interval) -> list[Interval]:
    """The parts of the span that some term covers, disjoint and in order."""
    parts = sorted((max(day(first_day(h.since)), span[0]), min(day(last_day(h.until)), span[1])) for h in holdings)
    merged: list[Interval] = []
    for since, until in parts:
        if since > until:
            continue
        if merged and since <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def gaps(parts: list[Interval], span: Interval) -> list[Interval]:
    """What the parts leave of the span."""
    found, at = [], span[0]
    for since, until in parts:
        if since > at:
            found.append((at, since - timedelta(days=1)))
        at = until + timedelta(days=1)
    return [*found, (at, span[1])] if at <= span[1] else found


def length(parts: list[Interval]) -> int:
    return sum((until - since).days + 1 for since, until in parts)


def existence(state: State, span: Interval) -> Interval:
    return max(day(first_day(state.since)), span[0]), min(day(last_day(state.until)), span[1])


def is_asked(state: State, office: str) -> bool:
    exempt = {"head_of_government": PRESIDENTIAL, "defence_minister": NO_ARMY}.get(office, frozenset())
    return state.kind != "territory" and state.id not in exempt


def print_states(known: Knowledge, span: Interval, *, missing: str | None) -> None:
    by_post: dict[tuple[str, str], list[Holding]] = {}
    for holding in known.holdings:
        by_post.setdefault((holding.office, holding.country), []).append(holding)
    have, total, full = Counter[str](), Counter[str](), Counter[str]()
    for state in known.states:
        lived = existence(state, span)
        if lived[0] > lived[1]:
            continue
        shares = []
        for office in OFFICES:
            if not is_asked(state, office):
                shares.append("   -")
                continue
            parts = covered(by_post.get((office, state.id), []), lived)
            have[office] += length(parts)
            total[office] += length([lived])
            full[office] += not gaps(parts, lived)
            shares.append(f"{100 * length(parts) // length([lived]):3d}%")
            if missing == office and (left := gaps(parts, lived)):
                print(state.id, *(f"{since}..{until}" for since, until in left), sep="\t")
        if missing is None:
            print(state.id, *shares, sep="\t")
    for office in OFFICES:
        known_days = f"{have[office]} of {total[office]} days ({100 * have[office] / total[office]:.1f} %)"
        print(f"{office}: {known_days}, {full[office]} states without a gap")


def print_organisations(known: Knowledge, span: Interval) -> None:
    for office, organisations in HEADS:
        for organisation in sorted(organisations):
            held = [h for h in known.holdings if (h.office, h.country) == (office, organisation)]
            parts = covered(held, span)
            left = " ".join(f"{since}..{until}" for since, until in gaps(parts, span))
            share = 100 * length(parts) / length([span])
            print(f"{organisation} {office}: {share:.0f} %", f"({len(held)} terms)", left and f"missing {left}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="since", type=int, default=1990)
    parser.add_argument("--to", dest="until", type=int, default=2024)
    parser.add_argument("--missing", choices=OFFICES, help="list the intervals without a holder of this office")
    args = parser.parse_args()
    known, span = load_knowledge(), (date(args.since, 1, 1), date(args.until, 12, 31))
    print_states(known, span, missing=args.missing)
    if args.missing is None:
        print_organisations(known, span)


if __name__ == "__main__":
    main()
