"""One tree of errors; each carries its facts as attributes, so that a caller never has to parse a message."""

from __future__ import annotations

from pathlib import Path


class LagebildError(Exception):
    """Every error that Lagebild raises on purpose."""


class InputError(LagebildError):
    """Something that a user handed in cannot be used."""


class ArticleError(InputError):
    """One article cannot be read: where it came from (file, and line in a JSON Lines file) and why."""

    def __init__(self, source: str | Path, problem: str, *, line: int | None = None) -> None:
        self.source = str(source)
        self.problem = problem
        self.line = line
        where = self.source if line is None else f"{self.source}, line {line}"
        super().__init__(f"{where}: {problem}")

    def __reduce__(self) -> tuple[object, ...]:
        # The default reduction would call __init__ with the finished message; errors cross process borders here.
        return (_article_error, (self.source, self.problem, self.line))


def _article_error(source: str, problem: str, line: int | None) -> ArticleError:
    return ArticleError(source, problem, line=line)


class PackError(LagebildError):
    """A row of a language pack or of the knowledge is wrong: pack, file, line (1-based, 0 for the file) and problem."""

    def __init__(self, pack: str, file: str | Path, line: int, problem: str) -> None:
        self.pack, self.file, self.line, self.problem = pack, str(file), line, problem
        super().__init__(f"pack {pack}, {self.file}, line {line}: {problem}")


class StageError(LagebildError):
    """A stage failed on one article; the run goes on with the other stages and articles."""

    def __init__(self, stage: str, article_id: str, problem: str) -> None:
        self.stage, self.article_id, self.problem = stage, article_id, problem
        super().__init__(f"stage {stage} failed on article {article_id}: {problem}")


class StoreError(LagebildError):
    """The store cannot be opened, read or written."""


class BrokenError(StoreError):
    """A file of the store that follows from others is damaged; it can be made anew."""


class NotFoundError(StoreError):
    """Nothing with that id or name is in the store."""
