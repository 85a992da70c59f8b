"""The picture of a store brought up to date: changed where only a part of it can differ, else built anew."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from time import sleep
from typing import Any
from uuid import uuid4

from lagebild.collector import circles_freed
from lagebild.errors import BrokenError
from lagebild.judge import apply_judgements, judged_pairs, judged_readings
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.merge import MergeMemo, merge_readings
from lagebild.merge.kept import KeptPicture
from lagebild.merge.texts import Frequency, frequency_of, terms_of
from lagebild.merge.words import words_of
from lagebild.model.picture import LAST, Picture, Story
from lagebild.model.reading import Reading
from lagebild.store import Store, waiting, workbench
from lagebild.store.changing import RowDesk
from lagebild.store.workbench import ALL, FORMAT, FREQUENCY, Workbench, WorkState
from lagebild.versions import package_version

log = logging.getLogger(__name__)

KEPT_FROM = 500  # articles; the whole picture of fewer is made in some seconds
BATCH = 1_000  # articles taken over in one go: what they touch is in memory
MOST_WAITING = 0.5  # of all articles; where more have changed, building anew is quicker
TRIES, PAUSE_SECONDS = 5, 0.1  # of a look at what waits while others write


def renew_picture(store: Store, *, memo: MergeMemo | None = None, anew: bool = False) -> None:
    """Bring the picture of a store up to what it holds, and save it.

    A store of `KEPT_FROM` articles and more keeps a workbench, with which articles that come and go change what they have to do
    with and nothing else; it is made when the picture is first built. Where people have judged pairs of claims, the picture is
    built as a whole.

    Args:
        store: with its readings and judgements.
        memo: as in `build_picture`, for stores without a workbench.
        anew: build the picture anew in any case, also with new frequencies of words.
    """
    if anew or not _is_changed(store):
        _build(store, memo)


def build_picture(store: Store, *, as_of: str | None = None, memo: MergeMemo | None = None) -> Picture:
    """The picture of the store, with its judgements applied. It is saved, unless `as_of` asks for an earlier day.

    `memo`: what earlier pictures of the store have worked out, kept by who builds it again and again; it saves time and changes
    nothing. Used by one thread at a time.
    """
    if as_of is not None:
        return _whole(store, as_of=as_of)[0]
    renew_picture(store, memo=memo, anew=True)
    return store.picture()


def _made_by(pack: LanguagePack) -> str:
    """What a workbench depends on besides its articles: MinHash differs between major versions of its library."""
    hashing = version("datasketch").partition(".")[0]
    return f"{package_version()}/shelf-{FORMAT}/{pack.language}-{pack.settings('pack')['version']}/datasketch-{hashing}"


# --- changing -----------------------------------------------------------------------------------------------------------


def _is_changed(store: Store) -> bool:
    """Change the picture by what waits; False where it has to be built anew."""
    try:
        with workbench.opened(store.folder) as bench:
            return bench is not None and _change(store, bench)
    except BrokenError as exc:
        log.warning("%s; the picture is built anew", exc)
        return False


def _change(store: Store, bench: Workbench) -> bool:
    state = bench.state()
    if state is None or state.mark != store.picture_mark() or not store.is_whole() or _has_judged_pairs(store):
        return False
    pack = load_pack(state.language)
    waits = _waiting(store, state)
    if waits is None or state.made_by != _made_by(pack) or len(waits.articles) > state.articles * MOST_WAITING:
        return False
    known = waits.reached(state.readings)  # what was written after it waits for the next time
    if waits.articles:
        changed = {name for batch in _batches(waits.articles) for name in _take_over(store, bench, pack, batch)}
        new = WorkState(uuid4().hex, state.made_by, state.language, known, store.article_count())
        bench.set_state(new)
        store.show_picture(new.mark, changed)
    elif known != state.readings:
        bench.set_state(replace(state, readings=known))
    waits.done()
    return True


def _waiting(store: Store, state: WorkState) -> waiting.Taken | None:
    """What waits; None where that may not be all, as somebody has written without saying what."""
    for _ in range(TRIES):
        found = waiting.take(store.folder)
        if found.reached(state.readings) >= store.readings_version():
            return None if waiting.EVERYTHING in found.articles else found
        sleep(PAUSE_SECONDS)  # a commit was made after the look
    return None


@circles_freed()  # the parts of a picture know each other: two batches would be in memory
def _take_over(
    store: Store,
    bench: Workbench,
    pack: LanguagePack,
    articles: Sequence[str],
    *,
    begin: bool = False,
    earlier: Sequence[Story] = (),
) -> set[str]:
    """Take articles over into the tables; what comes back are the names of those that have changed."""
    come = {one.article.id: one for one in apply_judgements(store.readings_of(articles), store.judgements())}
    gone = set(articles) - come.keys()
    kept = KeptPicture(bench.shelf, pack, _frequency(bench))
    change = kept.update(come, gone, earlier=earlier)
    rows = RowDesk(bench.shelf, kept.readings, kept.articles).update(change, come, gone)
    store.change_tables(rows, begin=begin)
    return set(rows)


def _frequency(bench: Workbench) -> Frequency:
    held = json.loads(bench.shelf.get(FREQUENCY, ALL) or '{"total": 0, "counts": {}}')
    return Frequency(held["total"], held["counts"])


def _batches(articles: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _has_judged_pairs(store: Store) -> bool:
    pairs = judged_pairs(store)
    return bool(pairs.together or pairs.apart)


# --- building -----------------------------------------------------------------------------------------------------------


def _build(store: Store, memo: MergeMemo | None) -> None:
    """Build the picture of the whole store, and save it."""
    waits = waiting.take(store.folder)
    if store.article_count() >= KEPT_FROM and not _has_judged_pairs(store):
        _begin(store)
    else:
        workbench.drop(store.folder)
        store.save_picture(*_whole(store, memo=memo))
    waits.done()


def _whole(store: Store, *, as_of: str | None = None, memo: MergeMemo | None = None) -> tuple[Picture, list[Reading]]:
    readings = judged_readings(store, as_of=as_of)
    picture = merge_readings(
        readings,
        pack=_pack_of(reading.article.language for reading in readings),
        as_of=as_of,
        judged=judged_pairs(store),
        earlier=store.stories(),
        memo=memo if as_of is None else None,
    )
    return picture, readings


def _pack_of(languages: Iterable[str]) -> LanguagePack:
    return load_pack(min(languages, default="de"))


def _begin(store: Store) -> None:
    """Take all articles over into a new workbench, those first that were known first."""
    earlier = store.stories()
    known = store.readings_version()
    days, languages, frequency = _survey(store)
    pack = _pack_of(languages)
    ordered = sorted(days, key=lambda article_id: (days[article_id] or LAST, article_id))
    with workbench.made(store.folder) as bench:
        bench.shelf.put(FREQUENCY, ALL, json.dumps({"total": frequency.total, "counts": dict(frequency.counts)}))
        for number, batch in enumerate(_batches(ordered)):
            _take_over(store, bench, pack, batch, begin=number == 0, earlier=earlier)
        state = WorkState(uuid4().hex, _made_by(pack), pack.language, known, len(ordered))
        bench.set_state(state)
        store.show_picture(state.mark)


def _survey(store: Store) -> tuple[Mapping[str, str | None], set[str], Frequency]:
    """The first days of all articles, their languages, and how many of them have which words; one reading at a time."""
    days: dict[str, str | None] = {}
    languages: set[str] = set()

    def terms() -> Iterator[Any]:
        for reading in store.readings():
            article = reading.article
            days[article.id] = article.publication.start
            languages.add(article.language)
            yield terms_of(reading, words_of(load_pack(article.language)))

    frequency = frequency_of(terms())
    return days, languages, frequency
