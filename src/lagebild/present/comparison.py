"""What a comparison of sources holds: the sources, what they share, differ in, leave out, and call whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from lagebild.model.matrix import Cell


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """One text of a source.

    `tag`: how it is called ("S1", or "S1a" where the source has several texts); `copied`: it takes over another text of the
    source; `rests_on`: whom it names as its source; `doubts`: words that do not go with its date.
    """

    tag: str
    id: str
    given_id: str | None
    title: str
    outlet: str | None
    published: str
    basis: str
    copied: bool
    rests_on: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An independent origin with its texts, the original first. `name` is short ("S1")."""

    name: str
    origin: str
    articles: tuple[SourceArticle, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A difference, its values by source, or by text where the texts of one source differ among themselves.

    `event`: id of the event or tie that it concerns, None for figures.
    """

    event: str | None
    title: str
    slot: str
    kind: str
    compatible: bool
    values: tuple[tuple[str, str], ...]  # (source or text, what it says)
    why: str


@dataclass(frozen=True, slots=True)
class ComparedEvent:
    """An event that several sources tell.

    `news`: sources that report it; `looks_back`: those that only recall it; `background`: it is no news of the story, but older
    or lasting; `cells`: slot, source, state, value and words of everything that is not absent from all.
    """

    id: str
    title: str
    who: str
    days: str
    status: str
    sources: tuple[str, ...]
    news: tuple[str, ...]
    looks_back: tuple[str, ...]
    background: bool
    cells: tuple[tuple[str, str, str, str, str], ...]
    differences: tuple[Said, ...]
    evidence: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ComparedTie:
    """A standing relation that several sources state; `cells` as with events."""

    id: str
    kind: str
    parties: tuple[str, ...]
    status: str
    since: str | None
    until: str | None
    sources: tuple[str, ...]
    cells: tuple[tuple[str, str, str, str, str], ...]
    differences: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """An event that one source alone tells."""

    id: str
    source: str
    title: str
    who: str
    days: str
    status: str
    echo: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """An event that a copy has cut from the text that it takes over, or added to it."""

    tag: str
    change: str  # "cut" or "added"
    event: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What the sources call one person or thing, with how often; `names`: (source, name, tone, times)."""

    subject: str
    names: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sources of a story, or of one event, side by side.

    `changed`: differences between texts of one source; `edits`: what its copies cut or added.
    """

    id: str
    title: str
    days: str
    sources: tuple[Source, ...]
    events: tuple[ComparedEvent, ...]
    singles: tuple[Single, ...]
    figures: tuple[Said, ...]
    omissions: tuple[Said, ...]
    namings: tuple[Naming, ...]
    changed: tuple[Said, ...]
    edits: tuple[Edit, ...]
    ties: tuple[ComparedTie, ...] = ()

    @property
    def differences(self) -> tuple[Said, ...]:
        """All differences, what cannot both be true first."""
        found = [difference for event in self.events for difference in event.differences]
        found += [difference for tie in self.ties for difference in tie.differences]
        return tuple(sorted([*found, *self.figures], key=lambda d: d.compatible))


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON has it."""
    return _plain(asdict(comparison) | {"differences": [asdict(one) for one in comparison.differences]})  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
