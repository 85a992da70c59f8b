"""Articles for the benchmarks, composed of the repository's own texts; always the same ones."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from lagebild.read import RawArticle

ROOT = Path(__file__).parents[1]
WORDS = 500  # of an article: what a longer agency report has
PUBLISHED = "2024-09-01"


def own_texts() -> Iterator[str]:
    """The texts of the example corpus and of the golden articles, in a fixed order."""
    examples = ROOT / "examples" / "belarus-china"
    yield from (file.read_text("utf-8") for file in sorted(examples.glob("*.txt")))
    yield from (json.loads(line)["text"] for line in (examples / "articles.jsonl").read_text("utf-8").split("\n") if line)
    for file in sorted((ROOT / "tests" / "golden_articles").glob("*/docs/*.json")):
        yield json.loads(file.read_text("utf-8"))["text"]


def composed_texts(*, words: int = WORDS) -> list[str]:
    """Texts of about `words` words: texts one after another until there are enough; what is left over at the end is not used."""
    texts: list[str] = []
    parts: list[str] = []
    for text in own_texts():
        parts.append(text.strip())
        if sum(len(part.split()) for part in parts) >= words:
            texts.append("\n\n".join(parts))
            parts = []
    return texts


def given_texts(folder: Path | None) -> list[str]:
    """The .txt files of a folder, or the composed texts."""
    return composed_texts() if folder is None else [file.read_text("utf-8") for file in sorted(folder.glob("*.txt"))]


def texts_of(files: Sequence[Path]) -> list[str]:
    """The texts of JSON Lines files, or the repository's own."""
    if not files:
        return list(own_texts())
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").split("\n") if line.strip()]


def print_rates(count: int, rates: Sequence[float], *, floor: int | None) -> None:
    """Print the median of tokens a second over several runs.

    Raises:
        SystemExit: if it is below the floor.
    """
    median = statistics.median(rates)
    print(f"{count} texts: {median:,.0f} tokens/s (median of {len(rates)}; {min(rates):,.0f} to {max(rates):,.0f})")
    if floor is not None and median < floor:
        raise SystemExit(f"below {floor:,} tokens/s")


def raw_article(text: str, *, name: str = "benchmark") -> RawArticle:
    """An article as a user would hand it in, with its day and language."""
    return RawArticle(text, name, published=PUBLISHED, language="de", given_id=name)
