"""Stages: pure functions that declare what they read and write, and a pipeline that refuses an order that cannot work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from lagebild.errors import LagebildError, StageError
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import LAYERS, article_of
from lagebild.model.layers import StageFailure

log = logging.getLogger(__name__)

StageFunction = Callable[[Doc, LanguagePack], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the pipeline: the layers that it reads, the one layer that it writes, and the function."""

    name: str
    reads: tuple[str, ...]
    writes: str
    run: StageFunction

    def __call__(self, doc: Doc, pack: LanguagePack) -> tuple[Any, ...]:
        return tuple(self.run(doc, pack))


def stage(*, reads: Sequence[str] = (), writes: str) -> Callable[[StageFunction], Stage]:
    """Mark a function (doc, pack) -> values as the stage that writes the layer `writes`.

    Raises:
        LagebildError: if a layer name is unknown.
    """
    for name in (*reads, writes):
        if name not in LAYERS:
            raise LagebildError(f"there is no layer {name!r}")

    def mark(function: StageFunction) -> Stage:
        return Stage(function.__name__, tuple(reads), writes, function)

    return mark


class Pipeline:
    """Stages in an order in which every layer is written before it is read."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        written: set[str] = set()
        for step in stages:
            missing = [name for name in step.reads if name not in written]
            if missing:
                raise LagebildError(f"stage {step.name} reads {', '.join(missing)}, which no earlier stage writes")
            written.add(step.writes)
        self.stages = tuple(stages)

    def run(self, doc: Doc, pack: LanguagePack, *, strict: bool = False) -> tuple[StageFailure, ...]:
        """Write all layers onto `doc`; a stage that fails leaves an empty layer and is returned with its cause.

        Raises:
            StageError: with `strict`, at the first failure.
        """
        failures: list[StageFailure] = []
        for step in self.stages:
            try:
                layer = step(doc, pack)
            except Exception as exc:
                problem = f"{type(exc).__name__}: {exc}"
                article_id = article_of(doc).id
                if strict:
                    raise StageError(step.name, article_id, problem) from exc
                log.warning("stage %s failed on article %s: %s", step.name, article_id, problem)
                failures.append(StageFailure(step.name, problem))
                layer = ()
            doc._.set(step.writes, layer)
        return tuple(failures)
