"""Scores of coded events, with the definitions of the codebook's scorer.

Two events can match when their triggers stand in the same sentence and the compared fields agree; the matching is one to one
and maximal. An optional gold event is neither required nor wrong; `alt` and `alternatives` are other accepted readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.evaluate.matching import Score, best_pairs, share

Record = Mapping[str, Any]
Same = Callable[[Record, Record], bool]

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}

# Names under which gold and readings may write an organisation, to the one key that is compared.
ORGANISATION_KEYS = {
    "EU": ("EUROPÄISCHE UNION", "EU-KOMMISSION", "EUROPÄISCHE KOMMISSION", "EUROPEAN UNION"),
    "UN": (
        "VEREINTE NATIONEN",
        "UNO",
        "UN-SICHERHEITSRAT",
        "UNITED NATIONS",
        "SICHERHEITSRAT",
        "WELTSICHERHEITSRAT",
        "UN SECURITY COUNCIL",
    ),
    "AU": ("AFRIKANISCHE UNION",),
    "IAEA": ("IAEO",),
    "SCO": ("SHANGHAIER ORGANISATION FÜR ZUSAMMENARBEIT", "SOZ"),
}
_ALIASES = tuple((name, key) for key, names in ORGANISATION_KEYS.items() for name in names)


def party_key(entity: Record) -> str:
    """The state, "IGO:" and organisation, or "?" and sector: what of a participant is compared."""
    country = entity.get("country")
    if not country:
        return "?" + (entity.get("sector") or "UNK")
    if country != "IGO":
        return str(country)
    name = (entity.get("name") or "").upper().strip()
    for alias, key in _ALIASES:
        if name == alias or name.startswith(alias + " "):
            return "IGO:" + key
    return "IGO:" + name.split(" ")[0].split("-")[0].strip(",.()")


def parties(event: Record, side: str) -> set[str]:
    return {party_key(entity) for entity in event.get(side) or []}


def _days(event: Record) -> tuple[str, str] | None:
    date = event.get("date")
    if not date or not date.get("start"):
        return None
    return date["start"], date.get("end") or date["start"]


def dates_agree(gold: Record, found: Record) -> bool:
    """Whether both have no date, or dates that share a day."""
    a, b = _days(gold), _days(found)
    if a is None or b is None:
        return a is None and b is None
    return a[0] <= b[1] and b[0] <= a[1]


def same_dyad(gold: Record, found: Record) -> bool:
    sides = ("actors", "recipients")
    return bool(gold["type"] == found["type"]) and all(parties(gold, s) == parties(found, s) for s in sides)


def same_dyad_loosely(gold: Record, found: Record) -> bool:
    """Type equal, and on both sides at least one common party or nobody on either."""
    if gold["type"] != found["type"]:
        return False
    for side in ("actors", "recipients"):
        a, b = parties(gold, side), parties(found, side)
        if not (a & b) and (a or b):
            return False
    return True


LEVELS: dict[str, Same] = {
    "quad": lambda gold, found: QUAD_OF[gold["type"]] == QUAD_OF.get(found["type"]),
    "type": lambda gold, found: bool(gold["type"] == found["type"]),
    "dyad": same_dyad,
    "dyad~": same_dyad_loosely,
    "record": lambda gold, found: (
        same_dyad_loosely(gold, found) and dates_agree(gold, found) and gold["status"] == found["status"]
    ),
}


def accepted_readings(gold: Record) -> Iterator[Record]:
    """The gold event, and the other readings of it that are accepted."""
    yield gold
    for fields in gold.get("alt") or []:
        yield {**gold, **fields}
    yield from gold.get("alternatives") or []


def _sentence_of(event: Record, sentences: Sequence[Record]) -> Any:
    begin = (event.get("trigger") or {}).get("begin")
    if begin is not None:
        for sentence in sentences:
            if sentence["begin"] <= begin < sentence["end"]:
                return sentence["id"]
    return event.get("sentence")


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event with the sentence that its trigger stands in."""

    record: Record
    sentence: Any


def _weight(same: Same) -> Callable[[_Placed, _Placed], float]:
    def weight(gold: _Placed, found: _Placed) -> float:
        if gold.sentence != found.sentence:
            return 0.0
        best = 0.0
        for reading in accepted_readings(gold.record):
            if same(reading, found.record):
                # Ties between triggers of one sentence go to the fuller agreement.
                fuller = 0.01 * same_dyad_loosely(reading, found.record) + 0.001 * dates_agree(reading, found.record)
                best = max(best, 1 + fuller + 0.0001 * (reading["status"] == found.record.get("status")))
        return best

    return weight


