"""Ties over all articles, kept up to date: articles come, go and change, and only the ties that they state are merged again.

On the shelf lies, for every tie and article, what the article says of it (with the article's days, its origin and what it shares
with others, so that nothing else of it is asked for again), and for every tie the record that was merged last. A tie depends

* on the articles that state it;
* on the articles that these take passages from, whose origins they then share;
* on the events of the claims that begin or end it;
* on the names of states that no article of it calls by their names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from lagebild.merge.desks.changed import Changed
from lagebild.merge.events import Context
from lagebild.merge.intervals import Sources, Teller
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Item, Shelf, move_item
from lagebild.merge.ties import (
    TieKey,
    claims_beside,
    merged_tie,
    state_names,
    states_asked,
    teller_of,
    tie_id,
    ties_by_key,
)
from lagebild.merge.words import MergeWords
from lagebild.model.layers import Tie
from lagebild.model.picture import Event, MergedTie
from lagebild.model.reading import Reading

ARTICLE = "tie.article"  # articles by those that they take from
TOLD = "tie.told"  # values by tie and article: what the article says of it; items: articles by tie
MERGED = "tie.merged"  # ties by the states whose names they ask for
BEGINNING = 4  # characters of an article's id: "a-" and two of 32 letters make 1,024 lists of those that name a state

ContextOf = Callable[[Iterable[str]], Context]
EventsOf = Callable[[Iterable[tuple[str, str]]], Mapping[tuple[str, str], Event]]


@dataclass(frozen=True, slots=True)
class _Article:
    """What is looked up of an article: names by state, claims that begin or end a tie by tie, articles that it takes from."""

    states: dict[str, str] = field(default_factory=dict)
    ties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article says of a tie, the claims beside it, and the fields of a `Teller`."""

    ties: tuple[Tie, ...]
    claims: tuple[str, ...]
    start: str | None
    end: str | None
    origin: str
    keys: tuple[str, ...]

    @property
    def teller(self) -> Teller:
        return Teller(self.start, self.end, self.origin, frozenset(self.keys))


@dataclass(frozen=True, slots=True)
class _Merged:
    """A merged tie, and the states whose names it asks for."""

    tie: MergedTie
    asked: tuple[str, ...]


TOLDS = TypeAdapter(_Told)


def _key_text(key: TieKey) -> str:
    return json.dumps(key, ensure_ascii=False)


def _key_of(text: Item) -> TieKey:
    return tuple(json.loads(str(text)))


def _at(text: Item, other: Item) -> str:
    """Where two things together have their value."""
    return f"{text}\n{other}"


def _told(article_id: str, ties: Iterable[Tie], claims: tuple[str, ...], context: Context) -> _Told:
    teller = teller_of(article_id, claims, context)
    return _Told(tuple(ties), claims, teller.start, teller.end, teller.origin, tuple(sorted(teller.keys)))


def _taken(article_id: str, context: Context) -> tuple[str, ...]:
    """The articles from which an article has passages."""
    rests = context.sources[article_id].rests_on
    return tuple(sorted({one.article_id for one in rests if one.kind == "passage" and one.article_id is not None}))


def _claims_of(ties: Iterable[Tie]) -> tuple[str, ...]:
    """The claims that begin or end ties."""
    return tuple(sorted({change.claim for tie in ties for change in tie.changes if change.claim is not None}))


class _StateNames:
    """What states are called: each as that article calls it that is the last, in the order of ids, of those that name it."""

    def __init__(self, shelf: Shelf) -> None:
        self._beginnings: Records[list[str]] = Records(
            shelf, "tie.namers", list[str]
        )  # of a state: of ids of articles that name it
        self._names: Records[dict[str, str]] = Records(shelf, "tie.names", dict[str, str])  # by article

    def of(self, states: Iterable[str]) -> dict[str, str]:
        """The names of those of the states that are named anywhere."""
        last = {state: _at(state, beginnings[-1]) for state, beginnings in self._beginnings.many(states).items()}
        named = self._names.many(last.values())
        return {state: named[at][max(named[at])] for state, at in last.items()}

    def change(self, told: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]) -> frozenset[str]:
        """Write down what articles call states, and say which states are called otherwise for it.

        Args:
            told: what each article called them before, and what it calls them now.
        """
        groups: defaultdict[str, defaultdict[str, dict[str, str | None]]] = defaultdict(lambda: defaultdict(dict))
        for article_id, (before, after) in told.items():
            for state in before.keys() | after.keys():
                if before.get(state) != after.get(state):
                    groups[state][article_id[:BEGINNING]][article_id] = after.get(state)
        old = self.of(groups)
        for state in sorted(groups):
            for beginning in sorted(groups[state]):
                self._write(state, beginning, groups[state][beginning])
        new = self.of(groups)
        return frozenset(state for state in groups if old.get(state) != new.get(state))

    def _write(self, state: str, beginning: str, told: Mapping[str, str | None]) -> None:
        at = _at(state, beginning)
        names = {**self._names.get(at, {}), **told}
        named = {article_id: name for article_id, name in sorted(names.items()) if name is not None}
        self._names.put(at, named or None)
        listed = {*self._beginnings.get(state, ())} - {beginning} | ({beginning} if named else set())
        self._beginnings.put(state, sorted(listed) or None)


