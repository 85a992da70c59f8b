"""Pronouns of the third person that may refer to an actor named before."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analyse.mentions.found import Found
from lagebild.analyse.mentions.view import Stretch, View

TYPES = {
    "PPER": frozenset({"personal", "speaker", "speakers"}),
    "PPOSAT": frozenset({"possessive", "speaker", "speakers"}),
    "PRELS": frozenset({"relative"}),
    "PRELAT": frozenset({"relative"}),
    "PDS": frozenset({"demonstrative"}),
    "PDAT": frozenset({"relative"}),
    "PIS": frozenset({"both"}),
    "PIAT": frozenset({"both"}),
}
PRONOUN = 0.5


def find_pronouns(view: View, stretch: Stretch, heads: set[int]) -> Iterator[Found]:
    """Pronouns by tag and form; "beide" with a noun after it is a group phrase; `heads` are heads of descriptions."""
    for i in range(stretch.begin, stretch.end):
        types = TYPES.get(view.tags[i])
        if types is None:
            continue
        rows = [row for row in view.vocabulary.pronouns.get(view.words[i].lower(), ()) if row.type in types]
        if rows and not (rows[0].type == "both" and i + 1 in heads):
            begin = i - 1 if rows[0].type == "both" and i > stretch.begin and view.tags[i - 1] == "ART" else i  # "die beiden"
            yield Found(begin, i + 1, i, "pronoun", f"de.mention.{rows[0].type}", PRONOUN, f"{rows[0].type} pronoun")
