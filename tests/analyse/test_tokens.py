"""Tokens and sentences: cases from a table, and what holds for every text."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.analyse.foundation import load_foundation
from lagebild.lang.pack import Row, read_table
from tests.conftest import ROOT

CASES = read_table(Path(__file__).parent / "cases" / "sentences.tsv", pack="tests")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\n")
PIECES = st.lists(
    st.sampled_from(
        [
            *("Regie-\nrung", "EU-\r\nGipfel", "Haupt-\nund", "z. B.", "Dr.", "28.", "Er", "ging.", "Ging", "abDer"),
            *("K.-H.", "III.", "DR.", "a", "1.000", "„", "“", "'", "Hans'", "’", "...", "!?", "-", "–", " ", "\n", "\n\n"),
            *("\u200b", "\u00ad", "\u200f", "שלום", "🙏🏽", "👩‍🚀", "\u0301", "\x00", "\u2028"),
        ]
    ),
    max_size=30,
)  # fmt: skip


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\n", text)


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['phenomenon']}-{row.line}")
def test_sentences_end_at_bars(row: Row) -> None:
    marked = unescaped(row["text"])
    text = marked.replace("|", "")
    tokens, starts = load_foundation("de").segment(text)
    found = [text[tokens.begins[a] : tokens.ends[b - 1]] for a, b in pairwise([*starts, len(tokens.begins)])]
    assert found == [part.strip() for part in marked.split("|") if part.strip()]


def test_sentence_cases_are_many() -> None:
    assert len(CASES) >= 120
    assert len({row["text"] for row in CASES}) == len(CASES)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(PIECES.map("".join), PIECES.map(" ".join), st.text(max_size=60)))
def test_tokens_cover_every_character_that_is_no_blank(text: str) -> None:
    tokens, starts = load_foundation("de").segment(text)
    spans = list(zip(tokens.begins, tokens.ends, strict=True))
    assert all(begin < end for begin, end in spans)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    covered = {at for begin, end in spans for at in range(begin, end)}
    assert all(at in covered or char.isspace() for at, char in enumerate(text))
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if spans else [])
    assert len(tokens.stops) == len(spans)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Regie-\nrung", "Regierung"),
        ("Regie¬\r\n  rung", "Regierung"),
        ("Regie\u00ad\nrung", "Regierung"),
        ("EU-\nGipfel", "EU-Gipfel"),
        ("Tor\u00adwart", "Torwart"),
        ("Haus", "Haus"),
    ],
)
def test_tokens_show_words_without_breaks(text: str, shown: str) -> None:
    doc = load_foundation("de").analyse(text)
    assert [token.text for token in doc] == [text]
    assert (doc[0].norm_ if text != shown else doc[0].text) == shown


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Haupt-\nund Nebenamt", ["Haupt-", "und", "Nebenamt"]),
        ("Darius' Heer", ["Darius", "'", "Heer"]),
        ("'das Haus' brannte", ["'", "das", "Haus", "'", "brannte"]),
        ("BürgerInnen, StVO, MoDem, iPhone, YouTube", ["BürgerInnen", ",", "StVO", ",", "MoDem", ",", "iPhone", ",", "YouTube"]),
        ("Karl III., der Gast", ["Karl", "III.", ",", "der", "Gast"]),
        ("Ende.\u200b Neu", ["Ende", ".\u200b", "Neu"]),
        ("K.-H. Meier", ["K.", "-H.", "Meier"]),
    ],
)
def test_tokens_of_hard_words(text: str, tokens: list[str]) -> None:
    found, _ = load_foundation("de").segment(text)
    assert [text[begin:end] for begin, end in zip(found.begins, found.ends, strict=True)] == tokens


JUNK: dict[str, Callable[[int], str]] = {
    "one sentence": lambda n: ("die regierung der stadt sagte dass am montag " * n)[: 45 * n],
    "one word": lambda n: "Regierung" * (5 * n),
    "capitals": lambda n: "DIE REGIERUNG WARNT. " * (2 * n),
    "broken words": lambda n: "Regie-\nrung " * (4 * n),
    "breaks": lambda n: "ab-\n" * (11 * n),
    "english": lambda n: "the government of the city said that it would not " * n,
    "emoji": lambda n: "👩‍🚀🙏🏽😀" * (8 * n),
    "invisible": lambda n: "\u200b\u00ad" * (22 * n),
    "right to left": lambda n: "שלום עולם " * (4 * n),
    "quotes": lambda n: "„»'\"“ " * (7 * n),
    "apostrophes": lambda n: "Hans' " * (8 * n),
    "camels": lambda n: "abDieWirDas" * (4 * n),
    "full stops": lambda n: "a.B." * (11 * n),
    "digits": lambda n: "1.2,3 " * (8 * n),
    "hyphens": lambda n: "a-" * (22 * n),
}


@pytest.mark.parametrize("make", JUNK.values(), ids=list(JUNK))
def test_tokens_take_linear_time_on_junk(make: Callable[[int], str]) -> None:
    load_foundation("de")

    def seconds(text: str) -> float:
        begun = time.process_time()
        load_foundation("de").segment(text)
        return time.process_time() - begun

    small, large = make(1_000), make(10_000)
    once = max(seconds(small), seconds(small), 0.01)
    assert seconds(large) < 10 * once * 4 + 1  # four times the linear time, for a busy machine


@pytest.mark.parametrize("make", JUNK.values(), ids=list(JUNK))
def test_foundation_annotates_junk(make: Callable[[int], str]) -> None:
    text = make(60)
    doc = load_foundation("de").analyse(text)
    assert doc.text == text
    assert all(token.tag_ and token.dep_ and token.lemma_ for token in doc)


def test_tokens_read_a_megabyte_without_a_full_stop() -> None:
    text = "die regierung der stadt sagte dass am montag der minister kommt " * 16_000
    assert len(text) > 1_000_000
    begun = time.process_time()
    tokens, starts = load_foundation("de").segment(text)
    assert time.process_time() - begun < 30
    assert len(starts) > len(tokens.begins) / 200  # cut into pieces that the parser can hold


ENTRY_POINT = """
import spacy
doc = (nlp := spacy.blank("de")).add_pipe("lagebild_de") and nlp("Er sagte zu.")
print(doc[1].lemma_)
"""


def test_component_is_found_by_its_entry_point(tmp_path: Path) -> None:
    info = tmp_path / "pack-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pack\nVersion: 1\n", "utf-8")
    line = "lagebild_de = lagebild.analyse.foundation.component:make_lagebild_de"
    (info / "entry_points.txt").write_text(f"[spacy_factories]\n{line}\n", "utf-8")
    path = f"{ROOT / 'src'}:{tmp_path}"
    result = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", ENTRY_POINT], capture_output=True, text=True, check=False, env={"PYTHONPATH": path, "PATH": ""}
    )
    assert result.stdout.strip() == "zusagen", result.stderr
