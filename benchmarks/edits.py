"""Synthetic edits of own texts whose events are known: copies, paraphrases, the same story on another day or with others.

Every original stands in eight versions. In all but the last two the happenings are those of the original:

* `original`; `cut` (other headline and outlet, the end missing), `added` (sentences added), `figures` (every number another
  one): copies of it;
* `paraphrase` (other words, days moved to the front, sentences in another order), `brief` (every second sentence, other words);
* `later`: the same words four weeks later. What the original tells as its news is then another happening; what a sentence dates
  by a year is the same; of everything else nobody can say, and it is left out of the count;
* `others`: other countries and invented people. A happening in which all parties on one side are others is another happening;
  the rest is left out.

Nothing is random: the same files give the same versions.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from marked import Mark, Marked, joined

ROOT = Path(__file__).parents[1]
TABLES = Path(__file__).with_name("edits_de.toml")
COPIES = ("original", "cut", "added", "figures")
LATER_DAYS = 28  # weeks, so that the days of the week stay
NEWS_DAYS = 8  # before the publication: the news
MAX_DAYS = 14  # of an event: a longer one may last until its story is told again
AHEAD_DAYS = 60  # after it: what the news announces
MIN_SENTENCES = 4
RUN_WORDS = 5
UNSURE_SHARE = 0.4  # a paraphrase that keeps more of the original's runs of words may be called a copy or not
CAPITALS = re.compile(r"[A-ZÄÖÜ][\w'’-]+(?: (?:[A-ZÄÖÜ][\w'’-]+|de|da|dos|el|al|van|von|bin)){1,3}$")
NUMBER = re.compile(
    r"(?<![\w.,])([2-9]|[1-9]\d{1,2})"
    r"(?= (?:Prozent|Millionen|Milliarden|Menschen|Personen|Soldaten|Tote|Verletzte|Teilnehmer|Staaten|Länder))"
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Original:
    """An own text by sentences; a mark "NUMBER" is the trigger of that event, "NUMBER.a0", "NUMBER.r1" are its parties."""

    name: str
    published: date
    sentences: tuple[Marked, ...]
    events: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A coded event in a version: where its trigger stands, the happening it tells of (None: not to be told), its record."""

    begin: int
    end: int
    happening: str | None
    record: Record
    parties: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Version:
    """One edited text."""

    original: str
    kind: str
    title: str
    published: str
    outlet: str
    text: str
    claims: tuple[GoldClaim, ...]
    kept: float  # share of its runs of words that stand in the original

    @property
    def name(self) -> str:
        return f"{self.original}-{self.kind}"


@cache
def tables() -> dict[str, Any]:
    return tomllib.loads(TABLES.read_text("utf-8"))


# ---- originals


def originals(*, own_step: int = 40) -> Iterator[Original]:
    """The golden articles for development and every n-th annotated training text that has events."""
    folder = ROOT / "tests" / "golden_articles" / "dev"
    for file in sorted((folder / "gold").glob("*.json")):
        doc = json.loads((folder / "docs" / file.name).read_text("utf-8"))
        yield _original(doc, json.loads(file.read_text("utf-8"))["events"])
    sys.path.insert(0, str(ROOT / "scripts" / "train_claims"))
    from own_texts import read_articles  # noqa: PLC0415

    for path in sorted((ROOT / "scripts" / "train_claims" / "own").glob("*.txt")):
        coded = [(doc, events) for doc, events in read_articles(path) if len(events) >= MIN_SENTENCES]
        for doc, events in coded[::own_step]:
            yield _original(doc, events)


def _original(doc: Record, events: Sequence[Record]) -> Original:
    sentences = []
    for sentence in doc["sentences"]:
        marks = [mark for number, event in enumerate(events) for mark in _marks(number, event)]
        begin, end = sentence["begin"], sentence["end"]
        inside = [Mark(m.begin - begin, m.end - begin, m.key) for m in marks if begin <= m.begin and m.end <= end]
        sentences.append(Marked(doc["text"][begin:end], tuple(inside)))
    return Original(doc["doc"], date.fromisoformat(doc["published"]), tuple(sentences), tuple(events))