class TieDesk:
    """The ties of a picture: after any updates those that `merge_ties` gives for all articles in the order of their ids."""

    def __init__(self, shelf: Shelf, words: MergeWords, *, context: ContextOf, events: EventsOf) -> None:
        """A desk on a shelf, which goes on where another on the same shelf left off.

        Args:
            shelf: where it keeps what it knows.
            words: of the language of the articles.
            context: days and sources of articles, and the sources of those that they take passages from.
            events: the events of claims (article, claim), of those that have one.
        """
        self._shelf, self._words, self._context, self._events = shelf, words, context, events
        self._names = _StateNames(shelf)
        self._articles: Records[_Article] = Records(shelf, "tie.article", _Article)  # which ties and states it names
        self._ties: Records[_Merged] = Records(shelf, "tie.merged", _Merged)

    def update(
        self, come: Mapping[str, Reading], gone: Iterable[str], changed: Iterable[str], claims: Iterable[tuple[str, str]]
    ) -> Changed[MergedTie]:
        """Take in what is new, and merge again what it touches.

        Args:
            come: readings of articles that are new or read anew, by id.
            gone: articles that are no more.
            changed: other articles whose days or sources have changed; those that take passages from them, or from what
                comes and goes, are found here.
            claims: claims (article, claim) that are in another event than before, or whose event has changed.
        """
        going = set(gone) - come.keys()
        moved = {*come, *going, *changed}
        takers = as_str(self._shelf.touching(ARTICLE, moved))
        before = self._articles.many(moved | takers)
        stale = {one for one in (moved | takers) - come.keys() - going if one in before and before[one].ties}
        context = self._context(stale | {article_id for article_id, reading in come.items() if reading.ties})
        touched: set[str] = set()
        named: dict[str, tuple[Mapping[str, str], Mapping[str, str]]] = {}
        for article_id in sorted(come.keys() | going | stale):
            old = before.get(article_id, _Article())
            new, told = _Article(), dict[str, _Told]()
            if article_id in come:
                new, told = self._read(come[article_id], context)
            elif article_id in stale:
                new, told = self._seen_anew(article_id, old, context)
            touched |= self._file(article_id, old, new, told)
            named[article_id] = old.states, new.states
        touched |= as_str(self._shelf.touching(MERGED, self._names.change(named)))
        touched |= self._of_claims(claims)
        return self._merge(touched)

    def _read(self, reading: Reading, context: Context) -> tuple[_Article, dict[str, _Told]]:
        """What a new reading says."""
        article_id = reading.article.id
        ties = {_key_text(key): members for key, members in ties_by_key(reading).items()}
        told = {
            key: _told(
                article_id, (replace(tie, source=None, doubts=()) for tie in members), claims_beside(members, reading), context
            )
            for key, members in sorted(ties.items())
        }
        taken = _taken(article_id, context) if told else ()
        states = dict(sorted(state_names(reading).items()))
        return _Article(states, {key: _claims_of(one.ties) for key, one in told.items()}, taken), told

    def _seen_anew(self, article_id: str, old: _Article, context: Context) -> tuple[_Article, dict[str, _Told]]:
        """What an article says as before, on other days or from other sources."""
        texts = self._shelf.many(TOLD, (_at(key, article_id) for key in old.ties))
        told = {}
        for key in old.ties:
            one = TOLDS.validate_json(texts[_at(key, article_id)])
            told[key] = _told(article_id, one.ties, one.claims, context)
        return replace(old, taken=_taken(article_id, context)), told

    def _file(self, article_id: str, old: _Article, new: _Article, told: Mapping[str, _Told]) -> set[str]:
        """Write down what an article says; the ties of which it says something else than before."""
        touched = set()
        keys = sorted(old.ties.keys() | new.ties.keys())
        before = self._shelf.many(TOLD, (_at(key, article_id) for key in keys))
        for key in keys:
            at = _at(key, article_id)
            text = TOLDS.dump_json(told[key]).decode() if key in told else None
            if before.get(at) == text:
                continue
            touched.add(key)
            if text is None:
                self._shelf.drop(TOLD, at)
            else:
                self._shelf.put(TOLD, at, text)
        move_item(self._shelf, TOLD, article_id, old.ties, new.ties)
        move_item(self._shelf, ARTICLE, article_id, old.taken, new.taken)
        self._articles.put(article_id, None if new == _Article() else new)
        return touched

    def _of_claims(self, claims: Iterable[tuple[str, str]]) -> set[str]:
        """The ties that one of the claims begins or ends."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for article_id, claim_id in claims:
            told[article_id].add(claim_id)
        articles = self._articles.many(told)
        return {key for a, one in articles.items() for key, known in one.ties.items() if not told[a].isdisjoint(known)}

    def _merge(self, keys: Iterable[str]) -> Changed[MergedTie]:
        """Merge ties again; those that are others than before."""
        come, gone = [], []
        for key in sorted(keys, key=_key_of):
            before, merged = self._ties.get(key), self._merged(key)
            move_item(self._shelf, MERGED, key, () if before is None else before.asked, () if merged is None else merged.asked)
            self._ties.put(key, merged)
            if merged is None:
                gone += [] if before is None else [tie_id(_key_of(key))]
            elif before is None or before.tie != merged.tie:
                come.append(merged.tie)
        return Changed(tuple(come), tuple(gone))

    def _merged(self, key: str) -> _Merged | None:
        """A tie from what the articles say that state it; None where none does."""
        places = {_at(key, article_id): str(article_id) for article_id in self._shelf.touching(TOLD, [key])}
        texts = self._shelf.many(TOLD, places)  # a shelf may take two blocks for one
        told = {places[str(at)]: TOLDS.validate_json(texts[at]) for at in sorted(texts, key=str)}
        if not told:
            return None
        group = [(article_id, tie) for article_id, one in told.items() for tie in one.ties]
        asked = states_asked(_key_of(key)[0], group)
        pairs = [(article_id, claim) for article_id, one in told.items() for claim in _claims_of(one.ties)]
        sources = Sources(self._events(pairs) if pairs else {}, {article_id: one.teller for article_id, one in told.items()})
        tie = merged_tie(_key_of(key), group, self._names.of(asked), self._words, sources)
        return _Merged(tie, tuple(sorted(asked)))
