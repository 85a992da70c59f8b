"""What was announced, and which deeds may be what was announced: by act, parties and days."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from lagebild.merge.days import Window, to_ordinal, window_of
from lagebild.merge.facts import ACTS_OF_TYPE
from lagebild.merge.whens import PRECISE_DAYS
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ClaimRef, Event, Party

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

ActsOf = Callable[[ClaimRef], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Announcing:
    """What articles say where they announce something: the acts that the clause of a claim names, and whom the article names."""

    acts: ActsOf = lambda _: ()
    named: ActsOf = lambda _: ()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is announced: since when, for which days (open where none are named), and which acts.

    `around`: whom the announcing articles name besides the parties; one of them may be the party that the claim leaves open.
    """

    since: int | None
    due: Window
    acts: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Announced:
    """What was announced: the event, and the terms on which its claims announce it."""

    event: Event
    terms: Terms

    @property
    def refs(self) -> tuple[ClaimRef, ...]:
        return planned_refs(self.event)

    @property
    def keys(self) -> frozenset[str]:
        """Who takes part: the parties, and the country to which somebody is to come."""
        return _keys_there(self.event)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that announce it."""
        return tuple(dict.fromkeys(ref.article_id for ref in self.refs))


@dataclass(frozen=True, slots=True)
class Place:
    """Where deeds and announcements find each other: they share a block, and their days overlap."""

    blocks: tuple[str, ...]
    days: Window


def party_keys(parties: Iterable[Party]) -> frozenset[str]:
    """Whom the parties stand for: countries, and organisations and actors without a country by their ids."""
    keys = (party.country if party.country not in (None, "IGO") else party.actor_id for party in parties)
    return frozenset(key for key in keys if key is not None)


def planned_refs(event: Event) -> tuple[ClaimRef, ...]:
    """The claims that announce the event; none where it is of a type that is no promise."""
    return tuple(ref for ref in event.claims if ref.status == "planned") if event.type in PROMISED else ()


def _persons(event: Event) -> dict[str, set[str]]:
    """Named actors by country, without the states themselves."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for party in (*event.actors, *event.recipients):
        if party.country is not None and party.actor_id is not None and party.actor_id != f"ac-{party.country}":
            found[party.country].add(party.actor_id)
    return found


def _keys(event: Event) -> frozenset[str]:
    return party_keys((*event.actors, *event.recipients))


def _keys_there(event: Event) -> frozenset[str]:
    """The parties, and the country in which it takes place."""
    return _keys(event) | (frozenset({event.place_country}) if event.place_country is not None else frozenset())


def _actor_ids(event: Event) -> set[str]:
    return {party.actor_id for party in (*event.actors, *event.recipients) if party.actor_id is not None}


def names_days(value: DateValue | None) -> bool:
    """Whether somebody gives the day; the day of the news is the day of the announcement, not of what it announces."""
    return value is not None and (value.basis in NAMED_BASES or (value.basis == "derived" and value.text is not None))


def announced(event: Event, published: Mapping[str, Publication], said: Announcing) -> Announced | None:
    """What the event announces, None where it announces nothing.

    Args:
        event: the event.
        published: the days of its articles by id.
        said: what the announcing articles say beside the claim.
    """
    refs = planned_refs(event)
    if not refs:
        return None
    starts = [to_ordinal(p.start) for ref in refs if (p := published.get(ref.article_id)) is not None and p.start is not None]
    since = min((start for start in starts if start is not None), default=None)
    # The day may stand with another mention in the same article, which need not say again that it is planned.
    articles = {ref.article_id for ref in refs}
    windows = [window_of(ref.date) for ref in event.claims if ref.article_id in articles and names_days(ref.date)]
    ahead = [w for w in windows if w.end is not None and (since is None or w.end >= since)]
    due = min(ahead, key=lambda w: (w.length or 10**7, w.end or 0), default=Window(None, None))
    if event.act == "visit":  # lasts for days, of which one mention may name the first alone
        due = max((w for w in ahead if (w.length or 10**7) <= PRECISE_DAYS), key=lambda w: (w.end or 0, w.length), default=due)
    named = {event.act or event.mode or "", *(act for ref in refs for act in said.acts(ref))} & NAMED_ACTS
    around = frozenset(key for ref in refs for key in said.named(ref))
    return Announced(event, Terms(since, due, frozenset(named), around))


def _days_fit(terms: Terms, done: Event, open_days: int) -> str | None:
    """How the days of a deed agree with those announced; None where they do not, or are not known."""
    days = window_of(done.date)
    if not days.bounded:
        return None
    if terms.due.end is not None:
        return f"announced for {terms.due}, done {days}" if days.overlaps(terms.due, gap=DUE_GAP) else None
    if terms.since is None or days.start is None or not 0 <= days.start - terms.since <= open_days:
        return None
    return f"announced without a day, done {days}"


def _may_be_open_party(promise: Announced, done: Event) -> bool:
    """Whether an announcement of one party can have meant the deed: it names the others elsewhere, and days or news are near."""
    days, terms = window_of(done.date), promise.terms
    near = terms.due.end is not None or (
        terms.since is not None and days.start is not None and days.start - terms.since <= NEWS_DAYS
    )
    return near and _keys(done) <= promise.keys | terms.around


