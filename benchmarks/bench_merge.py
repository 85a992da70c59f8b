"""How well claims of several articles are merged into events: synthetic edits of own texts, whose happenings are known.

Figures (the edits are those of `edits.py`):

* `copies`: pairs of articles counted as one origin, against the pairs that the edits made copies of each other; pairs of which
  it cannot be said (a paraphrase that keeps much of the original, the same words on another day or with others) are left out.
* `B-cubed`: over the coded events whose trigger a claim was read at (same place, whatever its type and parties): for each, the
  share of the others in its event that tell of its happening, and the share of those that tell of its happening which are in its
  event; means over all.
* `false merges`: the share of the pairs of such claims under one event that tell of two happenings; `mixed events`: the share of
  the events with at least two such claims that hold two happenings.
* `under one event with the original`: pairs (original, version) of one happening, by kind of version; "wrong" are the pairs of
  two happenings ("later", "others") that are under one event.

`--claims read` takes the claims as they are read, `gold` puts the coded ones in their place: what merging alone does.

Usage: python benchmarks/bench_merge.py [--claims read gold] [--cache FOLDER] [--step 40] [--show 20]
           [--floor-f 85] [--floor-copies 98] [--ceiling-false 2]
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from edits import GoldClaim, Record, Version, corpus, is_copy
from rich.console import Console
from rich.table import Table

from lagebild.build import read_article
from lagebild.evaluate.matching import Score
from lagebild.evaluate.picture import b_cubed, false_merges
from lagebild.lang.pack import load_pack
from lagebild.merge.picture import merge_readings
from lagebild.model.ids import make_id
from lagebild.model.layers import Actor, Claim, DateValue, Location, Participant
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.model.span import Span
from lagebild.read import RawArticle, make_article

Item = tuple[str, int]  # version name, number of the coded event in it


@dataclass(frozen=True, slots=True)
class Outcome:
    """The happening and the event of every coded event that a claim was read at."""

    gold: Mapping[Item, str]
    found: Mapping[Item, str]
    coded: int


# ---- readings


def _raw(version: Version) -> RawArticle:
    return RawArticle(
        version.text, version.name, version.title, version.published, version.outlet, language="de", given_id=version.name
    )


def readings_of(versions: Sequence[Version], cache: Path | None) -> dict[str, Reading]:
    """The reading of every version, from the folder where it is known; empty the folder when articles are read in another way."""
    result = {}
    for version in versions:
        raw = _raw(version)
        name = hashlib.sha256(repr(raw).encode()).hexdigest()[:24]
        file = None if cache is None else cache / f"{name}.pickle"
        if file is not None and file.exists():
            result[version.name] = pickle.loads(file.read_bytes())  # noqa: S301  (written here)
            continue
        result[version.name] = read_article(make_article(raw))
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pickle.dumps(result[version.name]))
    return result


def _offset(version: Version, reading: Reading) -> int:
    """Where the text of the version begins in the text of the article."""
    return reading.article.text.index(version.text[:60])


# ---- coded claims in the place of read ones


def with_coded_claims(version: Version, reading: Reading) -> Reading:
    """The reading with the coded events as its claims; who is meant by a party is taken from the reading's actors."""
    offset = _offset(version, reading)
    claims = [_claim(number, coded, reading, offset, version) for number, coded in enumerate(version.claims)]
    roots: dict[str, str] = {}
    joined = []
    for claim, coded in zip(claims, version.claims, strict=True):
        root = roots.setdefault(coded.happening, claim.id) if coded.happening is not None else claim.id
        joined.append(replace(claim, same_as=None if root == claim.id else root))
    known = {actor.id for actor in reading.actors}
    people = {
        str(p.actor_id): p for c in joined for p in (*c.actors, *c.recipients) if p.why == "invented" and p.actor_id not in known
    }
    actors = tuple(Actor(key, p.name, "person", p.country, p.sector, ()) for key, p in sorted(people.items()))
    return replace(reading, claims=tuple(joined), actors=(*reading.actors, *actors))


