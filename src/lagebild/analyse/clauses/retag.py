"""Tags corrected where the words around leave no doubt: the tagger sees less of the clause than this layer does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

FINITE_TAGS = ("VVFIN", "VAFIN", "VMFIN")
NONFINITE_TAGS = ("VVPP", "VVINF", "VAPP", "VAINF", "VMINF")
ZU_TAGS = ("PTKZU", "VVIZU")
DETERMINER_TAGS = ("PDAT", "PPOSAT", "PIAT", "PDS")


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """Pronouns that ask, relative pronouns of the genitive, and the particle that stands inside infinitives."""

    questions: Collection[str]
    genitives: Collection[str]
    particle: str


def retagged(words: Sequence[str], tags: list[str], lemmas: Sequence[str], closed: ClosedWords) -> list[str]:
    """The tags of a sentence, corrected."""
    found = list(tags)
    for i, tag in enumerate(tags):
        if tag == "VVINF" and words[i] != lemmas[i] and closed.particle in words[i]:
            if words[i].replace(closed.particle, "", 1) == lemmas[i]:
                found[i] = "VVIZU"
        elif tag in ("NE", "NN") and i < 2 and words[i].lower() in closed.questions and all(t[0] == "$" for t in tags[:i]):
            found[i] = "PWS"
        elif tag == "PRELS" and i and words[i - 1] == ",":
            if _is_before_main(tags, i) or _is_before_infinitive(tags, i):
                found[i] = "ART"
        elif tag in ("ART", "PDS") and i and _may_be_relative(words, tags, i) and _ends_verb_last(tags, i):
            found[i] = "PRELS"
        elif tag in DETERMINER_TAGS and i and words[i] in closed.genitives and _may_be_relative(words, tags, i):
            found[i] = "PRELAT"
    return found


def _is_before_main(tags: Sequence[str], i: int) -> bool:
    """Whether noun, finite verb and more follow: a main clause and no relative one."""
    following = tags[i + 1 : i + 4]
    return len(following) == 3 and following[0] == "NN" and following[1] in FINITE_TAGS and not following[2].startswith("$")


def _is_before_infinitive(tags: Sequence[str], i: int) -> bool:
    """Whether a noun follows and the stretch has an infinitive with its particle but no finite verb."""
    stretch = tags[i : _stretch_end(tags, i)]
    return (
        stretch[1:2] in (["NN"], ["ADJA"]) and any(t in ZU_TAGS for t in stretch) and not any(t in FINITE_TAGS for t in stretch)
    )


def _may_be_relative(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Whether the word stands behind a comma or behind a comma and a preposition."""
    return words[i - 1] == "," or (i > 1 and tags[i - 1] == "APPR" and words[i - 2] == ",")


def _ends_verb_last(tags: Sequence[str], i: int) -> bool:
    """Whether the stretch up to the next mark ends with a participle or infinitive and the finite verb."""
    end = _stretch_end(tags, i)
    return end - i > 3 and tags[end - 1] in ("VAFIN", "VMFIN") and tags[end - 2] in NONFINITE_TAGS


def _stretch_end(tags: Sequence[str], i: int) -> int:
    while i < len(tags) and tags[i][0] != "$":
        i += 1
    return i
