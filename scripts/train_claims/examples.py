"""What annotated articles teach the claims coder: features and labels of its drafts, words and choices."""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from own_texts import read_articles
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from lagebild.analyse.body import find_sentences
from lagebild.analyse.claims.cast import Cast, Option, options_of
from lagebild.analyse.claims.choice import names_in
from lagebild.analyse.claims.coref import earlier_mentions
from lagebild.analyse.claims.date_mates import mates_of
from lagebild.analyse.claims.date_options import date_options, other_mentions
from lagebild.analyse.claims.dates import Calendar
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.features import feature_groups
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.mode_options import mode_features
from lagebild.analyse.claims.nobody import nobody_features
from lagebild.analyse.claims.party_features import option_features
from lagebild.analyse.claims.party_options import named_options
from lagebild.analyse.claims.status_options import status_features
from lagebild.analyse.claims.word_features import Word, words_of
from lagebild.analyse.claims.word_network import visible_forms
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.statements import find_statements
from lagebild.analyse.times import find_times
from lagebild.evaluate.events import accepted_readings, dates_agree, party_key
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.model.article import Article, Publication, Zone
from lagebild.model.ids import make_id
from lagebild.model.layers import DateValue
from lagebild.stages import Pipeline

Gold = dict[str, Any]
OUT = Path(__file__).resolve().parents[2] / "src/lagebild/lang/de/claims"


@dataclass(slots=True)
class Row:
    """One choice: the features of its options, which of them are right, and what each option stands for."""

    options: list[list[str]]
    right: list[bool]
    values: list[Any]


@dataclass(slots=True)
class WordRow:
    """A word that may name an act: its features, the forms of its vectors, its type ("" for none), and whether it counts."""

    features: tuple[str, ...]
    forms: tuple[str, str, str]
    type: str
    counts: bool


@dataclass(slots=True)
class Example:
    """One article: features and labels of its drafts, the number of its events, and its choices by kind."""

    features: list[list[str]]
    labels: list[int]
    events: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    parties: list[tuple[Row, Row, list[Gold]]] = field(default_factory=list)
    words: list[WordRow] = field(default_factory=list)


def make_article(record: Gold) -> Article:
    day = record.get("published")
    publication = Publication(day, day, "given", "day") if day else Publication(None, None, "unknown", "unknown")
    zones = tuple(Zone("body", s["begin"], s["end"], "given") for s in record["sentences"])
    text = record["text"]
    return Article(make_id("a", text), text, record.get("title"), "de", publication, zones=zones)


def read_gold(folder: Path) -> Iterator[tuple[Gold, list[Gold]]]:
    for path in sorted((folder / "docs").glob("*.json")):
        gold = json.loads((folder / "gold" / path.name).read_text("utf-8"))["events"]
        yield json.loads(path.read_text("utf-8")), gold


def example(item: tuple[Gold, list[Gold]]) -> Example:
    """What an article teaches."""
    record, gold = item
    pack = load_pack("de")
    stages = Pipeline([find_sentences, find_clauses, find_times, find_mentions, link_mentions, find_statements])
    article = make_article(record)
    doc = load_foundation("de").analyse(article.text, zones=[(z.begin, z.end) for z in article.zones])
    doc._.article = article
    stages.run(doc, pack, strict=True)
    view = View.of(doc, lexicon_of(pack))
    drafts = list(find_drafts(view))
    groups = feature_groups(drafts)
    features = [names_in(held) for held in groups]
    matched = matches(drafts, gold)
    found = Example(features, [int(m is not None) for m in matched], len(gold))
    found.words = word_rows(list(words_of(doc, drafts, groups, view.linked)), drafts, gold)
    if not drafts:
        return found
    held = [(d, gold[m]) for d, m in zip(drafts, matched, strict=True) if m is not None]
    _add_choices(doc, drafts, held, found)
    return found


def word_rows(words: Sequence[Word], drafts: Sequence[Draft], gold: Sequence[Gold]) -> list[WordRow]:
    """The words with the types of the events whose triggers they are; those of borderline events do not count."""
    read = {(draft.trigger.token.i, draft.type) for draft in drafts}
    types = [""] * len(words)
    counts = [True] * len(words)
    for event in gold:
        begin, end = event["trigger"]["begin"], event["trigger"]["end"]
        inside = [k for k, w in enumerate(words) if w.token.idx < end and begin < w.token.idx + len(w.token)]
        if not inside:
            continue
        tokens = {words[k].token.i for k in inside}
        heads = [k for k in inside if words[k].token.head.i not in tokens or words[k].token.head.i == words[k].token.i]
        best = next((k for k in inside if (words[k].token.i, event["type"]) in read), (heads or inside)[0])
        if event.get("optional"):
            counts[best] = counts[best] and bool(types[best])
        else:
            types[best], counts[best] = event["type"], True
    rows = zip(words, types, counts, strict=True)
    return [WordRow(word.features, visible_forms(word), type_, held) for word, type_, held in rows]


