"""Cells of the noun paradigm as bits: four cases by masculine, feminine, neuter and plural."""

from __future__ import annotations

from functools import lru_cache

CASES = "NGDA"
COLUMNS = "mfnp"
NAMES = {"N": "Nom", "G": "Gen", "D": "Dat", "A": "Acc"}

NOM, GEN, DAT, ACC = 0x000F, 0x00F0, 0x0F00, 0xF000
ALL = 0xFFFF
PLURAL = 0x8888
SINGULAR = 0x7777
CASE_BITS = {"Nom": NOM, "Gen": GEN, "Dat": DAT, "Acc": ACC}


def cell(case: str, column: str) -> int:
    """The bit of one cell: case N, G, D or A; column m, f, n or p."""
    return 1 << (CASES.index(case) * 4 + COLUMNS.index(column))


def parse_cells(text: str) -> int:
    """The bits of cells written as in the pack: "Nm Df Gf Gp"."""
    mask = 0
    for name in text.split():
        mask |= cell(name[0], name[1])
    return mask


@lru_cache(maxsize=4096)
def noun_cells(inflection: str) -> int:
    """The cells of a noun by its symbols in the lexicon ("As Ds Gs Ns f"); ALL where it is unknown."""
    symbols = inflection.split()
    genders = [symbol for symbol in symbols if symbol in ("m", "f", "n")] or ["m", "f", "n"]
    mask = 0
    for symbol in symbols:
        if len(symbol) != 2 or symbol[0] not in CASES:
            if symbol == "G":
                mask |= sum(cell("G", gender) for gender in genders)
            continue
        for column in ["p"] if symbol[1] == "p" else genders:
            mask |= cell(symbol[0], column)
    return mask or ALL


def any_case(mask: int) -> int:
    """The mask widened to all cases of the columns that it has."""
    columns = (mask | mask >> 4 | mask >> 8 | mask >> 12) & 0xF
    return columns * 0x1111


def cases_of(mask: int) -> str:
    """The letters of the cases in the mask."""
    return "".join(letter for letter, bits in zip(CASES, (NOM, GEN, DAT, ACC), strict=True) if mask & bits)


def same_cases(one: int, other: int) -> int:
    """What remains of `one` in the cases that `other` has too, whatever gender and number that has."""
    return sum(one & bits for bits in (NOM, GEN, DAT, ACC) if other & bits)
