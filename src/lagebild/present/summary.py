"""The summary of a dossier: plain sentences made from events and ties by templates, each with the articles that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.lang.pack import LanguagePack
from lagebild.model.picture import ArticleInPicture, MergedTie
from lagebild.present.catalogue import Catalogue
from lagebild.present.sentences import Teller
from lagebild.present.timeline import TimelineEntry

GRAMMAR = "present/grammar"
MAX_SENTENCES = 12  # of a paragraph
MIN_TOLD = 5  # with fewer events of several sources those of one are told too
HAPPENED = frozenset({"occurred", "ongoing"})
OPEN = frozenset({"planned", "hypothetical", "denied"})
UNEXPLAINED = ".network."  # in the rule of a claim that no row of the lexicon speaks for


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with the numbers of the articles that it rests on, and the anchor of what it tells, if it is one thing."""

    text: str
    notes: tuple[int, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[Told, ...]


def build_summary(
    entries: Sequence[TimelineEntry],
    ties: Sequence[MergedTie],
    articles: Sequence[ArticleInPicture],
    numbers: Mapping[str, int],
    pack: LanguagePack,
) -> tuple[Paragraph, ...]:
    """What the articles say in sentences: their number, what happened, what is announced, possible or denied, standing ties.

    What several independent sources report comes first where not everything can be told; the order is that of time.
    """
    words: Mapping[str, Any] = pack.settings(GRAMMAR)["summary"]
    teller, catalogue = Teller(pack), Catalogue(pack)
    told = [
        Paragraph(words["basis"], _basis(articles, words, catalogue)),
        Paragraph(words["happened"], _events(_best(entries, HAPPENED, least=1), teller, words)),
        Paragraph(words["open"], _events(_best(entries, OPEN, least=0), teller, words)),
        Paragraph(words["ties"], _ties(ties, numbers, words, catalogue)),
    ]
    return tuple(paragraph for paragraph in told if paragraph.sentences)


def _basis(articles: Sequence[ArticleInPicture], words: Mapping[str, Any], catalogue: Catalogue) -> tuple[Told, ...]:
    if not articles:
        return ()
    starts = [a.publication.start for a in articles if a.publication.start is not None]
    ends = [a.publication.end for a in articles if a.publication.end is not None]
    count, origins = len(articles), len({a.origin for a in articles})
    text = words["articles" if count > 1 else "article"].format(count=count, origins=origins)
    if starts and ends:
        text += " " + words["published"].format(catalogue.days(min(starts), max(ends)))
    undated = sum(a.publication.day is None for a in articles)
    if undated:
        text += " " + words["undated" if undated > 1 else "undated_one"].format(undated)
    return (Told(text, (), None),)


def _best(entries: Iterable[TimelineEntry], statuses: frozenset[str], *, least: int) -> list[TimelineEntry]:
    """The entries of the statuses that are reported as news by most sources, in the order of time.

    What one source tells in words that only the network takes for an act is in the timeline, but not told in a sentence.
    """
    chosen = [e for e in entries if e.event.status in statuses and any(not x.echo for x in e.evidence) and _is_sound(e)]
    ranked = sorted(chosen, key=lambda e: (-e.origins, e.start or "9999", e.event.id))
    several = [e for e in ranked if e.origins > 1]
    kept = several if least and len(several) >= MIN_TOLD else ranked
    return sorted(kept[:MAX_SENTENCES], key=lambda e: (e.start or "9999", e.end or "9999", e.event.id))


def _is_sound(entry: TimelineEntry) -> bool:
    return entry.origins > 1 or any(UNEXPLAINED not in x.rule for x in entry.evidence)


def _events(entries: Sequence[TimelineEntry], teller: Teller, words: Mapping[str, Any]) -> tuple[Told, ...]:
    sentences = []
    for entry in entries:
        text = teller.tell(entry.event)
        if text is None:
            continue
        sources = {x.reported_by for x in entry.evidence}
        if len(sources) == 1 and None not in sources:
            text = text.removesuffix(".") + " " + words["according"].format(next(iter(sources))) + "."
        clashes = [d for d in entry.event.differences if not d.compatible]
        if clashes:
            text += " " + words["clash"]
        notes = tuple(sorted({x.number for x in entry.evidence}))
        sentences.append(Told(text, notes, entry.event.id))
    return tuple(sentences)


def _ties(
    ties: Sequence[MergedTie], numbers: Mapping[str, int], words: Mapping[str, Any], catalogue: Catalogue
) -> tuple[Told, ...]:
    ranked = sorted(ties, key=lambda tie: (-len(tie.origins), tie.kind, tie.id))
    sentences = []
    for tie in ranked[:MAX_SENTENCES]:
        parties = tuple(dict.fromkeys(party.name for party in tie.parties))
        if len(parties) < 2:
            continue
        level = f" ({', '.join(tie.levels)})" if tie.levels else ""
        days = f", {catalogue.days(tie.since, tie.until)}" if tie.since or tie.until else ""
        status = catalogue.label("tie_statuses", tie.status)
        text = words["tie"].format(
            parties=" – ".join(parties), kind=catalogue.label("tie_kinds", tie.kind), level=level, days=days, status=status
        )
        notes = tuple(sorted({numbers[article_id] for article_id, _ in tie.evidence if article_id in numbers}))
        sentences.append(Told(text, notes, None))
    return tuple(sentences)
