"""Number words of a language, built from the pack's rows."""

from __future__ import annotations

from collections.abc import Mapping

from lagebild.lang.pack import LanguagePack

LARGEST_BUILT = 99  # above, scales are multiplied by a unit only


def number_words(pack: LanguagePack) -> Mapping[str, float]:
    """Words for numbers, in lower case, with their value: up to 99 and round hundreds and thousands."""
    found: Mapping[str, float] = pack.derived("times/number_words", _build)
    return found


def _build(pack: LanguagePack) -> dict[str, float]:
    kinds: dict[str, list[tuple[str, float]]] = {}
    for row in pack.table("times/numbers", columns=("kind", "value", "forms")):
        kinds.setdefault(row["kind"], []).extend((form, float(row["value"] or 0)) for form in row.many("forms"))
    words = {form: value for kind in ("unit", "teen", "ten", "whole", "scale") for form, value in kinds.get(kind, ())}
    units = kinds.get("unit", [])
    for joiner, _ in kinds.get("joiner", ()):
        for ten, tens in kinds.get("ten", ()):
            words |= {f"{unit}{joiner}{ten}": tens + ones for unit, ones in units if tens + ones <= LARGEST_BUILT}
    for scale, factor in kinds.get("scale", ()):
        heads = [*units, *kinds.get("teen", ()), *kinds.get("ten", ())]
        words |= {f"{head}{scale}": value * factor for head, value in heads}
    return words


def format_number(value: float) -> str:
    """The number without a needless fraction ("5", "1.5")."""
    return str(int(value)) if value == int(value) else str(value)