def _marks(number: int, event: Record) -> Iterator[Mark]:
    yield Mark(event["trigger"]["begin"], event["trigger"]["end"], str(number))
    for role, slot in (("a", "actors"), ("r", "recipients")):
        for place, party in enumerate(event[slot]):
            if party.get("begin") is not None:
                yield Mark(party["begin"], party["end"], f"{number}.{role}{place}")


# ---- what happened: the identity of events


def happenings(original: Original) -> dict[int, str | None]:
    """The happening of every event by its number.

    Two events of one text with the same type, parties and days may be one happening or two; the data do not say. The first
    of them is counted, the others are left out, unless the data join them.
    """
    numbers = {event["id"]: number for number, event in enumerate(original.events)}
    seen: dict[tuple[Any, ...], int] = {}
    result: dict[int, str | None] = {}
    for number, event in enumerate(original.events):
        root = numbers.get(event.get("same_as") or "", number)
        signature = (
            event["type"],
            _keys(event["actors"]),
            _keys(event["recipients"]),
            json.dumps(event["date"] or {}, sort_keys=True),
        )
        first = seen.setdefault(signature[:3], number)
        result[number] = None if first != number and root == number else f"{original.name}:{root}"
    return result


def _keys(parties: Sequence[Record]) -> tuple[str, ...]:
    return tuple(sorted(f"{party['country']}" for party in parties))


# ---- edits of a sentence


def reworded(sentence: Marked) -> Marked:
    """Other words for what the table knows, each word at most once, and a day moved to the front."""
    result = _two_part(sentence)
    done: list[tuple[int, int]] = []
    for left, right in tables()["words"]:
        for old, new in ((left, right), (right, left)):
            found = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", result.text)
            if found is None or any(b < found.end() and found.start() < e for b, e in done):
                continue
            grown = len(new) - len(old)
            result = result.substitute(found.start(), found.end(), new)
            done = [(b + grown, e + grown) if b > found.start() else (b, e) for b, e in done]
            done.append((found.start(), found.start() + len(new)))
            break
    return _fronted(result)


def _two_part(sentence: Marked) -> Marked:
    for verb, part, new_verb, new_part in tables()["pairs"]:
        found = re.search(rf"(?<!\w){verb}(?!\w)([^,;.]*?)(?<!\w){part}(?=[,;.])", sentence.text)
        if found is not None:
            begin = found.end() - len(part)
            return sentence.substitute(begin, begin + len(part), new_part).substitute(
                found.start(), found.start() + len(verb), new_verb
            )
    return sentence


def _fronted(sentence: Marked) -> Marked:
    """The sentence with its day in front: for "X hat am Montag ..." what begins "Am Montag hat X"."""
    verbs = "|".join(tables()["finite"])
    found = re.match(
        rf"(?P<who>[^,;:]{{2,70}}?) (?P<verb>{verbs}|\w+te|\w+ten) (?P<day>am (?:\w+ )?\w+tag(?:abend)?)(?P<rest> .*)$",
        sentence.text,
    )
    if found is None or sentence.text.startswith(tuple(tables()["openers"])):
        return sentence
    who = found["who"]
    lower = who[0].lower() + who[1:] if who.split(" ")[0] in {"Der", "Die", "Das", "Ein", "Eine"} else who
    begin, end = found.span("who")
    parts: list[str | tuple[int, int]] = ["A", (found.start("day") + 1, found.end("day")), " ", found.span("verb"), " "]
    parts += [lower[0], (begin + 1, end)] if lower != who else [(begin, end)]
    return sentence.assemble([*parts, found.span("rest")])


