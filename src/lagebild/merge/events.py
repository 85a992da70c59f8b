"""Happenings to events: days, parties, place, status with its history, and the claims with their reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from lagebild.merge.claim_days import ALIKE
from lagebild.merge.clusters import Cluster
from lagebild.merge.copies import Lineage
from lagebild.merge.days import Window, hull, month_of, to_iso, to_ordinal, weekday_of
from lagebild.merge.facts import ECHO_DAYS, HOSTILE, LASTING_ACTS, Facts
from lagebild.merge.histories import with_stages
from lagebild.merge.lineage import Sources, independent_origins
from lagebild.merge.pairs import compare_units, score_of
from lagebild.merge.sides import named_in
from lagebild.merge.standing import standing_reason
from lagebild.merge.units import Unit
from lagebild.merge.whens import PRECISE_DAYS, When
from lagebild.model.article import Publication
from lagebild.model.ids import make_id, slug
from lagebild.model.layers import Claim, DateValue, EventType, Participant, Status
from lagebild.model.picture import ClaimRef, Event, Party, StatusStep
from lagebild.model.reading import Reading

STATUS_ORDER: tuple[Status, ...] = (
    "occurred",
    "ongoing",
    "denied",
    "planned",
    "hypothetical",
)  # what an article says most firmly
REALISED = frozenset({"occurred", "ongoing", "denied"})
TALKS = frozenset({"meeting", "phone"})
MAX_COMPARED = 12  # members compared for the reasons of one claim; more say nothing new


@dataclass(frozen=True, slots=True)
class Context:
    """What building events asks of the rest of the picture."""

    readings: Mapping[str, Reading]
    publications: Mapping[str, Publication]
    lineages: Mapping[str, Lineage]
    sources: Mapping[str, Sources]

    def origins_of(self, claims: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """The independent origins of what several articles report; `claims`: theirs, none where the whole article counts."""
        return independent_origins(claims, self.sources, self.age_key)

    def age_key(self, article_id: str) -> tuple[str, str]:
        """Articles in the order of the day by which they were out."""
        publication = self.publications[article_id]
        return publication.end or publication.start or "9999-12-31", article_id


def _given_age(context: Context, one: Facts) -> tuple[str, str, int, str]:
    # The publication as given, not as derived: an id must not change when a later article helps to date an earlier one.
    publication = context.readings[one.article_id].article.publication
    return publication.start or "9999-12-31", one.article_id, one.claim.trigger.begin, one.claim.id


def event_id(facts: Sequence[Facts], context: Context) -> str:
    """The id of an event, from its earliest claim: adding later claims does not change it."""
    first = min(facts, key=lambda f: _given_age(context, f))
    return make_id("ev", first.article_id, first.claim.id)


def _most_common(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v), default=None)


def _type_of(facts: Sequence[Facts]) -> tuple[EventType, str | None]:
    """The type and mode: of what is told as happened, as a plan is coded as AGREE until then."""
    told = {article_id for article_id, members in _by_article(facts).items() if status_in_article(members) in REALISED}
    real = [f.claim for f in facts if f.status in REALISED and f.article_id in told] or _not_real(facts)
    counts = Counter(claim.type for claim in real)
    kind = min(counts, key=lambda t: (-counts[t], t))
    return kind, _most_common(claim.mode for claim in real if claim.type == kind and claim.mode is not None)


def _not_real(facts: Sequence[Facts]) -> list[Claim]:
    return [f.claim for f in facts if f.status not in REALISED] or [f.claim for f in facts]


def _date_of(units: Sequence[Unit]) -> DateValue | None:
    precise = [f.when for unit in units for f in unit.facts if f.when.precise]
    if units[0].act in LASTING_ACTS:
        return _first_date(units)
    if precise:
        return _precise_date(units[0].act, precise)
    certain = [f.when for unit in units for f in unit.facts if f.when.certain and f.when.value is not None]
    if certain:
        best = min(certain, key=lambda w: (w.window.length or 10**7, w.window.start or 0, w.window.end or 0))
        return best.value
    near = [f for unit in units for f in unit.facts if f.when.weekdays or any(s.near for s in f.symbols)]
    bounded = [f for f in near if f.when.window.bounded]
    if not bounded:
        return _news_date(units)
    window = bounded[0].when.window
    for one in bounded[1:]:
        window = window.meet(one.when.window) or window
    months = {s.month for unit in units for f in unit.facts for s in f.symbols if s.month is not None}
    fitting = [day for day in window.days() if month_of(day) in months] if months else []
    window = Window(fitting[0], fitting[-1]) if fitting else window
    window = _trimmed(window, frozenset(s.weekday for f in bounded for s in f.symbols if s.weekday is not None))
    words = dict.fromkeys(s.text for f in bounded for s in f.symbols if s.near)
    why = f"some day in these ({', '.join(words)}): the article's own day is not known better"
    return DateValue(to_iso(window.start), to_iso(window.end), "derived", why)


def _trimmed(window: Window, weekdays: frozenset[int]) -> Window:
    """A bounded window from the first to the last of the weekdays in it."""
    fitting = [day for day in window.days() if weekday_of(day) in weekdays]
    return Window(fitting[0], fitting[-1]) if fitting else window


def _first_date(units: Sequence[Unit]) -> DateValue | None:
    """The earliest stated date of something that lasts; the day of a report on a war is not the day of the war."""
    certain = [f.when for unit in units for f in unit.facts if f.when.certain and f.when.value is not None]
    best = min(certain, key=lambda w: (w.window.start or 0, w.window.length or 10**7), default=None)
    return None if best is None else best.value


def _news_date(units: Sequence[Unit]) -> DateValue | None:
    """The day of the news, or the days around it where a nearby sentence names one; None where the readings give nothing."""
    dated = [f.when for unit in units for f in unit.facts if f.when.value is not None and f.when.value.start is not None]
    news = [w for w in dated if w.value is not None and w.value.basis == "publication"]
    counts = Counter((w.value.start or "", w.value.end or "") for w in news if w.value is not None)
    best = min(counts, key=lambda days: (-counts[days], days), default=None)
    if best is not None:
        return next(w.value for w in news if w.value is not None and (w.value.start, w.value.end) == best)
    windows = sorted((w.window.start or 0, w.window.end or 0) for w in dated if w.window.bounded)
    if not windows:
        return next((w.value for w in dated if w.value is not None and w.value.basis == ALIKE), None)
    why = "some of these days: another sentence names a day, or it is the day's news"
    return DateValue(to_iso(windows[0][0]), to_iso(windows[0][1]), "derived", why)


def _precise_date(act: str, whens: Sequence[When]) -> DateValue:
    """All days of a visit; of an act of one day the days on which the sources agree."""
    stated = [w for w in whens if w.value is not None and w.value.basis == "judged"]
    stated = stated or [w for w in whens if w.value is not None and w.value.basis in {"stated", "mention", "derived"}]
    stated = stated or list(whens)
    window = hull(w.window for w in stated)
    if act != "visit" or (window.length or 0) > 2 * PRECISE_DAYS:
        counts = Counter((w.window.start or 0, w.window.end or 0) for w in stated)
        start, end = min(counts, key=lambda k: (-counts[k], k[1] - k[0], k))
        window = Window(start, end)
    texts = {w.value.text for w in stated if w.value is not None and w.value.text is not None and w.window == window}
    bases = Counter(w.value.basis for w in stated if w.value is not None)
    basis = min(bases, key=lambda b: (b != "stated", -bases[b], b), default="derived")
    why = f"{len(stated)} dated mention(s) agree on these days" if len(stated) > 1 else "the one dated mention"
    return DateValue(to_iso(window.start), to_iso(window.end), basis, why, min(texts, default=None))


def _parties(participants: Iterable[Participant]) -> tuple[Party, ...]:
    """The actors named in one role, the most often named first."""
    counts: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], Participant] = {}
    for one in participants:
        key = ("id", one.actor_id) if one.actor_id is not None else (one.country or "", slug(one.name))
        counts[key] += 1
        if key not in seen or (one.name, one.sector) < (seen[key].name, seen[key].sector):
            seen[key] = one
    order = sorted(counts, key=lambda k: (-counts[k], k))
    return tuple(Party(seen[k].actor_id, seen[k].name, seen[k].country, seen[k].sector) for k in order)


def status_in_article(facts: Iterable[Facts]) -> Status:
    """What one article says of the event, by its firmest claim; days ahead outweigh the tense of a claim that has none."""
    members = list(facts)
    if len(members) == 1:
        return members[0].status
    ahead = any(f.status == "planned" and any(s.near and s.first >= 0 < s.last for s in f.symbols) for f in members)
    placed = any(f.status in REALISED and (f.symbols or f.when.certain) for f in members)
    statuses = {f.status for f in members if not (ahead and not placed and f.status in REALISED)}
    return next(status for status in STATUS_ORDER if status in statuses)


def _by_article(facts: Sequence[Facts]) -> dict[str, list[Facts]]:
    groups: defaultdict[str, list[Facts]] = defaultdict(list)
    for one in facts:
        groups[one.article_id].append(one)
    return dict(groups)


def _history(facts: Sequence[Facts], context: Context) -> tuple[StatusStep, ...]:
    """The statuses in the order in which they became known; equal ones in a row are one step as of its first day."""
    steps: list[StatusStep] = []
    groups = _by_article(facts)
    for article_id in sorted(groups, key=context.age_key):
        status = status_in_article(groups[article_id])
        publication = context.publications[article_id]
        if steps and steps[-1].status == status:
            last = steps[-1]
            steps[-1] = StatusStep(status, last.as_of, (*last.articles, article_id))
        else:
            steps.append(StatusStep(status, publication.end, (article_id,)))
    return with_stages(steps)


def status_now(history: Sequence[StatusStep], *, lasting: bool = False) -> Status:
    """The latest status of what happened or did not; a plan told later does not undo a report, nor a denial what lasts."""
    real = [step.status for step in history if step.status in REALISED]
    if lasting:
        real = [status for status in real if status != "denied"] or real
    if real:
        return real[-1]
    return next((step.status for step in reversed(history) if step.status == "planned"), history[-1].status)


def _reasons(unit: Unit, units: Sequence[Unit]) -> tuple[float, tuple[str, ...]]:
    """The best score of a unit with another article's unit, and the reasons of that comparison."""
    standing = standing_reason(unit) if len(units) > 1 else None
    if standing is not None:
        return 1.0, (standing,)
    others = islice((other for other in units if other is not unit), MAX_COMPARED)
    scored = [(score, other) for other in others if (score := score_of(unit, other)) is not None]
    if not scored:
        return 1.0, ("the only mention",) if len(units) == 1 else ("joined with the others by the one that fits both",)
    best, other = max(scored, key=itemgetter(0))  # of several alike the first
    return round(best, 3), compare_units(unit, other).reasons