def _claim(number: int, coded: GoldClaim, reading: Reading, offset: int, version: Version) -> Claim:
    record = coded.record
    begin, end = coded.begin + offset, coded.end + offset
    sentence = next((s.id for s in reading.sentences if s.begin <= begin < s.end), 0)
    day = record["date"]
    place = record.get("location")
    at = reading.article.text.find(place["text"]) if place is not None and place.get("text") else -1
    return Claim(
        id=f"c-{number:03}",
        sentence=sentence,
        trigger=Span(version.text[coded.begin : coded.end], begin, end),
        type=record["type"],
        mode=record["mode"],
        actors=_participants("a", "actors", coded, reading, offset),
        recipients=_participants("r", "recipients", coded, reading, offset),
        location=None
        if place is None or at < 0 or version.kind == "others"
        else Location(place["text"], at, at + len(place["text"]), place["country"]),
        date=None if day is None or day["start"] is None else DateValue(day["start"], day["end"], "stated", "coded"),
        status=record["status"],
        reported_by=None,
        same_as=None,
        rule="coded",
        confidence=1.0,
        why=(),
    )


def _participants(role: str, slot: str, coded: GoldClaim, reading: Reading, offset: int) -> tuple[Participant, ...]:
    return tuple(
        _participant(party, coded.parties.get(f"{role}{number}"), reading, offset)
        for number, party in enumerate(coded.record[slot])
    )


def _participant(party: Record, span: tuple[int, int] | None, reading: Reading, offset: int) -> Participant:
    if span is None:
        state = f"ac-{party['country']}" if party["country"] not in (None, "IGO") else None
        return Participant(
            str(party["name"]), 0, 0, party["country"], party["sector"], str(party["name"]), state, "coded", implicit=True
        )
    begin, end = span[0] + offset, span[1] + offset
    text = reading.article.text[begin:end]
    if party.get("invented"):
        name = str(party["name"])
        return Participant(text, begin, end, party["country"], party["sector"], name, make_id("ac", name), "invented")
    near = [
        (len(m.span.text), actor)
        for actor in reading.actors
        for m in actor.mentions
        if m.span.begin < end and begin < m.span.end and (actor.country == party["country"] or actor.kind == "person")
    ]
    actor = max(near, key=lambda n: (n[0], n[1].id))[1] if near else None
    name = actor.name if actor is not None else text
    return Participant(
        text, begin, end, party["country"], party["sector"], name, actor.id if actor is not None else None, "coded"
    )


# ---- measuring


def outcome_of(versions: Sequence[Version], readings: Mapping[str, Reading], picture: Picture) -> Outcome:
    event_of = {(ref.article_id, ref.claim_id): event.id for event in picture.events for ref in event.claims}
    gold, found, coded_events = {}, {}, 0
    for version in versions:
        reading = readings[version.name]
        offset = _offset(version, reading)
        for number, coded in enumerate(version.claims):
            if coded.happening is None:
                continue
            coded_events += 1
            here = [c for c in reading.claims if c.trigger.begin < coded.end + offset and coded.begin + offset < c.trigger.end]
            same = [c for c in here if c.type == coded.record["type"]] or here
            if same:
                gold[version.name, number] = coded.happening
                found[version.name, number] = event_of[reading.article.id, same[0].id]
    return Outcome(gold, found, coded_events)


def copies_score(versions: Sequence[Version], readings: Mapping[str, Reading], picture: Picture) -> Score:
    origin = {article.id: article.origin for article in picture.articles}
    hits = expected = found = 0
    for one, other in combinations(versions, 2):
        gold = is_copy(one, other) if one.original == other.original else False
        if gold is None:
            continue
        counted = origin[readings[one.name].article.id] == origin[readings[other.name].article.id]
        hits, expected, found = hits + (gold and counted), expected + gold, found + counted
    return Score(hits, expected, found)


def by_kind(outcome: Outcome) -> dict[str, tuple[int, int]]:
    """Of every kind of version the pairs with the original that are under one event, and all such pairs."""
    items: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for (name, number), happening in sorted(outcome.gold.items()):
        items[happening.split(" ")[0]].setdefault(name.rsplit("-", 1)[1], (name, number))
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kinds in items.values():
        base = kinds.pop("original", None)
        for kind, item in kinds.items():
            if base is not None:
                label = kind if outcome.gold[item] == outcome.gold[base] else f"{kind} (wrong)"
                counts[label][0] += outcome.found[item] == outcome.found[base]
                counts[label][1] += 1
    return {kind: (hits, total) for kind, (hits, total) in sorted(counts.items())}


