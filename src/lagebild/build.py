"""The only module that knows all steps: bytes to articles, articles to readings, readings to the picture."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from lagebild.analyse.body import find_sentences
from lagebild.analyse.claims import find_claims
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.figures import find_figures
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.register import doubt_about, find_translation_flags
from lagebild.analyse.statements import find_statements
from lagebild.analyse.ties import find_ties
from lagebild.analyse.times import find_times
from lagebild.errors import ArticleError
from lagebild.executors import Executor
from lagebild.intake import Intake, Known, Summary
from lagebild.keeping import build_picture, renew_picture
from lagebild.knowledge.overlay import Overlay
from lagebild.knowledge.vocabulary import pack_with
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.merge import MergeMemo
from lagebild.model.article import Article
from lagebild.model.doc import (
    actors_of,
    claims_of,
    figures_of,
    sentences_of,
    statements_of,
    ties_of,
    times_of,
)
from lagebild.model.layers import StageFailure
from lagebild.model.reading import Reading
from lagebild.read import RawArticle, make_article, read_raw
from lagebild.stages import Pipeline
from lagebild.store import Store
from lagebild.versions import package_version

log = logging.getLogger(__name__)

__all__ = [
    "analyse_article", "build_picture", "find_articles", "package_version", "parser_of", "pipeline", "read_article",
    "read_articles", "read_into", "read_or_error", "read_text", "reading_version", "remove_article",
]  # fmt: skip

STAGES = (
    find_sentences,
    find_clauses,
    find_times,
    find_mentions,
    link_mentions,
    find_statements,
    find_claims,
    find_figures,
    find_ties,
)


@cache
def reading_version(language: str, parser: str | None = None, actors: str | None = None) -> str:
    """What a reading depends on besides its article: "code/pack", and after "+" a user's parser and digest of own actors."""
    plain = f"{package_version()}/{language}-{load_pack(language).settings('pack')['version']}"
    if parser is not None:
        plain += f"+{parser}"
    return plain if actors is None else f"{plain}+actors:{actors}"


def parser_of(version: str) -> str | None:
    """The user's parser that a reading was made with, by its version."""
    extra = version.partition("/")[2].split("+")[1:]
    return next((part for part in extra if not part.startswith("actors:")), None)


@cache
def pipeline() -> Pipeline:
    return Pipeline(STAGES)


def analyse_article(
    article: Article, *, strict: bool = False, parser: str | None = None, overlay: Overlay | None = None
) -> tuple[Doc, tuple[StageFailure, ...]]:
    """The Doc of an article with all layers written onto it, and the stages that failed.

    `parser`: "spacy:NAME" takes an installed spaCy pipeline in place of our own tagger and parser.

    Raises:
        StageError: with `strict`, if a stage fails.
        InputError: if the parser cannot be used.
    """
    zones = [(zone.begin, zone.end) for zone in article.zones]
    # The mentions layer finds names with more knowledge than `doc.ents` has; no stage reads those.
    doc = load_foundation(article.language, parser=parser).analyse(article.text, zones=zones, names=False)
    doc._.article = article
    pack = load_pack(article.language)
    return doc, pipeline().run(doc, pack if overlay is None else pack_with(pack, overlay), strict=strict)


def read_article(article: Article, *, strict: bool = False, parser: str | None = None, overlay: Overlay | None = None) -> Reading:
    """All layers of one article. A stage that fails leaves its layer empty and is named in `failures`.

    `parser`: "spacy:NAME" takes an installed spaCy pipeline in place of our own tagger and parser.
    `overlay`: a user's own actors.

    Raises:
        ArticleError: if the text has no sentence.
        StageError: with `strict`, if a stage fails.
        InputError: if the parser cannot be used.
    """
    doc, failures = analyse_article(article, strict=strict, parser=parser, overlay=overlay)
    pack = load_pack(article.language)
    flags, machine_translated = find_translation_flags(doc, pack)
    doubt = doubt_about(flags, sentences_of(doc), pack, machine_translated=machine_translated)
    if not failures and not sentences_of(doc):
        raise ArticleError(article.source or article.id, "no sentences")
    return Reading(
        article=replace(article, flags=flags, machine_translated=machine_translated),
        sentences=sentences_of(doc),
        times=times_of(doc),
        actors=actors_of(doc),
        statements=statements_of(doc) if doubt is None else tuple(map(doubt.of_statement, statements_of(doc))),
        claims=claims_of(doc) if doubt is None else tuple(map(doubt.of_claim, claims_of(doc))),
        figures=figures_of(doc),
        ties=ties_of(doc) if doubt is None else tuple(map(doubt.of_tie, ties_of(doc))),
        version=reading_version(article.language, parser, overlay.digest if overlay is not None and overlay.actors else None),
        failures=failures,
    )


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    parser: str | None = None,
    overlay: Overlay | None = None,
) -> Reading:
    """The reading of one text. `published`: "YYYY", "YYYY-MM" or "YYYY-MM-DD"; offsets are code points of `text`.

    `parser`: "spacy:NAME" takes an installed spaCy pipeline in place of our own tagger and parser.
    `overlay`: a user's own actors (`Store.overlay()`).

    Raises:
        ArticleError: if the text has no sentence, or its language (detected, unless given) has no pack.
        InputError: if the parser cannot be used.
    """
    raw = RawArticle(text, "text", title=title, published=published, outlet=outlet)
    return read_article(make_article(raw, language=language), parser=parser, overlay=overlay)


