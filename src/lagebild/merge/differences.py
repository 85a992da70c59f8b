"""Where sources say different things about one event, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from lagebild.merge.clusters import Cluster
from lagebild.merge.days import Window
from lagebild.merge.events import REALISED, Context, status_in_article
from lagebild.merge.facts import LASTING_ACTS, Facts
from lagebild.merge.figures import Measured, compatible_values, measured
from lagebild.merge.sides import named_in
from lagebild.merge.whens import gap_of
from lagebild.merge.wording import NameUsed, compare_names, names_used
from lagebild.merge.words import MergeWords
from lagebild.model.layers import Participant
from lagebild.model.picture import Difference

STAGES = frozenset({"planned", "occurred", "ongoing"})  # follow one another; denial and doubt do not
MUTUAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})  # types in which the sides may be told either way round
EDITED = frozenset({"date", "place", "figure", "wording", "status"})  # what a copy may have changed
MAX_CHAIN = 64  # different sets of parties that are set against each other
ITSELF = "the article itself"


@dataclass(frozen=True, slots=True)
class _Told:
    """One event as its articles tell it. `origins`: the origin of each; copies of one text have the same."""

    act: str
    type: str
    groups: Mapping[str, Sequence[Facts]]
    origins: Mapping[str, str]
    context: Context | None
    words: MergeWords

    def sentences(self, article_id: str) -> frozenset[int]:
        return frozenset(one.claim.sentence for one in self.groups[article_id])

    def independent(self, articles: Iterable[str]) -> bool:
        return len({self.origins[article_id] for article_id in articles}) > 1


def _told(cluster: Cluster, words: MergeWords, context: Context | None) -> _Told:
    groups: defaultdict[str, list[Facts]] = defaultdict(list)
    for unit in cluster:
        for one in unit.facts:
            groups[one.article_id].append(one)
    lineages = context.lineages if context is not None else {}
    origins = {article_id: lineages[article_id].origin if article_id in lineages else article_id for article_id in groups}
    kind = next(iter(groups.values()))[0].claim.type
    return _Told(cluster[0].act, kind, dict(groups), origins, context, words)


def _values(pairs: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs.items()))


def _date(told: _Told) -> Iterator[Difference]:
    stated: dict[str, Window] = {}
    for article_id, facts in told.groups.items():
        windows = [f.when.window for f in facts if f.when.certain and f.when.window.bounded]
        if windows:
            stated[article_id] = Window(min(w.start or 0 for w in windows), max(w.end or 0 for w in windows))
    if len(set(stated.values())) < 2 or told.act in LASTING_ACTS:
        return
    # All pairs lie within the gap where the latest beginning does so after the earliest end.
    apart = max(w.start or 0 for w in stated.values()) - min(w.end or 0 for w in stated.values())
    compatible = apart <= gap_of(told.act)
    why = "the days exclude each other"
    if compatible:
        why = "the days overlap, or one is less exact" if apart <= 0 else "neighbouring days of an act that takes several"
    yield Difference("date", "date", _values({a: str(w) for a, w in stated.items()}), compatible, why)


def _place(told: _Told) -> Iterator[Difference]:
    named = {a: sorted({f.place for f in facts if f.place is not None}) for a, facts in told.groups.items()}
    countries = {f.place_country for facts in told.groups.values() for f in facts if f.place_country is not None}
    given = {a: ", ".join(names) for a, names in named.items() if names}
    if len({value.casefold() for value in given.values()}) < 2:
        return
    compatible = len(countries) < 2
    why = "places of one country, or two names of one place" if compatible else "places in different countries"
    yield Difference("place", "place", _values(given), compatible, why)


def _key(participant: Participant) -> str:
    country = participant.country
    return country if country is not None and country != "IGO" else participant.actor_id or participant.name


def _sides(facts: Iterable[Facts]) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    members = list(facts)
    actors = tuple(p for f in members for p in named_in(f.actors, f.claim.actors))
    return actors, tuple(p for f in members for p in named_in(f.recipients, f.claim.recipients))


def _persons(people: Iterable[Participant]) -> dict[str, frozenset[str]]:
    """The persons and bodies that an article names for each party; without those that stand for the state as a whole."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in people:
        if one.actor_id is not None and one.actor_id != f"ac-{one.country}":
            found[_key(one)].add(one.name)
    return {key: frozenset(names) for key, names in found.items()}


