"""Add other spellings of East Slavic names to the German persons table: first names in use side by side, English surnames.

usage: slavic_variants.py [--write]      (without --write: prints what would be added)

German news spell the same name as Sergej, Sergei and Sergey; machine-translated articles have Lavrov for Lawrow. The English
surname is formed only where the German letters decide it: `sch` may be *sh* or *zh*, a single `s` mostly *s* or *z*, so
such surnames get none. Names of two words only; running it again adds nothing.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src/lagebild"
FACTS = PACKAGE / "knowledge/data/persons.tsv"
NAMES = PACKAGE / "lang/de/knowledge/persons.tsv"
COUNTRIES = {"RUS", "BLR", "UKR", "SUN"}
FIRST_NAMES = """
Wiktor Viktor|Sergej Sergei Sergey|Alexej Alexei Aleksej Alexey|Dmitri Dmitrij Dmitry|Andrej Andrei Andrey|Nikolai Nikolaj Nikolay
Juri Jurij Yuri|Jewgeni Jewgenij Evgeni Yevgeny|Alexander Aleksandr Alexandr|Waleri Walerij Valery|Julia Julija|Wladimir Vladimir
Witali Vitali Witalij|Anatoli Anatolij Anatoly|Michail Mikhail|Grigori Grigorij|Wassili Wassilij|Gennadi Gennadij|Iwan Ivan
Pawel Pavel|Natalja Natalia Natalya|Maxim Maksim|Wjatscheslaw Vyacheslav|Swetlana Svetlana
Walentina Valentina|Jekaterina Ekaterina|Jelena Elena
Wolodymyr Volodymyr|Walerij Valerij|Olexander Oleksandr|Olexij Oleksij|Maria Marija|Arkadi Arkadij
Georgi Georgij|Jegor Egor
"""
AMBIGUOUS = re.compile(r"(?<!t)sch|(?<![st])s(?![stkp]|$)", re.IGNORECASE)


def spellings(first_name: str) -> list[str]:
    """The first name and the other spellings of it."""
    for group in re.split(r"[|\n]", FIRST_NAMES):
        if first_name in group.split():
            return [first_name, *(name for name in group.split() if name != first_name)]
    return [first_name]


def english(surname: str) -> str | None:
    """The English spelling of a surname, None where it is the same or the German letters leave it open."""
    if AMBIGUOUS.search(surname):
        return None
    spelt = re.sub(r"(?<![tTsS])ch(?=[^t])", "kh", re.sub(r"^Ch", "Kh", surname.replace("tsch", "\1").replace("Tsch", "\2")))
    spelt = spelt.replace("\1", "ch").replace("\2", "Ch").replace("ss", "s")
    spelt = re.sub(r"j(?=[aeou])", "y", spelt.replace("w", "v").replace("W", "V").replace("J", "Y"))
    spelt = re.sub(r"chov$", "chev", re.sub(r"ski$", "sky", spelt.replace("z", "ts")))
    return None if spelt == surname or "j" in spelt else spelt


def more_variants(name: str, surname: str) -> list[str]:
    """Further spellings of a name of two words, the English surname alone last."""
    first_name, *rest = name.split()
    if rest != [surname]:
        return []
    other = english(surname)
    surnames = [surname] if other is None else [surname, other]
    full = [f"{first} {last}" for first in spellings(first_name) for last in surnames]
    return full[1:] + surnames[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="change the table")
    args = parser.parse_args()
    country = dict(line.split("\t")[:2] for line in FACTS.read_text("utf-8").splitlines() if "\t" in line)
    lines, added = [], 0
    for line in NAMES.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and country.get(cells[0]) in COUNTRIES:
            variants = [v for v in cells[3].split("|") if v]
            new = [v for v in more_variants(cells[1], cells[2]) if v not in {cells[1], *variants}]
            added += len(new)
            cells[3] = "|".join([*variants, *new])
            if new and not args.write:
                print(cells[1], *new, sep="\t")
        lines.append("\t".join(cells))
    if args.write:
        NAMES.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{added} variants {'added' if args.write else 'to add'}")


if __name__ == "__main__":
    main()
