"""Promises: planned events that the picture follows until they are kept, broken or overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from lagebild.merge.days import Window, to_iso, to_ordinal, window_of
from lagebild.merge.facts import ACTS_OF_TYPE
from lagebild.merge.symbols import clause_around
from lagebild.merge.whens import PRECISE_DAYS
from lagebild.merge.words import MergeWords
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ClaimRef, Event, Party, Promise, PromiseEvidence
from lagebild.model.reading import Reading
from lagebild.model.span import Span

PROMISED = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
)  # what the codebook announces as AGREE, and becomes; and yielding, which keeps its type when announced
DONE = frozenset({"occurred", "ongoing"})
NAMED_ACTS = frozenset(act for acts in ACTS_OF_TYPE.values() for act in acts)
MEETS = frozenset({"visit", "meeting"})  # who comes to see somebody meets him
DUE_GAP = 3  # days around the announced ones on which it may happen and still be what was announced
OPEN_DAYS = 366  # after an announcement without a day, in which a deed may still be its fulfilment
OPEN_DAYS_OF_ACT = {
    "visit": 92,
    "meeting": 92,
    "phone": 92,
    "admission": 3653,
}  # what recurs, and what takes years but happens once
NAMED_BASES = frozenset({"stated", "mention", "sentence", "judged"})
LONGEST_DEED = 62  # days; what is dated worse cannot be told to be the deed
BOTH_SIDES = 2
NEWS_DAYS = 14
NO_PUBLICATIONS: Mapping[str, Publication] = {}

ActsOf = Callable[[ClaimRef], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Announcing:
    """What articles say where they announce something: the acts that the clause of a claim names, and whom the article names."""

    acts: ActsOf = lambda _: ()
    named: ActsOf = lambda _: ()


NOTHING_MORE = Announcing()


def party_keys(parties: Iterable[Party]) -> frozenset[str]:
    """Whom the parties stand for: countries, and organisations and actors without a country by their ids."""
    keys = (party.country if party.country not in (None, "IGO") else party.actor_id for party in parties)
    return frozenset(key for key in keys if key is not None)


def _persons(event: Event) -> dict[str, set[str]]:
    """Named actors by country, without the states themselves."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for party in (*event.actors, *event.recipients):
        if party.country is not None and party.actor_id is not None and party.actor_id != f"ac-{party.country}":
            found[party.country].add(party.actor_id)
    return found


def _keys(event: Event) -> frozenset[str]:
    return party_keys((*event.actors, *event.recipients))


@dataclass(frozen=True, slots=True)
class _Announced:
    """What was announced: the claims that announce it, since when, and on which days it is due (open where none are named).

    `around`: whom the announcing articles name besides the parties; one of them may be the party that the claim leaves open.
    """

    event: Event
    refs: tuple[ClaimRef, ...]
    since: int | None
    due: Window
    acts: frozenset[str]
    around: frozenset[str]

    @property
    def open_days(self) -> int:
        return max((OPEN_DAYS_OF_ACT.get(act, OPEN_DAYS) for act in self.acts), default=0)

    @property
    def keys(self) -> frozenset[str]:
        """Who takes part: the parties, and the country to which somebody is to come."""
        place = self.event.place_country
        return _keys(self.event) | (frozenset({place}) if place is not None else frozenset())

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref.article_id for ref in self.refs))


def _names_days(value: DateValue | None) -> bool:
    """Whether somebody gives the day; the day of the news is the day of the announcement, not of what it announces."""
    return value is not None and (value.basis in NAMED_BASES or (value.basis == "derived" and value.text is not None))


