"""Build the shipped lexicon: form -> ambiguity class and lemma rules, in one compact trie.

Where a form has several lemmas, the one that treebanks (never the test set) have seen comes first.

Usage: python scripts/train_de/lexicon.py --dict german.dict --extra EIG.txt sonstige.txt --treebanks DIR --out MODEL_DIR
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path

import marisa_trie
from morfologik import read_forms
from treebank import load_treebank

Analysis = tuple[str, str]
CASES = {"NOM": "N", "GEN": "G", "DAT": "D", "AKK": "A"}
NUMBERS = {"SIN": "s", "PLU": "p"}
GENDERS = {"MAS": "m", "FEM": "f", "NEU": "n", "NOG": "x", "ALG": "x"}
INFLECTED = {"SUB", "EIG", "ADJ", "PA1", "PA2", "PRO", "ART"}
# Heads whose lemma the runtime asks for; closed classes have their own table in foundation.yaml.
LEMMA_HEADS = {"SUB": "N", "EIG": "E", "VER": "V", "ADJ": "A", "PA1": "P", "PA2": "P", "ADV": "B"}


def coarse_class(parts: list[str]) -> str:
    """The part-of-speech symbol of one dictionary tag, as the tagger's feature."""
    head = parts[0]
    if head == "VER":
        symbol = verb_class(parts)
        return parts[1][0] + symbol if parts[1] in ("AUX", "MOD") else symbol
    if head in ("ADJ", "PA1", "PA2"):
        return "ADJP" if "PRD" in parts else "ADJ"
    if head in ("PRO", "KON"):
        return head + parts[1]
    return head


def verb_class(parts: list[str]) -> str:
    for key, symbol in (("INF", "VINF"), ("EIZ", "VEIZ"), ("IMP", "VIMP"), ("PA2", "VPA2"), ("PA1", "VPA1")):
        if key in parts:
            return symbol
    person = next((part for part in parts if part in ("1", "2", "3")), "")
    number = next((NUMBERS[part] for part in parts if part in NUMBERS), "")
    return "VF" + person + number


def inflection(parts: list[str]) -> Iterator[str]:
    """Symbols of case with number, and of gender or plural."""
    if parts[0] not in INFLECTED:
        return
    case = next((CASES[part] for part in parts if part in CASES), None)
    number = next((NUMBERS[part] for part in parts if part in NUMBERS), None)
    gender = next((GENDERS[part] for part in parts if part in GENDERS), None)
    if case is None:
        return
    yield case + (number or "-")
    if gender is not None:
        yield gender if number in (None, "s") else "P"


def lemma_rule(form: str, lemma: str) -> str:
    """How to turn the form into the lemma: `start:delete:cut:suffix`, on the form in the lemma's letter case."""
    plain = _common_prefix(form, lemma)
    rule = f"0:0:{len(form) - plain}:{lemma[plain:]}"
    # Participles and infinitives with "zu" carry a syllable inside: abgemacht, abzumachen.
    best = (len(form) - plain, rule)
    for start in range(8):
        if form[start : start + 2] in ("ge", "zu", "Ge"):
            rest = form[:start] + form[start + 2 :]
            same = _common_prefix(rest, lemma)
            if same >= start and len(rest) - same + 1 < best[0]:
                best = (len(rest) - same + 1, f"{start}:2:{len(rest) - same}:{lemma[same:]}")
    return best[1]


def _common_prefix(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def read_rows(dictionary: Path, extra: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    def lines(path: Path) -> Iterator[tuple[str, str, str]]:
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 3:
                yield cells[0], cells[1], cells[2]

    return chain(read_forms(dictionary), *(lines(path) for path in extra))


class Entry:
    """What the dictionary says about one form."""

    __slots__ = ("inflections", "kinds", "lemmas", "symbols")

    def __init__(self) -> None:
        self.symbols: set[str] = set()
        self.inflections: set[str] = set()
        self.kinds: set[str] = set()
        self.lemmas: Counter[Analysis] = Counter()

    def add(self, lemma: str, tag: str) -> None:
        parts = tag.split(":")
        self.symbols.add(coarse_class(parts))
        self.inflections.update(inflection(parts))
        if parts[0] == "EIG":
            self.kinds.add(parts[-1])
        if parts[0] in LEMMA_HEADS:
            self.lemmas[LEMMA_HEADS[parts[0]], lemma] += 1

    def key(self) -> tuple[str, str, str]:
        return " ".join(sorted(self.symbols)), " ".join(sorted(self.inflections)), " ".join(sorted(self.kinds))

    def rules(self, form: str, seen: Counter[tuple[str, str]], verbs: AbstractSet[str]) -> tuple[str, ...]:
        """`head:rule` per lemma, within a head the likeliest first."""

        def rank(item: tuple[Analysis, int]) -> tuple[object, ...]:
            (head, lemma), count = item
            # "Tagen" is more often the plural of a noun than a verb used as a noun; "Westen" is itself.
            is_infinitive = head == "N" and lemma == form and form.lower() in verbs
            is_longer = head == "A" and lemma.endswith("e") and (head, lemma[:-1]) in self.lemmas  # erst before erste
            return head, -seen[form, lemma], is_infinitive, is_longer, -_common_prefix(form, lemma), -count, len(lemma), lemma

        return tuple(f"{head}:{lemma_rule(form, lemma)}" for (head, lemma), _ in sorted(self.lemmas.items(), key=rank))


def seen_lemmas(treebanks: Path | None) -> Counter[tuple[str, str]]:
    """How often the treebanks give a lemma to a form."""
    seen: Counter[tuple[str, str]] = Counter()
    for path in sorted(treebanks.glob("*.conllu")) if treebanks else ():
        if "test." in path.name:
            continue
        for sentence in load_treebank(path):
            seen.update((token.form, token.lemma) for token in sentence.tokens if token.pos not in ("ADJ", "DET", "PRON"))
    return seen


def build(rows: Iterable[tuple[str, str, str]], seen: Counter[tuple[str, str]], out: Path) -> None:
    entries: dict[str, Entry] = defaultdict(Entry)
    for form, lemma, tag in rows:
        entries[form].add(lemma, tag)
    classes: Counter[tuple[str, str, str]] = Counter()
    analyses: Counter[tuple[str, ...]] = Counter()
    verbs = {form for form, entry in entries.items() if any(symbol.endswith("VINF") for symbol in entry.symbols)}
    rules = {form: entry.rules(form, seen, verbs) for form, entry in entries.items()}
    for form, entry in entries.items():
        classes[entry.key()] += 1
        analyses[rules[form]] += 1
    class_ids = {key: index for index, (key, _) in enumerate(classes.most_common())}
    analysis_ids = {key: index for index, (key, _) in enumerate(analyses.most_common())}
    records = ((form, (class_ids[entry.key()], analysis_ids[rules[form]])) for form, entry in entries.items())
    out.mkdir(parents=True, exist_ok=True)
    marisa_trie.RecordTrie("<HH", records).save(str(out / "lexicon.marisa"))
    tables = {"classes": list(class_ids), "analyses": list(analysis_ids)}
    (out / "lexicon.json").write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")), "utf-8")
    print(f"{len(entries)} forms, {len(class_ids)} classes, {len(analysis_ids)} analyses")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dict", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path)
    args = parser.parse_args()
    build(read_rows(args.dict, args.extra), seen_lemmas(args.treebanks), args.out)


if __name__ == "__main__":
    main()