def _nested(sets: Iterable[frozenset[str]]) -> bool:
    """Whether of any two sets one holds the other."""
    ordered = sorted(set(sets), key=len)[:MAX_CHAIN]
    return all(a <= b for a, b in pairwise(ordered))


def _participants(told: _Told) -> Iterator[Difference]:
    everyone = {a: (*sides[0], *sides[1]) for a, facts in told.groups.items() if any(sides := _sides(facts))}
    keys = {a: frozenset(_key(p) for p in people) for a, people in everyone.items()}
    shown = {a: ", ".join(sorted({p.name for p in people})) for a, people in everyone.items()}
    if not told.independent(everyone):
        return
    # Whom the article names elsewhere (in another sentence, in another role) it does not leave out.
    known = frozenset(key for found in keys.values() for key in found)
    keys = {a: found | (_named_anywhere(told, a) & known) for a, found in keys.items()}
    persons = {a: _persons(people) for a, people in everyone.items()}
    parties = sorted({key for found in persons.values() for key in found})
    rival = [key for key in parties if _disjoint(found[key] for found in persons.values() if found.get(key))]
    if rival:
        why = f"different people for {', '.join(rival)}"
        yield Difference("participants", "participants", _values(shown), True, why)
    elif len(set(keys.values())) > 1 and not _nested(keys.values()):
        yield Difference(
            "participants", "participants", _by_party(keys, everyone), True, "each leaves out somebody whom another names"
        )
    elif len(set(keys.values())) > 1:
        yield Difference(
            "participants", "omission", _by_party(keys, everyone), True, "some name nowhere a party that others name"
        )


def _by_party(keys: Mapping[str, frozenset[str]], everyone: Mapping[str, Sequence[Participant]]) -> tuple[tuple[str, str], ...]:
    """For every article the parties that it names anywhere, one name each."""
    names: dict[str, str] = {}
    for person in sorted(
        (p for people in everyone.values() for p in people), key=lambda p: (p.actor_id != f"ac-{p.country}", p.name)
    ):
        names.setdefault(_key(person), person.name)
    return _values({a: ", ".join(sorted(names[key] for key in found if key in names)) for a, found in keys.items()})


def _named_anywhere(told: _Told, article_id: str) -> frozenset[str]:
    """The countries and organisations that the article names at all."""
    actors = told.context.readings[article_id].actors if told.context is not None else ()
    return frozenset(a.country if a.country is not None and a.country != "IGO" else a.id for a in actors)


def _disjoint(sets: Iterable[frozenset[str]]) -> bool:
    found = list(set(sets))[:MAX_CHAIN]
    return any(not a & b for a, b in combinations(found, 2))


def _swapped(told: _Told) -> Iterator[Difference]:
    """Acts of one side on the other that articles tell the other way round."""
    if told.type in MUTUAL:
        return
    ways: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for article_id, facts in told.groups.items():
        actors, recipients = _sides(facts)
        ours, theirs = {_key(p) for p in actors}, {_key(p) for p in recipients}
        for left in ours - theirs:
            for right in theirs - ours:
                ways[left, right][article_id] = f"{left} on {right}"
    for left, right in sorted(ways):
        if left < right and (right, left) in ways:
            values = {**ways[right, left], **ways[left, right]}
            yield Difference(
                "participants", "participants", _values(values), False, "who did it to whom is told the other way round"
            )


def _is_presupposed(one: Facts) -> bool:
    """Whether a lasting act is only named with a noun: what is said around the noun is not said of the act itself."""
    return one.act in LASTING_ACTS and one.claim.trigger.text[:1].isupper()