def _add_choices(doc: Any, drafts: list[Draft], held: list[tuple[Draft, Gold]], found: Example) -> None:
    calendar, cast = Calendar.of(doc), Cast.of(doc, drafts, places=lexicon_of(load_pack("de")).words("town_nouns"))
    others = other_mentions([d for d, _ in held], earlier_mentions([d for d, _ in held]))
    mates = mates_of([d for d, _ in held])
    found.rows = {"status": [], "mode": [], "date": []}
    for (draft, event), other, mate in zip(held, others, mates, strict=True):
        readings = [r for r in accepted_readings(event) if r["type"] == draft.type]
        statuses = status_features(draft)
        right = [any(r["status"] == s for r in readings) for s, _ in statuses]
        found.rows["status"].append(Row([f for _, f in statuses], right, [s for s, _ in statuses]))
        if any("mode" in r for r in readings) and (modes := mode_features(draft)):
            wanted = {r.get("mode") for r in readings}
            options = [names_in(groups) for _, groups in modes]
            found.rows["mode"].append(Row(options, [mode in wanted for mode, _ in modes], [mode for mode, _ in modes]))
        told = replace(draft, status=readings[0]["status"]) if any(right) else draft
        dates = date_options(doc, calendar, told, other, mate)
        fits = [
            any(
                dates_agree(r, {"date": None if o.date is None else {"start": o.date.start, "end": o.date.end}}) for r in readings
            )
            for o in dates
        ]
        found.rows["date"].append(Row([list(o.features) for o in dates], fits, dates))
        found.parties.append((*_party_rows(cast, told, readings), readings))


def days_of(date: DateValue | None) -> dict[str, Any] | None:
    return None if date is None else {"start": date.start, "end": date.end}


def _party_rows(cast: Cast, draft: Draft, readings: Sequence[Gold]) -> tuple[Row, Row]:
    options = options_of(cast, draft)
    shared = [option_features(cast, draft, option, options) for option in options]
    rows = []
    for side, name in enumerate(("actors", "recipients")):
        keys = [party_key({"country": o.actor.country, "sector": o.actor.sector, "name": o.actor.name}) for o in options]
        right = right_options(options, keys, [party for reading in readings for party in reading[name]])
        named = named_options(draft, options, side)
        features = [nobody_features(draft, options, side), *shared]
        nobody = any(not reading[name] for reading in readings)
        rows.append(Row(features, [nobody, *right], [None, *zip(options, keys, named, strict=True)]))
    return rows[0], rows[1]


def right_options(options: Sequence[Option], keys: Sequence[str], parties: Sequence[Gold]) -> list[bool]:
    """Which options are the parties.

    For a party whose words stand in the text these are the mentions that share characters with them; for an unsaid one, and where
    no mention does, those of the same state, organisation or sector (for an unsaid one outside the sentence, if there are any).
    """
    right = [False] * len(options)
    for party in parties:
        key = party_key(party)
        same = [i for i, held in enumerate(keys) if held == key]
        if party.get("begin") is None:
            found = [i for i in same if not options[i].inside] or same
        else:
            spans = [o.mention.span for o in options]
            found = [
                i for i, s in enumerate(spans) if options[i].inside and s.begin < party["end"] and party["begin"] < s.end
            ] or same
        for i in found:
            right[i] = True
    return right


def matches(drafts: Sequence[Draft], gold: Sequence[Gold]) -> list[int | None]:
    """For each draft the coded event of its sentence and type that it is matched with one to one, None if there is none."""
    result: list[int | None] = [None] * len(drafts)
    if not gold:
        return result
    weight = np.zeros((len(gold), len(drafts)))
    for i, event in enumerate(gold):
        types = {reading["type"] for reading in accepted_readings(event) if "type" in reading}
        begin, end = event["trigger"]["begin"], event["trigger"]["end"]
        for j, draft in enumerate(drafts):
            token = draft.trigger.token
            if draft.type in types and draft.sentence.begin <= begin < draft.sentence.end:
                weight[i, j] = 1.0 + 0.5 * (token.idx < end and begin < token.idx + len(token)) + 0.2 * shares_party(draft, event)
    for i, j in zip(*linear_sum_assignment(-weight), strict=True):
        if weight[i, j] > 0:
            result[int(j)] = int(i)
    return result


def shares_party(draft: Draft, event: Gold) -> float:
    both = (("actors", draft.parties.actors), ("recipients", draft.parties.recipients))
    return sum(bool({p.country for p in own} & {p["country"] for p in event[side]}) for side, own in both) / 2


def examples(events: Path, own: Sequence[Path], *, jobs: int, kept: Path | None) -> tuple[list[Example], list[Example]]:
    """What the articles of the folder and the own texts teach; read from the file `kept` if it is there, else written to it."""
    if kept is not None and kept.is_file():
        held: tuple[list[Example], list[Example]] = pickle.loads(kept.read_bytes())  # written by this function
        return held
    with Pool(jobs) as pool:
        found = (
            pool.map(example, list(read_gold(events)), chunksize=8),
            pool.map(example, [item for path in own for item in read_articles(path)], chunksize=8),
        )
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The arguments that both training scripts take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("own", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate first, over so many parts")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--examples", type=Path, help="keep what the articles teach in this file, and read it from there")
    return parser
