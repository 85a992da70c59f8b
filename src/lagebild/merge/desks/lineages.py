"""Lineages that are kept up to date: an article that comes, goes or changes is compared with those that it may share text with.

The shelf holds for every article under which keys it is filed, and what it has in common with each earlier article. So the texts
that an update asks for are those of the articles that change and of their partners (articles with a band or a fingerprint in
common), and of articles whose partners change because a fingerprint has become boilerplate or is no longer. Articles are filed
by number, as most of the shelf are fingerprints that only one article has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import combinations, islice

from pydantic import TypeAdapter

from lagebild.merge.copies import (
    MAX_POSTING,
    AgeKey,
    Keys,
    Lineage,
    Shared,
    Text,
    age_key,
    keys_of,
    lineage_of,
    runs_of,
    shared_by,
    text_of,
)
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf, move_item
from lagebild.model.article import Article

AGE = "lineage.age"  # by number: the age key
PRINT = "lineage.print"  # by fingerprint: the numbers of its articles, or how many they are if it is boilerplate
BOILERPLATE = "lineage.boilerplate"  # index of numbers by fingerprint, where it is boilerplate
BAND = "lineage.band"  # index of numbers by band
USED = "lineage.used"  # index of ids by the earlier articles that they share something with
NEXT = "lineage.next"  # the number of the next new article
KEPT_TEXTS = 512  # texts kept in memory, about 0.2 MB each with their runs
PAIRS_AT_A_TIME = 128  # compared before other texts are asked for; their texts are fewer than are kept

_Ask = Callable[[Iterable[str]], Mapping[str, Article]]


@dataclass(frozen=True, slots=True)
class _Filed:
    number: int
    keys: Keys


@dataclass(frozen=True, slots=True)
class _Pair:
    earlier: AgeKey
    later: AgeKey


@dataclass(frozen=True, slots=True)
class _Turned:
    """What comes of fingerprints that have become boilerplate, or are no longer.

    `apart`: ids of articles that may have a partner less. `together`: pairs of articles that may be partners only now.
    """

    apart: set[str]
    together: set[_Pair]


@dataclass(frozen=True, slots=True)
class _Found:
    age: AgeKey
    origin: str
    copy_of: str | None
    shared: tuple[Shared, ...]  # in the order of ids; earlier articles with which it shares nothing are left out

    def lineage(self) -> Lineage:
        return lineage_of(self.age[2], self.shared, lambda _: self.origin)


NO_KEYS = Keys((), ())
_AGE: TypeAdapter[AgeKey] = TypeAdapter(AgeKey)


class LineageDesk:
    """The lineages of a collection, on a shelf."""

    def __init__(self, shelf: Shelf, articles: _Ask) -> None:
        """A desk that goes on with what is on the shelf.

        Args:
            shelf: holds what the desk keeps.
            articles: gives articles by id as they are now: text, zones, credits and publication.
        """
        self._shelf = shelf
        self._found: Records[_Found] = Records(shelf, "lineage.found", _Found)
        self._files = _Files(shelf)
        self._texts = _Texts(articles)

    def lineages(self, ids: Iterable[str]) -> dict[str, Lineage]:
        """The lineages of those of the articles that are there."""
        return {article_id: found.lineage() for article_id, found in self._found.many(ids).items()}

    def update(self, come: Mapping[str, Article], gone: Iterable[str] = ()) -> set[str]:
        """Take articles away, and add others or other versions of them.

        Args:
            come: by id, articles that are new or whose text, zones, credits or publication differ.
            gone: ids of articles that are no more; one that is in `come` too stays.

        Returns:
            The ids of articles whose lineage is new or another than before.
        """
        lost = set(gone) - come.keys()
        changed = come.keys() | lost
        self._texts.change(come, lost)
        turned = self._files.change({a: keys_of(self._texts.of(a)) for a in sorted(come)}, come, lost)
        ages = {a: age_key(article) for a, article in come.items()}
        pairs = {_Pair(*sorted((age, other))) for a, age in ages.items() for other in self._files.partners(a)} | turned.together
        users = as_str(self._shelf.touching(USED, changed))
        others = (users | turned.apart | {pair.later[2] for pair in pairs}) - changed
        before = self._found.many(others | changed)
        ages |= {a: before[a].age for a in others}
        shared = {a: {s.earlier: s for s in before[a].shared if s.earlier not in changed} for a in others}
        shared |= {a: {} for a in come}
        for a in turned.apart - changed:
            partners = self._files.partners(a)
            shared[a] = {earlier: one for earlier, one in shared[a].items() if one.age in partners}
        self._compare((pair for pair in pairs if pair.earlier[2] not in shared[pair.later[2]]), shared)
        self._note_users(before, shared)
        for a in lost:
            self._found.drop(a)
        return self._settle(ages, before, shared)

    def _compare(self, pairs: Iterable[_Pair], shared: Mapping[str, dict[str, Shared]]) -> None:
        """Note what the two of each pair have in common."""
        # By the earlier one, as in large updates those that come have many partners in common.
        ordered = ((pair.later[2], pair.earlier[2]) for pair in sorted(pairs, key=lambda pair: (pair.earlier, pair.later)))
        while some := list(islice(ordered, PAIRS_AT_A_TIME)):
            self._texts.load({article_id for pair in some for article_id in pair})
            for later, earlier in some:
                one = self._texts.shared(later, earlier)
                if one.passages or one.copied is not None:
                    shared[later][earlier] = one

    def _note_users(self, before: Mapping[str, _Found], now: Mapping[str, Mapping[str, Shared]]) -> None:
        for a in before.keys() | now.keys():
            old = {one.earlier for one in before[a].shared} if a in before else set()
            new = now.get(a, {}).keys()
            move_item(self._shelf, USED, a, old, new)

    def _settle(
        self, ages: Mapping[str, AgeKey], before: Mapping[str, _Found], shared: Mapping[str, Mapping[str, Shared]]
    ) -> set[str]:
        """Work out lineages from the earliest on, and those of copies of what counts as another article now."""
        known = dict(before)
        queue = list(ages.values())
        heapify(queue)
        differ: set[str] = set()
        done: dict[str, _Found] = {}
        while queue:
            age = heappop(queue)
            article_id = age[2]
            if article_id in done:
                continue
            old = known.get(article_id)
            entries = shared[article_id].values() if article_id in shared else known[article_id].shared
            ordered = tuple(sorted(entries, key=lambda one: one.earlier))
            lineage = lineage_of(article_id, ordered, lambda model: self._origin(model, done))
            found = done[article_id] = _Found(age, lineage.origin, lineage.copy_of, ordered)
            self._found.put(article_id, found)
            if old is None or old.lineage() != lineage:
                differ.add(article_id)
            if old is not None and old.origin != lineage.origin:
                users = as_str(self._shelf.touching(USED, [article_id]))
                known |= self._found.many(users - known.keys())
                for user in users - ages.keys():
                    if known[user].copy_of == article_id:
                        heappush(queue, known[user].age)
        return differ

    def _origin(self, article_id: str, done: Mapping[str, _Found]) -> str:
        return (done.get(article_id) or self._found[article_id]).origin


class _Texts:
    """Texts by article, of those that were asked for last."""

    def __init__(self, articles: _Ask) -> None:
        self._articles = articles
        self._texts: dict[str, Text] = {}
        self._come: Mapping[str, Article] = {}
        self._runs = lru_cache(maxsize=KEPT_TEXTS)(runs_of)

    def change(self, come: Mapping[str, Article], gone: Iterable[str]) -> None:
        """Forget the texts of articles that are not what they were."""
        for article_id in (*come, *gone):
            self._texts.pop(article_id, None)
        self._come = come

    def load(self, ids: Iterable[str]) -> None:
        """Have the texts of articles at hand, and of no more others than are kept."""
        wanted = set(ids)
        missing = wanted - self._texts.keys()
        asked = missing - self._come.keys()
        found = {**(self._articles(sorted(asked)) if asked else {}), **{a: self._come[a] for a in missing - asked}}
        for article_id in wanted & self._texts.keys():  # the last used stand last
            self._texts[article_id] = self._texts.pop(article_id)
        for article_id in list(self._texts)[: max(0, len(self._texts) + len(missing) - KEPT_TEXTS)]:
            del self._texts[article_id]
        self._texts.update((a, text_of(found[a])) for a in sorted(missing))

    def of(self, article_id: str) -> Text:
        """The text of an article."""
        self.load([article_id])
        return self._texts[article_id]

    def shared(self, later: str, earlier: str) -> Shared:
        """What two articles whose texts are at hand have in common."""
        return shared_by(self._texts[later], self._texts[earlier], self._runs)


class _Files:
    """Which articles have which keys."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._filed: Records[_Filed] = Records(shelf, "lineage.filed", _Filed)

    def partners(self, article_id: str) -> set[AgeKey]:
        """The age keys of the other articles that share a band, or a fingerprint that is no boilerplate."""
        filed = self._filed[article_id]
        numbers = {int(number) for number in self._shelf.touching(BAND, filed.keys.bands)}
        for value in self._shelf.many(PRINT, filed.keys.prints).values():
            members = json.loads(value)
            numbers.update(members if isinstance(members, list) else ())
        return self._ages(numbers - {filed.number})

    def change(self, keys: Mapping[str, Keys], come: Mapping[str, Article], lost: Iterable[str]) -> _Turned:
        """File articles under their keys, and take others away."""
        filed = self._filed.many({*come, *lost})
        fresh = self._numbers(len(come.keys() - filed.keys()))
        removed: defaultdict[str, set[int]] = defaultdict(set)
        added: defaultdict[str, set[int]] = defaultdict(set)
        for article_id in sorted({*filed, *come}):
            old, new = filed.get(article_id), keys.get(article_id)
            number = next(fresh) if old is None else old.number
            self._file_article(article_id, old, None if new is None else _Filed(number, new), come)
            before, now = NO_KEYS if old is None else old.keys, NO_KEYS if new is None else new
            move_item(self._shelf, BAND, number, before.bands, now.bands)
            for fingerprint in set(before.prints) - set(now.prints):
                removed[fingerprint].add(number)
            for fingerprint in set(now.prints) - set(before.prints):
                added[fingerprint].add(number)
        apart, together = self._file_prints(removed, added)
        pairs = (pair for group in together for pair in combinations(sorted(self._ages(group)), 2))
        return _Turned({age[2] for age in self._ages(apart)}, {_Pair(*pair) for pair in pairs})

    def _file_article(self, article_id: str, old: _Filed | None, new: _Filed | None, come: Mapping[str, Article]) -> None:
        self._filed.put(article_id, new)
        if new is not None:
            self._shelf.put(AGE, new.number, json.dumps(age_key(come[article_id])))
        elif old is not None:
            self._shelf.drop(AGE, old.number)

    def _ages(self, numbers: Iterable[int]) -> set[AgeKey]:
        return {_AGE.validate_json(value) for value in self._shelf.many(AGE, numbers).values()}

    def _numbers(self, count: int) -> Iterator[int]:
        """Numbers for so many new articles."""
        first = int(self._shelf.get(NEXT, "") or 0)
        if count:
            self._shelf.put(NEXT, "", str(first + count))
        return iter(range(first, first + count))

    def _file_prints(self, removed: Mapping[str, set[int]], added: Mapping[str, set[int]]) -> tuple[set[int], list[set[int]]]:
        """The numbers of articles with a fingerprint that has become boilerplate, and of those with each that is no longer."""
        apart: set[int] = set()
        together: list[set[int]] = []
        prints = sorted(removed.keys() | added.keys())
        known = self._shelf.many(PRINT, prints)
        for fingerprint in prints:
            old = json.loads(known.get(fingerprint, "[]"))
            go, come = removed.get(fingerprint, set()), added.get(fingerprint, set())
            if isinstance(old, list):
                now = set(old) - go | come
                self._put_members(fingerprint, now)
                if len(now) > MAX_POSTING:
                    apart |= set(old) - go
            elif members := self._file_boilerplate(fingerprint, old, go, come):
                together.append(members)
        return apart, together

    def _put_members(self, fingerprint: str, numbers: set[int]) -> None:
        """File all articles of a fingerprint that was no boilerplate."""
        if not numbers:
            self._shelf.drop(PRINT, fingerprint)
            return
        if len(numbers) <= MAX_POSTING:
            self._shelf.put(PRINT, fingerprint, json.dumps(sorted(numbers), separators=(",", ":")))
            return
        self._shelf.put(PRINT, fingerprint, str(len(numbers)))
        for number in numbers:
            self._shelf.add(BOILERPLATE, number, [fingerprint])

    def _file_boilerplate(self, fingerprint: str, count: int, go: set[int], come: set[int]) -> set[int]:
        """Change the articles of a fingerprint that was boilerplate; where it is no longer, they come back."""
        for number in go:
            self._shelf.remove(BOILERPLATE, number, [fingerprint])
        for number in come:
            self._shelf.add(BOILERPLATE, number, [fingerprint])
        left = count - len(go) + len(come)
        if left > MAX_POSTING:
            self._shelf.put(PRINT, fingerprint, str(left))
            return set()
        members = {int(number) for number in self._shelf.touching(BOILERPLATE, [fingerprint])}
        for number in members:
            self._shelf.remove(BOILERPLATE, number, [fingerprint])
        self._put_members(fingerprint, members)
        return members