def _announced(event: Event, published: Mapping[str, Publication], said: Announcing) -> _Announced | None:
    refs = tuple(ref for ref in event.claims if ref.status == "planned")
    if event.type not in PROMISED or not refs:
        return None
    starts = [to_ordinal(p.start) for ref in refs if (p := published.get(ref.article_id)) is not None and p.start is not None]
    since = min((start for start in starts if start is not None), default=None)
    # The day may stand with another mention in the same article, which need not say again that it is planned.
    articles = {ref.article_id for ref in refs}
    windows = [window_of(ref.date) for ref in event.claims if ref.article_id in articles and _names_days(ref.date)]
    ahead = [w for w in windows if w.end is not None and (since is None or w.end >= since)]
    due = min(ahead, key=lambda w: (w.length or 10**7, w.end or 0), default=Window(None, None))
    if event.act == "visit":  # lasts for days, of which one mention may name the first alone
        due = max((w for w in ahead if (w.length or 10**7) <= PRECISE_DAYS), key=lambda w: (w.end or 0, w.length), default=due)
    named = {event.act or event.mode or "", *(act for ref in refs for act in said.acts(ref))} & NAMED_ACTS
    around = frozenset(key for ref in refs for key in said.named(ref))
    return _Announced(event, refs, since, due, frozenset(named), around)


def _days_fit(promise: _Announced, done: Event, open_days: int) -> str | None:
    """How the days of a deed agree with those announced; None where they do not, or are not known."""
    days = window_of(done.date)
    if not days.bounded:
        return None
    if promise.due.end is not None:
        return f"announced for {promise.due}, done {days}" if days.overlaps(promise.due, gap=DUE_GAP) else None
    if promise.since is None or days.start is None or not 0 <= days.start - promise.since <= open_days:
        return None
    return f"announced without a day, done {days}"


def _may_be_open_party(promise: _Announced, done: Event) -> bool:
    """Whether an announcement of one party can have meant the deed: it names the others elsewhere, and days or news are near."""
    days = window_of(done.date)
    near = promise.due.end is not None or (
        promise.since is not None and days.start is not None and days.start - promise.since <= NEWS_DAYS
    )
    return near and _keys(done) <= promise.keys | promise.around


def _parties_fit(promise: _Announced, done: Event) -> str | None:
    """How the parties of a deed agree with those of the announcement; None where they do not."""
    planned, did = promise.event, done
    wanted = promise.keys
    there = _keys(did) | ({did.place_country} if did.place_country is not None else set())
    shared = wanted & there
    if not shared or not (wanted <= there or _keys(did) <= wanted):
        return None
    ours, theirs = _persons(planned), _persons(did)
    if any(ours[c] and theirs[c] and not ours[c] & theirs[c] for c in shared if c in ours and c in theirs):
        return None
    same = sorted({p.name for p in (*planned.actors, *planned.recipients) if p.actor_id is not None
                   and p.actor_id in {q.actor_id for q in (*did.actors, *did.recipients)}})  # fmt: skip
    if len(shared) < BOTH_SIDES and not (same and _may_be_open_party(promise, did)):
        return None
    return f"same parties ({', '.join(same)})" if same else f"parties from {', '.join(sorted(shared))}"


def _acts_fit(promise: _Announced, done: Event) -> str | None:
    """The act that was announced and done; None where it is another, or the announcement does not say which."""
    did = done.act or done.mode or ""
    if did in promise.acts:
        return did
    return f"{min(promise.acts & MEETS)} and {did}" if did in MEETS and promise.acts & MEETS else None


def _fit(promise: _Announced, done: Event) -> str | None:
    """Why the deed is what was announced; None where it is not."""
    act = _acts_fit(promise, done)
    if act is None:
        return None
    days = _days_fit(promise, done, OPEN_DAYS_OF_ACT.get(done.act or done.mode or "", OPEN_DAYS))
    parties = _parties_fit(promise, done)
    return None if days is None or parties is None else f"same act ({act}), {parties}, {days}"


def _months(days: Window) -> Iterator[str]:
    """The months that a bounded window touches."""
    if days.start is None or days.end is None:
        return
    first, last = date.fromordinal(days.start), date.fromordinal(days.end)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


