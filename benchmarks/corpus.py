"""Articles for the benchmarks, composed of the repository's own texts; always the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
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


def raw_article(text: str, *, name: str = "benchmark") -> RawArticle:
    """An article as a user would hand it in, with its day and language."""
    return RawArticle(text, name, published=PUBLISHED, language="de", given_id=name)