def _status(told: _Told) -> Iterator[Difference]:
    spoken = {a: [f for f in facts if f.status in STAGES or not _is_presupposed(f)] for a, facts in told.groups.items()}
    statuses = {article_id: status_in_article(facts) for article_id, facts in spoken.items() if facts}
    kinds = set(statuses.values())
    if len(kinds) < 2 or (told.act in LASTING_ACTS and kinds <= {"occurred", "ongoing"}):
        return
    if kinds <= STAGES:
        compatible, why = True, "announced, under way and done follow one another"
    elif "denied" in kinds and kinds & (REALISED - {"denied"}):
        compatible, why = False, "one tells as happened what another denies"
    elif "denied" in kinds:
        compatible, why = True, "what was announced or thought possible did not happen"
    else:
        compatible, why = True, "one leaves open what another tells as a fact or a plan"
    yield Difference("status", "status", _values({a: str(s) for a, s in statuses.items()}), compatible, why)


def _speaker(told: _Told) -> Iterator[Difference]:
    named: dict[str, str] = {}
    for article_id, facts in told.groups.items():
        sources = sorted({f.claim.reported_by.name for f in facts if f.claim.reported_by is not None})
        named[article_id] = ", ".join(sources) if sources else ITSELF
    if len(set(named.values())) > 1 and told.independent(named):
        yield Difference("speaker", "speaker", _values(named), True, "the articles rest it on different sources")


def _wording(told: _Told) -> Iterator[Difference]:
    if told.context is None:
        return
    used: dict[str, list[NameUsed]] = {
        article_id: names_used(told.context.readings[article_id], told.words, told.sentences(article_id))
        for article_id in told.groups
    }
    yield from compare_names(used)


def _figures(told: _Told) -> Iterator[Difference]:
    """Figures in the sentences that tell of the event: on one thing counted or measured, of the event and not of a year."""
    if told.context is None:
        return
    kinds: defaultdict[str, list[Measured]] = defaultdict(list)
    for article_id in sorted(told.groups):
        reading, wanted = told.context.readings[article_id], told.sentences(article_id)
        near = tuple(figure for figure in reading.figures if figure.sentence in wanted)
        for one in measured(replace(reading, figures=near), told.words, Window(0, 0)) if near else ():
            kinds[one.kind].append(one)
    for kind in sorted(kinds):
        yield from _compare_kind(kinds[kind])


def _compare_kind(figures: Sequence[Measured]) -> Iterator[Difference]:
    by_article: dict[str, Measured] = {}
    core = figures[0].topics
    for one in figures:  # one figure an article: two of a kind in one sentence count two things
        if one.article_id in by_article or not core & one.topics or one.periods[:1] != figures[0].periods[:1]:
            continue
        core &= one.topics
        by_article[one.article_id] = one
    values = {one.value_key: one for one in by_article.values()}
    if len(values) < 2:
        return
    pairs = list(combinations(list(values.values())[:MAX_CHAIN], 2))
    clashes = [(a, b) for a, b in pairs if compatible_values(a.figure, b.figure) is False]
    said = clashes or pairs[:1]
    verb = "excludes" if clashes else "can be true beside"
    why = "; ".join(f"{a.text} {verb} {b.text}" for a, b in said[:3])
    shown = {article_id: one.text for article_id, one in by_article.items()}
    yield Difference("figure", "figure", _values(shown), not clashes, why)


def find_differences(cluster: Cluster, words: MergeWords, context: Context | None = None) -> tuple[Difference, ...]:
    """The slots of one event in which its articles differ, with what each says.

    `context`: without it nothing is known of copies, of who is called what, and of figures.
    """
    if len({fact.article_id for unit in cluster for fact in unit.facts}) < 2:
        return ()
    told = _told(cluster, words, context)
    parts = (_date, _place, _participants, _swapped, _status, _speaker, _figures, _wording)
    found = [difference for part in parts for difference in part(told)]
    return tuple(one for difference in found if (one := _marked(difference, told)) is not None)


def _marked(difference: Difference, told: _Told) -> Difference | None:
    """The difference, with a word where it lies between copies of one text; None where copies only say less."""
    if told.independent(article_id for article_id, _ in difference.values):
        return difference
    if difference.slot not in EDITED:
        return None
    return replace(difference, why=f"{difference.why}; all are copies of one text, so one of them changed it")
