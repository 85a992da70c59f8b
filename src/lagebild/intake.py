"""What a run of reading brings into a store: readings batch by batch, and the record of the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from lagebild.errors import ArticleError
from lagebild.model.article import Article
from lagebild.model.ids import make_id
from lagebild.model.layers import StageFailure
from lagebild.model.reading import Reading
from lagebild.store import RunRow, Store

BATCH_READINGS = 64  # readings in one commit: a killed run loses at most these


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the store has already."""

    article: Article


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """What was read out of one article, in numbers."""

    article_id: str
    source: str
    label: str
    claims: int
    statements: int
    figures: int
    ties: int
    failures: tuple[StageFailure, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles read, known already, and the errors of those that could not be read."""

    articles: tuple[ArticleCounts, ...]
    known: int
    errors: tuple[ArticleError, ...]


def counts_of(reading: Reading) -> ArticleCounts:
    """The numbers of one reading."""
    article = reading.article
    return ArticleCounts(
        article.id,
        article.source or article.id,
        article.label,
        len(reading.claims),
        len(reading.statements),
        len(reading.figures),
        len(reading.ties),
        reading.failures,
    )


class Intake:
    """What a run has read so far, and what of it is not committed yet."""

    def __init__(self, store: Store, *, version: str) -> None:
        """A run that begins now. `version`: that of the package."""
        self.store, self.version = store, version
        self.started = datetime.now(UTC).isoformat(timespec="seconds")
        self.done: list[ArticleCounts] = []
        self.errors: list[ArticleError] = []
        self.known = 0
        self._batch: list[Reading] = []

    def take(self, result: Reading | ArticleError | Known) -> None:
        """Count a result; readings are committed batch by batch."""
        if isinstance(result, Reading):
            self._batch.append(result)
            self.done.append(counts_of(result))
        elif isinstance(result, ArticleError):
            self.errors.append(result)
        else:
            self.known += 1
        if len(self._batch) >= BATCH_READINGS:
            self._commit()

    def _commit(self) -> None:
        self.store.add_readings(self._batch)
        self._batch = []

    def finish(self) -> Summary:
        """Commit the rest and the record of the run."""
        self._commit()
        failures = [StageFailure(e.source, e.problem) for e in self.errors] + [f for one in self.done for f in one.failures]
        run_id = make_id("run", self.started, *(one.article_id for one in self.done))
        counts = len(self.done), self.known, len(self.errors)
        self.store.add_run(RunRow(run_id, self.started, self.version, *counts, tuple(failures)))
        return Summary(tuple(self.done), self.known, tuple(self.errors))