class _Deeds:
    """Events that happened, or of which somebody says that they did not, to be found by act, party and month."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._index: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
        for event in events:
            days = window_of(event.date)
            if event.type not in PROMISED or (event.status not in DONE and event.status != "denied"):
                continue
            months = tuple(_months(days)) if days.length is not None and days.length <= LONGEST_DEED else ()
            for key in sorted(_keys(event)):
                for month in months:
                    self._index[event.act or event.mode or "", key, month].append(event)

    def near(self, promise: _Announced) -> Iterator[Event]:
        """The deeds that share act, a party and a month with the announcement, each once."""
        days = promise.due
        if days.end is None:
            if promise.since is None:
                return
            days = Window(promise.since, promise.since + promise.open_days)
        else:
            start = days.start if days.start is not None else days.end
            days = Window(max(start, days.end - OPEN_DAYS) - DUE_GAP, days.end + DUE_GAP)
        acts = sorted(promise.acts | (MEETS if promise.acts & MEETS else frozenset()))
        keys, months = sorted(promise.keys), list(_months(days))
        seen: set[str] = {promise.event.id}
        for place in product(acts, keys, months):
            for event in self._index.get(place, ()):
                if event.id not in seen:
                    seen.add(event.id)
                    yield event


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


def _itself(promise: _Announced) -> Promise | None:
    """The outcome where the announced event is itself reported."""
    event = promise.event
    reports = _reports(event, promise.articles)
    denials = [ref for ref in event.claims if ref.status == "denied"]
    evidence = _evidence((*promise.refs, *reports, *denials))
    base = Promise(event.id, promise.articles, to_iso(promise.due.end), "open", None, "", evidence)
    if event.status in DONE and reports:
        return replace(base, outcome="kept", fulfilled_by=event.id, why=_said(event, reports))
    if event.status == "denied":
        return replace(base, outcome="broken", why="the latest report says that it did not happen")
    return None


def _by_another(promise: _Announced, deeds: _Deeds) -> Promise | None:
    """The outcome where another event is what was announced."""
    fitting = []
    for event in deeds.near(promise):
        why = _fit(promise, event)
        if why is not None and (event.status == "denied" or _reports(event, promise.articles)):
            fitting.append((event, why))
    if not fitting:
        return None
    event, why = min(fitting, key=lambda pair: (pair[0].status == "denied", -len(pair[0].articles), pair[0].id))
    kept = event.status in DONE
    shown = _reports(event, promise.articles) if kept else tuple(ref for ref in event.claims if ref.status == "denied")
    said = _said(event, shown) if kept else "reported as not having happened"
    return Promise(
        event_id=promise.event.id,
        announced_in=promise.articles,
        due=to_iso(promise.due.end),
        outcome="kept" if kept else "broken",
        fulfilled_by=event.id if kept else None,
        why=f"{said}; {why}",
        evidence=_evidence((*promise.refs, *shown)),
    )


def _waiting(promise: _Announced, newest: str | None) -> Promise:
    due = to_iso(promise.due.end)
    base = Promise(promise.event.id, promise.articles, due, "open", None, "", _evidence(promise.refs))
    until = "" if newest is None else f", and no other article up to {newest} reports it"
    if due is None:
        return replace(base, why=f"no day is named{until}")
    if newest is not None and due < newest:
        return replace(base, outcome="overdue", why=f"due by {due}{until}")
    return replace(base, why=f"due by {due}")


def announcing(readings: Iterable[Reading], words: MergeWords) -> Announcing:
    """What the articles say where they announce something, looked up when it is asked for."""
    by_id = {reading.article.id: reading for reading in readings}

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
    deeds = _Deeds(events)
    announced = [one for event in events if (one := _announced(event, published, said)) is not None]
    found = [_itself(one) or _by_another(one, deeds) or _waiting(one, newest) for one in announced]
    return tuple(sorted(found, key=lambda p: (p.due or "9999", p.event_id)))