def read_or_error(
    article: Article, *, strict: bool = False, parser: str | None = None, overlay: Overlay | None = None
) -> Reading | ArticleError:
    """`read_article`, with the error as a value, so that one bad article does not stop a run."""
    try:
        return read_article(article, strict=strict, parser=parser, overlay=overlay)
    except ArticleError as exc:
        return exc
    except Exception as exc:
        if strict:
            raise
        log.exception("article %s", article.id)
        return ArticleError(article.source or article.id, f"{type(exc).__name__}: {exc}")


def find_articles(paths: Iterable[Path], *, language: str | None = None) -> Iterator[Article | ArticleError]:
    """The articles under the paths, each an Article or the error that names file and cause."""
    for raw in read_raw(paths):
        if isinstance(raw, ArticleError):
            yield raw
            continue
        try:
            yield make_article(raw, language=language)
        except ArticleError as exc:
            yield exc


def read_articles(
    articles: Iterable[Article | ArticleError],
    *,
    executor: Executor,
    is_known: Callable[[Article], bool] = lambda _: False,
    strict: bool = False,
    parser: str | None = None,
    overlay: Overlay | None = None,
) -> Iterator[Reading | ArticleError | Known]:
    """One result for every article, in order. Copies of one text inside the input are read once.

    Raises:
        InputError: if the parser cannot be used.
    """
    if parser is not None:
        load_foundation(parser=parser)  # one error now instead of one an article
    seen: set[str] = set()

    def work() -> Iterator[Article | ArticleError | Known]:
        for article in articles:
            if isinstance(article, ArticleError):
                yield article
            elif article.id in seen or is_known(article):
                yield Known(article)
            else:
                seen.add(article.id)
                yield article

    return executor.map(partial(_step, strict=strict, parser=parser, overlay=overlay), work())


def _step(item: Article | ArticleError | Known, *, strict: bool, parser: str | None, overlay: Overlay | None) -> Any:
    return read_or_error(item, strict=strict, parser=parser, overlay=overlay) if isinstance(item, Article) else item


def read_into(
    store: Store,
    articles: Iterable[Article | ArticleError],
    *,
    executor: Executor,
    strict: bool = False,
    again: bool = False,
    parser: str | None = None,
    progress: Callable[[Reading | ArticleError | Known], None] = lambda _: None,
    memo: MergeMemo | None = None,
    picture: bool = True,
) -> Summary:
    """Read articles into the store, batch by batch, and rebuild the picture. The store's own actors are known to the links.

    `again` reads articles anew that the store has already; `memo` is as in `build_picture`; without `picture` that stays as it
    is until `build_picture` is called. What was committed stays, whatever happens afterwards.

    Raises:
        StageError: with `strict`, at the first stage that fails.
        StoreError: if a batch cannot be written.
    """
    known = set() if again else store.article_ids()
    intake = Intake(store, version=package_version())
    results = read_articles(
        articles,
        executor=executor,
        is_known=lambda article: article.id in known,
        strict=strict,
        parser=parser,
        overlay=store.overlay(),
    )
    for result in results:
        intake.take(result)
        progress(result)
    summary = intake.finish()
    if picture and (summary.articles or again):
        renew_picture(store, memo=memo)
    return summary


def remove_article(store: Store, article_id: str, *, memo: MergeMemo | None = None) -> None:
    """Remove an article, rebuild what followed from it, and delete older versions, so that no trace of it stays.

    Raises:
        NotFoundError: if there is no such article.
    """
    store.remove_article(article_id)
    renew_picture(store, memo=memo)
    store.forget_history()