def _is_old_news(one: Facts, date: DateValue | None, context: Context) -> bool:
    """Whether the article appeared long after the days of the event, which others may have given: then it looks back."""
    out = to_ordinal(context.publications[one.article_id].start)
    last = None if date is None else to_ordinal(date.end)
    if out is None or last is None or one.act in LASTING_ACTS or one.status not in {"occurred", "denied"}:
        return False
    return out - last > ECHO_DAYS


def _claim_refs(units: Sequence[Unit], date: DateValue | None, context: Context) -> tuple[ClaimRef, ...]:
    refs: list[ClaimRef] = []
    for unit in units:
        score, reasons = _reasons(unit, units)
        first = unit.facts[0]
        for one in unit.facts:
            joined = () if one is first else ("the article itself names it again",)
            trigger = one.claim.trigger
            echo = one.echo or _is_old_news(one, date, context)
            refs.append(
                ClaimRef(
                    one.article_id, one.claim.id, trigger.begin, trigger.end, one.status, _claim_date(one), echo, score,
                    (*joined, *reasons),
                )
            )  # fmt: skip
    return tuple(sorted(refs, key=lambda r: (context.age_key(r.article_id), r.begin, r.claim_id)))


def _claim_date(one: Facts) -> DateValue | None:
    """The claim's date; where only a relative expression is known, the days that it can mean."""
    if one.when.certain or not one.when.window.bounded:
        return one.when.value if one.when.certain else one.claim.date
    if not any(s.near for s in one.symbols):
        return one.claim.date
    marks = [s for s in one.symbols if s.near]
    window = one.when.window
    why = "some of these days: the article's own day is not known better"
    return DateValue(to_iso(window.start), to_iso(window.end), "derived", why, marks[0].text, marks[0].begin, marks[0].end)


