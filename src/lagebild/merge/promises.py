"""Promises: planned events that the picture follows until they are kept, broken or overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.days import to_iso
from lagebild.merge.deeds import DONE, Announced, Announcing, Deeds, announced, fit_of
from lagebild.merge.symbols import clause_around
from lagebild.merge.words import MergeWords
from lagebild.model.article import Publication
from lagebild.model.picture import ClaimRef, Event, Promise, PromiseEvidence, promise_order
from lagebild.model.reading import Reading
from lagebild.model.span import Span

NO_PUBLICATIONS: Mapping[str, Publication] = {}
NOTHING_MORE = Announcing()
NOBODY_TELLS = ", and no other article reports it"


def _evidence(refs: Iterable[ClaimRef]) -> tuple[PromiseEvidence, ...]:
    """The first claim of every article for each thing that it shows."""
    found: dict[tuple[str, str], PromiseEvidence] = {}
    for ref in refs:
        shows = {"planned": "announced", "occurred": "done", "ongoing": "done", "denied": "not done"}.get(ref.status)
        if shows is not None:
            one = PromiseEvidence(ref.article_id, ref.claim_id, ref.begin, ref.end, shows)  # type: ignore[arg-type]
            found.setdefault((ref.article_id, shows), one)
    return tuple(found.values())


def _reports(event: Event, announced: Iterable[str]) -> tuple[ClaimRef, ...]:
    """The claims that report it, in other articles than those that announce it: these cannot know yet."""
    return tuple(ref for ref in event.claims if ref.status in DONE and ref.article_id not in set(announced))


def _said(event: Event, reports: Iterable[ClaimRef]) -> str:
    number = len({ref.article_id for ref in reports})
    articles = "1 article reports" if number == 1 else f"{number} articles report"
    return f"{articles} it as {'happened' if event.status == 'occurred' else 'under way'}"


def _base(promise: Announced) -> Promise:
    return Promise(promise.event.id, promise.articles, to_iso(promise.terms.due.end), "open", None, "")


def by_itself(promise: Announced) -> Promise | None:
    """The outcome where the announced event is itself reported, or told as not having happened; else None."""
    event = promise.event
    reports = _reports(event, promise.articles)
    denials = [ref for ref in event.claims if ref.status == "denied"]
    base = replace(_base(promise), evidence=_evidence((*promise.refs, *reports, *denials)))
    if event.status in DONE and reports:
        return replace(base, outcome="kept", fulfilled_by=event.id, why=_said(event, reports))
    if event.status == "denied":
        return replace(base, outcome="broken", why="the latest report says that it did not happen")
    return None


def decides(promise: Announced, deed: Event) -> bool:
    """Whether another event is what was announced, and is told by another article or denied."""
    return fit_of(promise, deed) is not None and (deed.status == "denied" or bool(_reports(deed, promise.articles)))


def rank_of(deed: Event) -> tuple[bool, int, str]:
    """Of several deeds that decide a promise the one with the least rank counts: a report, then that of most articles."""
    return deed.status == "denied", -len(deed.articles), deed.id


def by_deed(promise: Announced, deed: Event) -> Promise:
    """The outcome where another event decides it."""
    kept = deed.status in DONE
    shown = _reports(deed, promise.articles) if kept else tuple(ref for ref in deed.claims if ref.status == "denied")
    said = _said(deed, shown) if kept else "reported as not having happened"
    return replace(
        _base(promise),
        outcome="kept" if kept else "broken",
        fulfilled_by=deed.id if kept else None,
        why=f"{said}; {fit_of(promise, deed)}",
        evidence=_evidence((*promise.refs, *shown)),
    )


def waiting(promise: Announced) -> Promise:
    """The promise of which no other article tells."""
    base = replace(_base(promise), evidence=_evidence(promise.refs))
    return replace(base, why=f"no day is named{NOBODY_TELLS}" if base.due is None else f"due by {base.due}")


def is_waiting(promise: Promise) -> bool:
    """Whether no article has told yet what became of it."""
    return promise.outcome in {"open", "overdue"}


def as_of(promise: Promise, newest: str | None) -> Promise:
    """A promise as of a day: one that waits is overdue once its days have passed."""
    if promise.due is None or not is_waiting(promise):
        return promise
    if newest is not None and promise.due < newest:
        return replace(promise, outcome="overdue", why=f"due by {promise.due}{NOBODY_TELLS}")
    return replace(promise, outcome="open", why=f"due by {promise.due}")


def announcing(by_id: Mapping[str, Reading], words: MergeWords) -> Announcing:
    """What articles, by id, say where they announce something, looked up when it is asked for."""

    def acts(ref: ClaimRef) -> tuple[str, ...]:
        if ref.article_id not in by_id:
            return ()
        text = by_id[ref.article_id].article.text
        return words.acts_in(clause_around(text, Span(text[ref.begin : ref.end], ref.begin, ref.end)))

    def named(ref: ClaimRef) -> frozenset[str]:
        actors = by_id[ref.article_id].actors if ref.article_id in by_id else ()
        return frozenset(a.country if a.country is not None and a.country != "IGO" else a.id for a in actors)

    return Announcing(acts, named)


def find_promises(
    events: Sequence[Event],
    *,
    newest: str | None,
    published: Mapping[str, Publication] = NO_PUBLICATIONS,
    said: Announcing = NOTHING_MORE,
) -> tuple[Promise, ...]:
    """Every announced event and what became of it as of `newest` (an ISO day).

    Args:
        events: all events of the picture.
        newest: the day up to which articles are known; None: no promise is overdue.
        published: the days of the articles by id; a promise without a day needs them to be found kept.
        said: what the announcing articles say beside the claim, where it names no act ("is expected") or leaves a party open.
    """
    deeds = Deeds(events)
    told = [one for event in events if (one := announced(event, published, said)) is not None]
    found = [as_of(by_itself(one) or _by_another(one, deeds) or waiting(one), newest) for one in told]
    return tuple(sorted(found, key=promise_order))


def _by_another(promise: Announced, deeds: Deeds) -> Promise | None:
    deed = min((event for event in deeds.near(promise) if decides(promise, event)), key=rank_of, default=None)
    return None if deed is None else by_deed(promise, deed)
