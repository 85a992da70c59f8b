"""Where sources say different things about one event, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lagebild.merge.clusters import Cluster
from lagebild.merge.days import Window
from lagebild.merge.events import REALISED, status_in_article
from lagebild.merge.facts import LASTING_ACTS, Facts, named_in
from lagebild.merge.whens import gap_of
from lagebild.merge.words import MergeWords
from lagebild.model.picture import Difference

STAGES = frozenset({"planned", "occurred", "ongoing"})  # follow one another; denial and doubt do not


def _grouped(cluster: Cluster) -> dict[str, list[Facts]]:
    groups: defaultdict[str, list[Facts]] = defaultdict(list)
    for unit in cluster:
        for one in unit.facts:
            groups[one.article_id].append(one)
    return dict(groups)


def _values(pairs: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs.items()))


def _date(act: str, groups: Mapping[str, Sequence[Facts]]) -> Iterator[Difference]:
    stated: dict[str, Window] = {}
    for article_id, facts in groups.items():
        windows = sorted({(f.when.window.start, f.when.window.end) for f in facts if f.when.certain and f.when.window.bounded})
        if windows:
            stated[article_id] = Window(min(s or 0 for s, _ in windows), max(e or 0 for _, e in windows))
    if len(set(stated.values())) < 2 or act in LASTING_ACTS:
        return
    windows_of = list(stated.values())
    compatible = all(a.overlaps(b, gap=gap_of(act)) for a in windows_of for b in windows_of)
    why = "the days overlap or one is less exact" if compatible else "the days exclude each other"
    yield Difference("date", "date", _values({a: str(w) for a, w in stated.items()}), compatible, why)


def _place(groups: Mapping[str, Sequence[Facts]]) -> Iterator[Difference]:
    named = {a: sorted({f.place for f in facts if f.place is not None}) for a, facts in groups.items()}
    countries = {f.place_country for facts in groups.values() for f in facts if f.place_country is not None}
    given = {a: ", ".join(names) for a, names in named.items() if names}
    if len({value.casefold() for value in given.values()}) < 2:
        return
    compatible = len(countries) < 2
    why = "places of one country or two names of one place" if compatible else "places in different countries"
    yield Difference("place", "place", _values(given), compatible, why)


def _participants(groups: Mapping[str, Sequence[Facts]]) -> Iterator[Difference]:
    named: dict[str, frozenset[str]] = {}
    shown: dict[str, str] = {}
    for article_id, facts in groups.items():
        people = [p for f in facts for p in (*named_in(f.actors, f.claim.actors), *named_in(f.recipients, f.claim.recipients))]
        everyone = {p.actor_id or p.name: p.name for p in people}
        if everyone:
            named[article_id] = frozenset(everyone)
            shown[article_id] = ", ".join(sorted(set(everyone.values())))
    if len(set(named.values())) < 2:
        return
    sets = list(named.values())
    nested = all(a <= b or b <= a for a in sets for b in sets)
    why = "some name fewer" if nested else "each names somebody that another leaves out"
    yield Difference("participants", "omission" if nested else "participants", _values(shown), True, why)


def _status(groups: Mapping[str, Sequence[Facts]]) -> Iterator[Difference]:
    statuses = {article_id: status_in_article(facts) for article_id, facts in groups.items()}
    kinds = set(statuses.values())
    if len(kinds) < 2:
        return
    compatible = kinds <= STAGES or not kinds & REALISED
    why = (
        "announced, under way and done follow one another"
        if compatible
        else "one tells as happened what another denies or doubts"
    )
    yield Difference("status", "status", _values({a: str(s) for a, s in statuses.items()}), compatible, why)


def _speaker(groups: Mapping[str, Sequence[Facts]]) -> Iterator[Difference]:
    named: dict[str, str] = {}
    for article_id, facts in groups.items():
        sources = sorted({f.claim.reported_by.name for f in facts if f.claim.reported_by is not None})
        named[article_id] = ", ".join(sources) if sources else "the article itself"
    if len(set(named.values())) < 2:
        return
    yield Difference("speaker", "speaker", _values(named), True, "the articles rest it on different sources")


def _wording(groups: Mapping[str, Sequence[Facts]], words: MergeWords) -> Iterator[Difference]:
    used: defaultdict[str, dict[str, set[tuple[str, str]]]] = defaultdict(dict)
    for article_id, facts in groups.items():
        for text in sorted({f.sentence_text for f in facts}):
            for term in words.wording:
                if term.pattern.search(text):
                    used[term.topic].setdefault(article_id, set()).add((term.label, term.tone))
    for topic in sorted(used):
        terms = used[topic]
        if len({tone for chosen in terms.values() for _, tone in chosen}) < 2 or len(terms) < 2:
            continue
        if len({frozenset(chosen) for chosen in terms.values()}) < 2:
            continue
        values = {a: ", ".join(f"{label} ({tone})" for label, tone in sorted(chosen)) for a, chosen in terms.items()}
        yield Difference("wording", "wording", _values(values), True, f"names of different tone for the same ({topic})")


def find_differences(cluster: Cluster, words: MergeWords) -> tuple[Difference, ...]:
    """The slots of one event in which its articles differ, with what each says."""
    groups = _grouped(cluster)
    if len(groups) < 2:
        return ()
    parts: Iterable[Iterator[Difference]] = (
        _date(cluster[0].act, groups), _place(groups), _participants(groups), _status(groups), _speaker(groups),
        _wording(groups, words),
    )  # fmt: skip
    return tuple(difference for part in parts for difference in part)