def _triples(events: Sequence[Record]) -> set[tuple[str, str, str]]:
    return {
        (event["type"], actor, recipient)
        for event in events
        for actor in parties(event, "actors") or {"-"}
        for recipient in parties(event, "recipients") or {"-"}
    }


@dataclass(frozen=True, slots=True)
class Document:
    """One document's gold events, coded events, sentences (id, begin, end) and, where they are scored, found actors."""

    name: str
    gold: Sequence[Record]
    found: Sequence[Record]
    sentences: Sequence[Record]
    actors: Sequence[Record] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A missed or spurious event."""

    kind: str
    document: str
    sentence: Any
    event: Record


def score_events(documents: Sequence[Document]) -> tuple[dict[str, Any], list[Mistake]]:
    """Figures by level (P, R, F in percent), accuracies of date, status and mode over type matches, and the mistakes there."""
    scores = dict.fromkeys([*LEVELS, "doc"], Score(0, 0, 0))
    right = {"date": [0, 0], "status": [0, 0], "mode": [0, 0]}
    mistakes: list[Mistake] = []
    for document in documents:
        gold = [_Placed(event, _sentence_of(event, document.sentences)) for event in document.gold]
        found = [_Placed(event, _sentence_of(event, document.sentences)) for event in document.found]
        required = [event for event in gold if not event.record.get("optional")]
        optional = [event for event in gold if event.record.get("optional")]
        for level, same in LEVELS.items():
            pairs = best_pairs(required, found, _weight(same))
            hits = {j for _, j in pairs}
            rest = [j for j in range(len(found)) if j not in hits]
            excused = {rest[j] for _, j in best_pairs(optional, [found[j] for j in rest], _weight(LEVELS["type"]))}
            scores[level] += Score(len(pairs), len(required), len(found) - len(excused))
            if level == "type":
                _count_fields(right, [(required[i].record, found[j].record) for i, j in pairs])
                mistakes += _mistakes(document.name, required, found, pairs, excused)
        wanted = _triples([event.record for event in required])
        coded = _triples(document.found)
        coded -= _triples([reading for event in gold for reading in accepted_readings(event.record)]) - wanted
        scores["doc"] += Score(len(wanted & coded), len(wanted), len(coded))
    figures: dict[str, Any] = {level: score.row() for level, score in scores.items()}
    figures |= {name: share(*counts) for name, counts in right.items()}
    totals = scores["type"]
    figures["events"] = {"gold": totals.expected, "pred": totals.found, "documents": len(documents)}
    return figures, mistakes


def pairs_of_type(document: Document) -> list[tuple[Record, Record]]:
    """Pairs (required gold event, coded event) that agree in sentence and type, as the figure `type` counts them."""
    gold = [_Placed(e, _sentence_of(e, document.sentences)) for e in document.gold if not e.get("optional")]
    found = [_Placed(e, _sentence_of(e, document.sentences)) for e in document.found]
    return [(gold[i].record, found[j].record) for i, j in best_pairs(gold, found, _weight(LEVELS["type"]))]


def _count_fields(right: dict[str, list[int]], pairs: Sequence[tuple[Record, Record]]) -> None:
    for gold, found in pairs:
        readings = [reading for reading in accepted_readings(gold) if reading["type"] == found["type"]]
        right["date"][0] += any(dates_agree(reading, found) for reading in readings)
        right["date"][1] += 1
        right["status"][0] += any(reading["status"] == found.get("status") for reading in readings)
        right["status"][1] += 1
        if any(reading.get("mode") for reading in readings):
            right["mode"][0] += any(reading.get("mode") == found.get("mode") for reading in readings)
            right["mode"][1] += 1


def _mistakes(
    document: str, gold: Sequence[_Placed], found: Sequence[_Placed], pairs: Sequence[tuple[int, int]], excused: set[int]
) -> Iterator[Mistake]:
    hit_gold, hit_found = {i for i, _ in pairs}, {j for _, j in pairs} | excused
    yield from (Mistake("missed", document, e.sentence, e.record) for i, e in enumerate(gold) if i not in hit_gold)
    yield from (Mistake("spurious", document, e.sentence, e.record) for j, e in enumerate(found) if j not in hit_found)
