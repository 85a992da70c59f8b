"""Slot by source: what every article of an event or tie states, derives, tells otherwise or leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.days import Window, window_of
from lagebild.merge.differences import ITSELF
from lagebild.merge.figures import UNCOMPARED
from lagebild.merge.wording import names_used, shown
from lagebild.merge.words import MergeWords
from lagebild.model.layers import Claim, Participant, Tie
from lagebild.model.matrix import EVENT_SLOTS, TIE_SLOTS, Cell, CellState
from lagebild.model.picture import ClaimRef, Difference, Event, MergedTie
from lagebild.model.reading import Reading

STATED = frozenset({"stated", "mention", "judged"})
SLOTS_OF_DIFFERENCE = {"participants": ("actors", "recipients")}
UNEQUAL = frozenset({"wording", "speaker"})  # slots in which another value is a difference, though both can be true
NEAR_DAYS = 3
NOT_SAID = "the article does not say"

Told = Sequence[tuple[ClaimRef, Claim]]
Reader = Callable[[str, Told, Reading, MergeWords], Cell | None]


def _absent(slot: str, article_id: str, why: str = NOT_SAID) -> Cell:
    return Cell(slot, article_id, "absent", None, None, None, why)


def _date(slot: str, told: Told, reading: Reading, __: MergeWords) -> Cell | None:
    dates = [ref.date for ref, _ in told if ref.date is not None and (ref.date.start is not None or ref.date.end is not None)]
    if not dates:
        return None
    best = min(dates, key=lambda d: (d.basis not in STATED, window_of(d).length or 10**7, d.start or "", d.text_begin or 0))
    state: CellState = "stated" if best.basis in STATED else "derived"
    # Only the first part of the reason is for people; the rest are weights of the reader.
    why = best.why.split("; share")[0]
    return Cell(slot, reading.article.id, state, str(window_of(best)), best.text_begin, best.text_end, why)


def _place(slot: str, told: Told, reading: Reading, _: MergeWords) -> Cell | None:
    places = [claim.location for _, claim in told if claim.location is not None]
    if not places:
        return None
    value = ", ".join(sorted({place.text for place in places}))
    return Cell(slot, reading.article.id, "stated", value, places[0].begin, places[0].end, "named with the event")


def _people(slot: str, people: Sequence[Participant], reading: Reading) -> Cell | None:
    """The parties; those that the reading has inferred only where it found none in words."""
    people = [one for one in people if not one.implicit] or people
    if not people:
        return None
    first = people[0]
    value = ", ".join(dict.fromkeys(one.name for one in people))
    state: CellState = "derived" if first.implicit else "stated"
    return Cell(slot, reading.article.id, state, value, first.begin, first.end, first.why.split("; share")[0])


def _actors(slot: str, told: Told, reading: Reading, _: MergeWords) -> Cell | None:
    return _people(slot, [one for _, claim in told for one in claim.actors], reading)


def _recipients(slot: str, told: Told, reading: Reading, _: MergeWords) -> Cell | None:
    return _people(slot, [one for _, claim in told for one in claim.recipients], reading)


def _status(slot: str, told: Told, reading: Reading, __: MergeWords) -> Cell | None:
    ref, _ = told[0]
    statuses = ", ".join(dict.fromkeys(ref.status for ref, _ in told))
    return Cell(slot, reading.article.id, "stated", statuses, ref.begin, ref.end, "how the article puts it")


def _speaker(slot: str, told: Told, reading: Reading, _: MergeWords) -> Cell | None:
    sources = [claim.reported_by for _, claim in told if claim.reported_by is not None]
    if not sources:
        return Cell(slot, reading.article.id, "stated", ITSELF, None, None, "no source is named")
    value = ", ".join(dict.fromkeys(one.name for one in sources))
    return Cell(slot, reading.article.id, "stated", value, sources[0].begin, sources[0].end, "named as the source")


def _figures(slot: str, told: Told, reading: Reading, _: MergeWords) -> Cell | None:
    sentences = {claim.sentence for _, claim in told}
    found = [f for f in reading.figures if f.sentence in sentences and f.value is not None and f.unit not in UNCOMPARED]
    if not found:
        return None
    value = ", ".join(dict.fromkeys(figure.span.text for figure in found))
    return Cell(slot, reading.article.id, "stated", value, found[0].span.begin, found[0].span.end, "in the sentence of the event")


def _wording(slot: str, told: Told, reading: Reading, words: MergeWords) -> Cell | None:
    names = names_used(reading, words, {claim.sentence for _, claim in told})
    if not names:
        return None
    return Cell(slot, reading.article.id, "stated", shown(names), names[0].begin, names[0].end, "in the sentence of the event")


def _only_differing(cells: Iterable[Cell], differences: Iterable[Difference]) -> Iterator[Cell]:
    """The wording cells hold the names that differ, if some do; other names in the sentence are not compared."""
    values: dict[str, list[str]] = {}
    for difference in differences:
        for article_id, value in difference.values if difference.slot == "wording" else ():
            values.setdefault(article_id, []).append(value)
    for cell in cells:
        if cell.slot != "wording" or not values:
            yield cell
        elif cell.article_id in values:
            yield replace(cell, value="; ".join(values[cell.article_id]))
        else:
            yield _absent(cell.slot, cell.article_id)


READERS: Mapping[str, Reader] = {
    "date": _date,
    "place": _place,
    "actors": _actors,
    "recipients": _recipients,
    "status": _status,
    "speaker": _speaker,
    "figure": _figures,
    "wording": _wording,
}


def event_matrix(
    event: Event, readings: Mapping[str, Reading], words: MergeWords, articles: Iterable[str] | None = None
) -> tuple[Cell, ...]:
    """The cells of an event for its articles, or for the given ones: whoever does not tell of it has absent cells."""
    refs: dict[str, list[ClaimRef]] = {}
    for ref in event.claims:
        refs.setdefault(ref.article_id, []).append(ref)
    wanted = tuple(event.articles if articles is None else articles)
    parties = frozenset(party.actor_id or party.name for party in (*event.actors, *event.recipients))
    days = window_of(event.date)
    for article_id, members in refs.items():
        refs[article_id] = [replace(ref, date=None) if _is_mistaken(ref, days) else ref for ref in members]
    cells = [cell for a in wanted for cell in _row(a, refs.get(a, []), readings, words, parties)]
    return tuple(_marked(tuple(_only_differing(cells, event.differences)), event.differences))


def _is_mistaken(ref: ClaimRef, days: Window) -> bool:
    """Whether the claim's day is only one that stands near, and not one of the event's: it is the day of something else."""
    return ref.date is not None and ref.date.basis not in STATED and not window_of(ref.date).overlaps(days, gap=NEAR_DAYS)


def _without_mistaken(claim: Claim, parties: frozenset[str]) -> Claim:
    """The claim without parties that its reading has inferred and that merging has not taken over."""

    def kept(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(one for one in people if not one.implicit or (one.actor_id or one.name) in parties)

    return replace(claim, actors=kept(claim.actors), recipients=kept(claim.recipients))


def _row(
    article_id: str, refs: Sequence[ClaimRef], readings: Mapping[str, Reading], words: MergeWords, parties: frozenset[str]
) -> Iterator[Cell]:
    reading = readings.get(article_id)
    claims = {claim.id: _without_mistaken(claim, parties) for claim in (reading.claims if reading is not None else ())}
    told = [(ref, claims[ref.claim_id]) for ref in sorted(refs, key=lambda r: (r.echo, r.begin)) if ref.claim_id in claims]
    for slot in EVENT_SLOTS:
        cell = READERS[slot](slot, told, reading, words) if reading is not None and told else None
        if cell is not None and reading is not None and cell.begin is not None:
            cell = replace(cell, words=reading.article.text[cell.begin : cell.end])
        why = NOT_SAID if told else "the article does not tell of it"
        yield cell if cell is not None else _absent(slot, article_id, why)


def _marked(cells: Sequence[Cell], differences: Iterable[Difference]) -> Iterator[Cell]:
    """The cells, with those that say otherwise than most of the articles marked."""
    odd: dict[tuple[str, str], str] = {}
    for difference in differences:
        if difference.compatible and difference.slot not in UNEQUAL:
            continue
        counts = Counter(value for _, value in difference.values)
        usual = min(counts, key=lambda value: (-counts[value], value))
        even = sum(count == counts[usual] for count in counts.values()) > 1  # nobody is in the minority: all differ
        for article_id, value in difference.values:
            for slot in SLOTS_OF_DIFFERENCE.get(difference.slot, (difference.slot,)):
                if even or value != usual:
                    odd[article_id, slot] = difference.why
    for cell in cells:
        why = odd.get((cell.article_id, cell.slot))
        yield replace(cell, state="differs", why=f"{cell.why}; {why}") if why is not None and cell.state != "absent" else cell


def tie_matrix(tie: MergedTie, readings: Mapping[str, Reading]) -> tuple[Cell, ...]:
    """The cells of a tie for the articles that state it."""
    stated: dict[str, list[Tie]] = {}
    for article_id, tie_id in tie.evidence:
        reading = readings.get(article_id)
        stated.setdefault(article_id, []).extend(t for t in (reading.ties if reading is not None else ()) if t.id == tie_id)
    cells = [cell for article_id, ties in stated.items() if ties for cell in _tie_row(article_id, ties)]
    return tuple(_marked(cells, tie.differences))


def _tie_row(article_id: str, ties: Sequence[Tie]) -> Iterator[Cell]:
    span = ties[0].evidence
    for slot in TIE_SLOTS:
        if slot == "speaker":
            values = [tie.source.name for tie in ties if tie.source is not None] or [ITSELF]
        else:
            values = [value for tie in ties if (value := getattr(tie, slot)) is not None]
        if not values:
            yield _absent(slot, article_id)
        else:
            text = ", ".join(dict.fromkeys(values))
            yield Cell(slot, article_id, "stated", text, span.begin, span.end, "as stated with the tie", span.text)
