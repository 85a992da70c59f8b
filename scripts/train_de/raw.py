"""Tokenised sentences from folders of plain text, for training without annotation.

Usage: python scripts/train_de/raw.py --out sentences.txt --tokens 12000000 TEXT_OR_FOLDER ...
One sentence a line, tokens set apart by blanks. Texts are taken paragraph by paragraph (one a line) in random order of a fixed
seed; headings, tables and repetitions are left out.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lagebild.analyse.foundation import load_foundation

CHARS = range(60, 2500)
TOKENS = range(4, 70)
MIN_LETTERS = 0.85
ENDS = tuple('.!?“"«')


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of running text in a file, or in every .txt file below a folder."""
    for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
        data = file.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        for line in text.replace("\u00ad", "").splitlines():
            found = " ".join(line.split())
            if len(found) in CHARS and found.endswith(ENDS) and (", " in found or ". " in found) and _is_prose(found):
                yield found


def _is_prose(text: str) -> bool:
    return sum(char.isalpha() or char == " " for char in text) >= MIN_LETTERS * len(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=12_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = list(dict.fromkeys(found for path in args.texts for found in paragraphs(path)))
    random.Random(args.seed).shuffle(texts)
    foundation = load_foundation("de")
    size = 0
    with args.out.open("w", encoding="utf-8") as file:
        for text in texts:
            tokens, starts = foundation.segment(text)
            forms = [text[begin:end] for begin, end in zip(tokens.begins, tokens.ends, strict=True)]
            for begin, end in pairwise([*starts, len(forms)]):
                if end - begin in TOKENS:
                    file.write(" ".join(forms[begin:end]) + "\n")
                    size += end - begin
            if size >= args.tokens:
                break
    print(f"{size} tokens of {len(texts)} paragraphs")


if __name__ == "__main__":
    main()