def mistakes(outcome: Outcome) -> Iterator[str]:
    events: defaultdict[str, list[Item]] = defaultdict(list)
    for item, event in outcome.found.items():
        events[event].append(item)
    for event, items in sorted(events.items()):
        if len({outcome.gold[item] for item in items}) > 1:
            yield f"{event}: " + "; ".join(f"{name} [{outcome.gold[name, number]}]" for name, number in sorted(items))


def measure(
    versions: Sequence[Version], readings: Mapping[str, Reading], label: str, console: Console, show: int
) -> dict[str, float]:
    begun = time.process_time()
    picture = merge_readings(list({r.article.id: r for r in readings.values()}.values()), pack=load_pack("de"))
    seconds = time.process_time() - begun
    outcome = outcome_of(versions, readings, picture)
    copies = copies_score(versions, readings, picture)
    score = b_cubed(outcome.found, outcome.gold)
    wrong = false_merges(outcome.found, outcome.gold)
    table = Table("figure", "value", title=f"{label} claims", box=None, header_style="bold", title_justify="left")
    table.add_row("articles, coded events, of them read", f"{len(readings)}, {outcome.coded}, {len(outcome.gold)}")
    table.add_row("copies P / R / F1", f"{100 * copies.precision:.1f} / {100 * copies.recall:.1f} / {100 * copies.f1:.1f}")
    table.add_row("B-cubed P / R / F1", " / ".join(f"{100 * value:.1f}" for value in score))
    table.add_row("false merges (pairs)", f"{100 * wrong.pair_rate:.2f} % of {wrong.pairs}")
    table.add_row("mixed events", f"{100 * wrong.event_rate:.2f} % of {wrong.events}")
    for kind, (hits, total) in by_kind(outcome).items():
        table.add_row(f"  under one event with the original: {kind}", f"{100 * hits / total:.1f} % of {total}")
    table.add_row("seconds of merging", f"{seconds:.1f}")
    console.print(table)
    for line in list(mistakes(outcome))[:show]:
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    return {"copies": 100 * copies.f1, "f": 100 * score[2], "false": 100 * wrong.pair_rate}


def distinct(versions: Sequence[Version]) -> list[Version]:
    """Without versions whose text is that of another one (nothing to change in it)."""
    seen: set[str] = set()
    result = []
    for version in versions:
        key = version.text + version.published
        if key not in seen:
            result.append(version)
        seen.add(key)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", nargs="+", choices=("read", "gold"), default=["read", "gold"])
    parser.add_argument("--cache", type=Path, help="folder for readings, so that merging can be measured again at once")
    parser.add_argument("--step", type=int, default=40, help="every n-th annotated training text")
    parser.add_argument("--show", type=int, default=0, help="events that mix happenings to be listed")
    parser.add_argument("--floor-f", type=float, help="least B-cubed F1 of every table")
    parser.add_argument("--floor-copies", type=float, help="least F1 of copies")
    parser.add_argument("--ceiling-false", type=float, help="greatest share of false merges in every table")
    args = parser.parse_args()
    versions = distinct(corpus(own_step=args.step))
    readings = readings_of(versions, args.cache)
    console = Console(width=120)
    for kind in args.claims:
        chosen = readings if kind == "read" else {v.name: with_coded_claims(v, readings[v.name]) for v in versions}
        figures = measure(versions, chosen, kind, console, args.show)
        _check(kind, "B-cubed F1", figures["f"], least=args.floor_f)
        _check(kind, "F1 of copies", figures["copies"], least=args.floor_copies)
        _check(kind, "share of false merges", figures["false"], most=args.ceiling_false)


def _check(kind: str, name: str, value: float, *, least: float | None = None, most: float | None = None) -> None:
    if (least is not None and value < least) or (most is not None and value > most):
        raise SystemExit(f"{kind} claims: the {name} is {value:.2f}, the limit {least if most is None else most}")


if __name__ == "__main__":
    main()