def _sides(act: str, kind: EventType, facts: Sequence[Facts]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients over all claims: who is named first, who is inferred where nobody is.

    Those who meet are all actors. Nobody does anything to himself as long as somebody else may be meant, and no state accuses,
    threatens or punishes itself beside another.
    """
    actors = [p for f in facts for p in named_in(f.actors, f.claim.actors)] or [p for f in facts for p in f.claim.actors]
    everyone = [p for f in facts for p in f.claim.recipients]
    recipients = [p for f in facts for p in named_in(f.recipients, f.claim.recipients)] or everyone
    if act in TALKS:
        return _parties([*actors, *recipients]), ()
    doers = {_who(p) for p in actors}
    if recipients and all(_who(p) in doers for p in recipients):
        recipients = [p for p in everyone if _who(p) not in doers] or recipients
    others = [p for p in recipients if _who(p) not in doers] or recipients
    if kind in HOSTILE:
        homes = {p.country for p in actors}
        others = [p for p in others if p.country not in homes or p.actor_id != f"ac-{p.country}"] or others
    return _parties(actors), _parties(others)


def _who(one: Participant) -> str | None:
    return one.actor_id or one.name


def build_event(cluster: Cluster, context: Context) -> Event:
    """The event that the units of a cluster tell of, without its differences."""
    units = sorted(cluster, key=lambda u: u.key)
    facts = [f for unit in units for f in unit.facts]
    kind, mode = _type_of(facts)
    history = _history(facts, context)
    articles = tuple(sorted({f.article_id for f in facts}, key=context.age_key))
    actors, recipients = _sides(units[0].act, kind, facts)
    date = _date_of(units)
    country = _most_common(f.place_country for f in facts if f.place_country is not None)
    places = [f.place for f in facts if f.place is not None and (country is None or f.place_country == country)]
    return Event(
        id=event_id(facts, context),
        type=kind,
        mode=mode,
        date=date,
        actors=actors,
        recipients=recipients,
        place=_most_common(places),
        place_country=country,
        status=status_now(history, lasting=units[0].act in LASTING_ACTS),
        status_history=history,
        claims=_claim_refs(units, date, context),
        articles=articles,
        origins=context.origins_of({a: [f.claim.id for f in members] for a, members in _by_article(facts).items()}),
        differences=(),
        act=units[0].act,
    )