def _parties_fit(promise: Announced, done: Event) -> str | None:
    """How the parties of a deed agree with those of the announcement; None where they do not."""
    planned, did = promise.event, done
    wanted, there = promise.keys, _keys_there(did)
    shared = wanted & there
    if not wanted & _keys(did) or not (wanted <= there or _keys(did) <= wanted):
        return None
    ours, theirs = _persons(planned), _persons(did)
    if any(ours[c] and theirs[c] and not ours[c] & theirs[c] for c in shared if c in ours and c in theirs):
        return None
    same_ids = _actor_ids(did)
    same = sorted({p.name for p in (*planned.actors, *planned.recipients) if p.actor_id in same_ids})
    if len(shared) < BOTH_SIDES and not (same and _may_be_open_party(promise, did)):
        return None
    return f"same parties ({', '.join(same)})" if same else f"parties from {', '.join(sorted(shared))}"


def _act_of(event: Event) -> str:
    return event.act or event.mode or ""


def _acts_fit(terms: Terms, done: Event) -> str | None:
    """The act that was announced and done; None where it is another, or the announcement does not say which."""
    did = _act_of(done)
    if did in terms.acts:
        return did
    return f"{min(terms.acts & MEETS)} and {did}" if did in MEETS and terms.acts & MEETS else None


def fit_of(promise: Announced, done: Event) -> str | None:
    """Why the deed is what was announced; None where it is not."""
    act = _acts_fit(promise.terms, done)
    if act is None:
        return None
    days = _days_fit(promise.terms, done, OPEN_DAYS_OF_ACT.get(_act_of(done), OPEN_DAYS))
    parties = _parties_fit(promise, done)
    return None if days is None or parties is None else f"same act ({act}), {parties}, {days}"


def _whole_months(days: Window) -> Window:
    """A bounded window from the first day of its first month to the last day of its last."""
    first, last = date.fromordinal(days.start or 1), date.fromordinal(days.end or 1)
    length = monthrange(last.year, last.month)[1]
    return Window(first.replace(day=1).toordinal(), last.replace(day=length).toordinal())


def deed_place(event: Event) -> Place | None:
    """Where an event is found that happened, or of which somebody says that it did not; None for what can keep no promise.

    Its blocks are its act with every two of its parties, and with every actor that it names ("=": as those of its only party).
    That is how many an announcement must share with it (see `look_place`). Its days are whole months.
    """
    days = window_of(event.date)
    act, keys = _act_of(event), _keys(event)
    if event.type not in PROMISED or (event.status not in DONE and event.status != "denied"):
        return None
    if act not in NAMED_ACTS or not keys or days.length is None or days.length > LONGEST_DEED:
        return None
    actors = sorted(_actor_ids(event))
    blocks = [f"{act}|{a}|{b}" for a, b in combinations(sorted(_keys_there(event)), 2)]
    blocks += [f"{act}|@{actor}" for actor in actors]
    blocks += [f"{act}|={actor}" for actor in actors if len(keys) == 1]
    return Place(tuple(blocks), _whole_months(days))


def look_place(promise: Announced) -> Place | None:
    """Where an announcement looks for its deed; None where it can find none.

    A deed has two of its parties; or one, with an actor whom both name, if the announcement or the deed has no other.
    """
    terms, keys = promise.terms, sorted(promise.keys)
    days = terms.due
    if days.end is not None:
        start = days.start if days.start is not None else days.end
        days = Window(max(start, days.end - OPEN_DAYS) - DUE_GAP, days.end + DUE_GAP)
    elif terms.since is not None:
        open_days = max((OPEN_DAYS_OF_ACT.get(act, OPEN_DAYS) for act in terms.acts), default=0)
        days = Window(terms.since, terms.since + open_days)
    else:
        return None
    acts = sorted(terms.acts | (MEETS if terms.acts & MEETS else frozenset()))
    who = [f"{a}|{b}" for a, b in combinations(keys, 2)]
    mark = "@" if len(keys) == 1 else "="
    who += [f"{mark}{actor}" for actor in sorted(_actor_ids(promise.event))]
    blocks = tuple(f"{act}|{one}" for act in acts for one in who)
    return Place(blocks, days) if blocks and keys else None


def _months(days: Window) -> Iterator[str]:
    """The months that a bounded window touches."""
    first, last = date.fromordinal(days.start or 1), date.fromordinal(days.end or 1)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


class Deeds:
    """Events that happened, or of which somebody says that they did not, to be found by announcements."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._index: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in events:
            place = deed_place(event)
            for month in _months(place.days) if place is not None else ():
                for block in place.blocks if place is not None else ():
                    self._index[block, month].append(event)

    def near(self, promise: Announced) -> Iterator[Event]:
        """The deeds that the announcement may mean, each once."""
        place = look_place(promise)
        if place is None:
            return
        months = list(_months(place.days))
        seen: set[str] = {promise.event.id}
        for block in place.blocks:
            for month in months:
                for event in self._index.get((block, month), ()):
                    if event.id not in seen:
                        seen.add(event.id)
                        yield event
