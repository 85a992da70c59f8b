"""Names that we annotated in sentences of the treebanks, as training data of names.py: stand-off labels and treebanks joined.

`names_own.tsv` has a row per name: a digest of the sentence's words, the first token, the one behind the last, the type; a
sentence without a name has one row with empty cells. The sentences themselves stay with their treebanks.

Usage: python scripts/train_de/own_names.py --treebanks DIR [--own DIR] --out FILE.jsonl
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import defaultdict
from pathlib import Path

from treebank import load_treebank

HERE = Path(__file__).parent
NAMES = HERE / "names_own.tsv"
Spans = list[tuple[int, int, str]]


def digest(forms: list[str]) -> str:
    return hashlib.blake2b(" ".join(forms).encode("utf-8"), digest_size=6).hexdigest()


def read_names(path: Path) -> dict[str, Spans]:
    """The names of every annotated sentence by its digest."""
    found: dict[str, Spans] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            spans = found[row["sentence"]]
            if row["type"]:
                spans.append((int(row["begin"]), int(row["end"]), row["type"]))
    return found


def labels(size: int, spans: Spans) -> list[str]:
    found = ["O"] * size
    for begin, end, kind in spans:
        found[begin:end] = ["B-" + kind] + ["I-" + kind] * (end - begin - 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=HERE / "treebank_own")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    left = read_names(NAMES)
    total = len(left)
    paths = [path for path in sorted(args.treebanks.glob("*.conllu")) if path.stem != "gsd-test"]
    with args.out.open("w", encoding="utf-8") as file:
        for path in [*paths, *sorted(args.own.glob("*.conllu"))]:
            for sentence in load_treebank(path):
                forms = [token.form for token in sentence.tokens]
                spans = left.pop(digest(forms), None)
                if spans is not None:
                    record = {"tokens": forms, "ner": labels(len(forms), spans), "known": "all", "source": "own"}
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{total - len(left)} of {total} annotated sentences found in the treebanks")


if __name__ == "__main__":
    main()