def _other_numbers(sentence: Marked) -> Marked:
    result = sentence
    for found in reversed(list(NUMBER.finditer(sentence.text))):
        result = result.substitute(found.start(1), found.end(1), str(int(found[1]) + 1 + int(found[1]) // 3))
    return result


def _reordered(sentences: Sequence[Marked]) -> list[Marked]:
    """Neighbours change places where neither hangs on another sentence; the first stays."""
    result = list(sentences)
    openers = tuple(tables()["openers"])
    at = 1
    while at + 1 < len(result):
        after = result[at + 2].text if at + 2 < len(result) else ""
        if not any(text.startswith(openers) for text in (result[at].text, result[at + 1].text, after)):
            result[at], result[at + 1] = result[at + 1], result[at]
            at += 1
        at += 1
    return result


# ---- other parties


def _replacements(original: Original) -> tuple[list[tuple[re.Pattern[str], str]], dict[str, str], dict[str, str]]:
    """Patterns with what stands in their place, the codes of countries that change, the names of persons that change."""
    made: list[tuple[re.Pattern[str], str]] = []
    people: dict[str, str] = {}
    full = sorted({str(p["name"]) for e in original.events for s in ("actors", "recipients") for p in e[s] if _is_person(p)})
    for number, name in enumerate(full):
        first, last = (tables()[key][(number + len(original.name)) % 16] for key in ("first_names", "last_names"))
        made += [(re.compile(rf"(?<!\w){re.escape(name)}(?=s?(?!\w))"), f"{first} {last}")]
        made += [(re.compile(rf"(?<!\w){re.escape(name.split()[-1])}(?=s?(?!\w))"), last)]
        people |= {name: f"{first} {last}", name.split()[-1]: f"{first} {last}"}
    codes: dict[str, str] = {}
    for code, name, stem, capital, new_code, new_name, new_stem, new_capital in tables()["swaps"]:
        codes[code] = new_code
        made.append((re.compile(rf"(?<!\w){name}(?=s?(?!\w))"), new_name))
        made.append((re.compile(rf"(?<!\w){capital}(?=s?(?!\w))"), new_capital))
        for old, new in ((stem, new_stem), (stem.capitalize(), new_stem.capitalize())):
            made.append((re.compile(rf"(?<!\w){old}(?=e[mnrs]?(?!\w))"), new))
    return made, codes, people


def _is_person(party: Record) -> bool:
    words = str(party["name"])
    known = {"GOV", "OPP", "LEG", "PTY", "MIL", "REB"}
    if party["country"] in (None, "IGO") or party["sector"] not in known or CAPITALS.fullmatch(words) is None:
        return False
    return re.search(rf"(?i:{tables()['institutions']})(?!\w)", words) is None


def _with_others(original: Original) -> tuple[list[Marked], dict[str, str], dict[str, str]]:
    made, codes, people = _replacements(original)
    sentences = []
    for sentence in original.sentences:
        result = sentence
        for pattern, new in made:
            for found in reversed(list(pattern.finditer(result.text))):
                result = result.substitute(found.start(), found.end(), new)
        sentences.append(result)
    return sentences, codes, people


# ---- versions


Identity = Callable[[int, Record, str], tuple[str | None, Record]]  # number, record, sentence -> happening and record


def versions(original: Original) -> list[Version]:
    """The eight versions of an original."""
    same = happenings(original)

    def keep(number: int, record: Record, _: str) -> tuple[str | None, Record]:
        return same[number], record

    sentences = list(original.sentences)
    reworded_all = [reworded(s) for s in sentences]
    kept = max(2, len(sentences) * 2 // 3)
    fill = [Marked(text) for text in tables()["added"]]
    first = len(original.name) % len(fill)
    added = [sentences[0], fill[first], *sentences[1:], fill[first - 1]]
    brief = reworded_all[:1] + [s for s in reworded_all[2::2] if not s.text.startswith(tuple(tables()["openers"]))]
    others, codes, people = _with_others(original)
    plain: dict[str, list[Marked]] = {
        "original": sentences,
        "cut": sentences[:kept],
        "added": added,
        "figures": [_other_numbers(s) for s in sentences],
        "paraphrase": _reordered(reworded_all),
        "brief": brief,
    }
    made = [_version(original, kind, texts, keep, number) for number, (kind, texts) in enumerate(plain.items())]
    later = _later(original, same)
    made.append(_version(original, "later", sentences, later, 6, days=LATER_DAYS))
    made.append(_version(original, "others", others, _changed(same, codes, people), 7))
    return made


def _version(
    original: Original, kind: str, sentences: Sequence[Marked], identity: Identity, number: int, *, days: int = 0
) -> Version:
    whole = joined([s.strip() for s in sentences])
    spans = {m.key: (m.begin, m.end) for m in whole.marks}
    sentence_of = {m.key: s.text for s in original.sentences for m in s.marks}
    claims = []
    for index, record in enumerate(original.events):
        key = str(index)
        if key not in spans:
            continue
        happening, changed = identity(index, record, sentence_of[key])
        parties = {name.split(".")[1]: span for name, span in spans.items() if name.startswith(f"{key}.")}
        claims.append(GoldClaim(*spans[key], None if record.get("optional") else happening, changed, parties))
    outlets, headlines = tables()["outlets"], tables()["headlines"]
    published = original.published + timedelta(days=days)
    title = headlines[(len(original.name) + number) % len(headlines)]
    kept = shared_words(whole.text, " ".join(s.text for s in original.sentences))
    return Version(
        original.name, kind, title, published.isoformat(), outlets[number % len(outlets)], whole.text, tuple(claims), kept
    )


def _later(original: Original, same: Mapping[int, str | None]) -> Identity:
    months = re.compile("|".join(tables()["months"]))

    def identity(number: int, record: Record, sentence: str) -> tuple[str | None, Record]:
        day = record["date"]
        if day is None or day["start"] is None:
            return None, record
        start, end = (date.fromisoformat(day[side]) for side in ("start", "end"))
        if re.search(r"\b(?:19|20)\d\d\b", sentence):
            return (same[number] if end < original.published - timedelta(days=NEWS_DAYS) else None), record
        fresh = original.published - timedelta(days=NEWS_DAYS) <= start and end <= original.published + timedelta(days=AHEAD_DAYS)
        fresh = fresh and (end - start).days < MAX_DAYS
        if not fresh or months.search(sentence) or same[number] is None or record["status"] == "ongoing":
            return None, record
        moved = {
            **day,
            **{side: (value + timedelta(days=LATER_DAYS)).isoformat() for side, value in (("start", start), ("end", end))},
        }
        return f"{same[number]} later", {**record, "date": moved}

    return identity


def _changed(same: Mapping[int, str | None], codes: Mapping[str, str], people: Mapping[str, str]) -> Identity:
    """Another happening where all parties on one side are others; where only some are, it cannot be said."""

    def identity(number: int, record: Record, _: str) -> tuple[str | None, Record]:
        changed = dict(record)
        differs = False
        for slot in ("actors", "recipients"):
            parties = [_other_party(party, codes, people) for party in record[slot]]
            changed[slot] = parties
            # Whom a guest sees is a matter of the visit's programme: it is another visit in another country only.
            key = "country" if record["mode"] == "visit" and slot == "recipients" else "name"
            kept = [new for old, new in zip(record[slot], parties, strict=True) if new[key] == old[key]]
            differs |= bool(parties) and not kept
        return (None if same[number] is None or not differs else f"{same[number]} others"), changed

    return identity


def _other_party(party: Record, codes: Mapping[str, str], people: Mapping[str, str]) -> Record:
    if party.get("begin") is None:
        return party
    swapped = party["country"] in codes and _names_it(party)
    country = codes[party["country"]] if swapped else party["country"]
    if str(party["name"]) in people:
        return {**party, "country": country, "name": people[str(party["name"])], "invented": True}
    return {**party, "country": country, "name": f"{party['name']} ({country})"} if swapped else party


def _names_it(party: Record) -> bool:
    """Whether the words of the party name its country in a form that the table changes."""
    for row in tables()["swaps"]:
        if row[0] == party["country"]:
            return re.search(rf"(?<!\w)(?:{row[1]}s?|{row[3]}s?|(?i:{row[2]})e[mnrs]?)(?!\w)", str(party["text"])) is not None
    return False


def corpus(*, own_step: int = 40) -> list[Version]:
    """All versions of all originals."""
    return [version for original in originals(own_step=own_step) for version in versions(original)]


def shared_words(one: str, other: str) -> float:
    """The share of the first text's runs of words that also stand in the other."""
    left, right = _runs(one), _runs(other)
    return len(left & right) / len(left) if left else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + RUN_WORDS]) for i in range(max(0, len(words) - RUN_WORDS + 1))}


def is_copy(one: Version, other: Version) -> bool | None:
    """Whether two versions are copies; None where it cannot be said."""
    if one.original != other.original:
        return False
    kinds = {one.kind, other.kind}
    if kinds <= set(COPIES):
        return True
    if kinds & {"later", "others"} or kinds == {"paraphrase", "brief"}:
        return None
    return None if max(v.kept for v in (one, other) if v.kind not in COPIES) >= UNSURE_SHARE else False
