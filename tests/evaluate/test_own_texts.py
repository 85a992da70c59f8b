"""The format of the project's own annotated texts, and that the shipped ones follow it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "scripts/train_claims/own").glob("*.txt"))


def own_texts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("own_texts", ROOT / "scripts/train_claims/own_texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXTS = own_texts()

GOOD = """## x1 | 2021-06-22
Die EU verhängte am Montag neue Sanktionen gegen Minsk.
= Sanktionen | SANCTION | EU/IGO:EU/IGO > Minsk/BLR/GOV | 2021-06-21 | occurred
Er sprach von Erpressung und nochmals von Erpressung.
=? Erpressung#2 | ACCUSE | Er/BLR/GOV > ^EU/IGO:EU/IGO | - | occurred | Er/BLR/GOV
"""


def test_events_have_the_places_of_their_words(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(GOOD, "utf-8")
    ((doc, events),) = TEXTS.read_articles(path)
    first, second = events
    for event in events:
        place = event["trigger"]
        assert doc["text"][place["begin"] : place["end"]] == place["text"]
    assert [s["text"] for s in doc["sentences"]] == [doc["text"][s["begin"] : s["end"]] for s in doc["sentences"]]
    assert (first["actors"][0]["country"], first["actors"][0]["name"]) == ("IGO", "EU")
    assert first["date"] == {"start": "2021-06-21", "end": "2021-06-21", "text": None}
    assert second["trigger"]["begin"] == doc["text"].rindex("Erpressung")
    assert second["optional"]
    assert (second["recipients"][0]["begin"], second["date"]) == (None, None)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("= Zölle | SANCTION | EU/IGO:EU/IGO > | - | occurred", "no word of the sentence|not a word"),
        ("= Sanktionen | NOTYPE | EU/IGO:EU/IGO > | - | occurred", "no type NOTYPE"),
        ("= Sanktionen | SANCTION | EU/IGO:EU/IGO > | 21.6.2021 | occurred", "no date"),
        ("= Sanktionen | SANCTION | EU/IGO:EU/IGO > | - | maybe", "no status maybe"),
        ("= Sanktionen | SANCTION | EU/Europe/IGO > | - | occurred", "no country Europe"),
        ("= Sanktionen | SANCTION | EU/IGO:EU/IGO | - | occurred", "between actors and recipients"),
    ],
)
def test_a_bad_line_is_named_with_file_line_and_cause(tmp_path: Path, line: str, cause: str) -> None:
    path = tmp_path / "own.txt"
    path.write_text("\n".join([*GOOD.splitlines()[:2], line]), "utf-8")
    with pytest.raises(TEXTS.FormatError, match=cause) as caught:
        list(TEXTS.read_articles(path))
    assert f"{path}:3" in str(caught.value)


def test_an_event_before_any_sentence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("## x | 2020-01-01\n= Sanktionen | SANCTION | > | - | occurred\n", "utf-8")
    with pytest.raises(TEXTS.FormatError, match="before a sentence"):
        list(TEXTS.read_articles(path))


@pytest.mark.parametrize("path", OWN, ids=[path.stem for path in OWN])
def test_the_shipped_texts_follow_the_format(path: Path) -> None:
    names = [doc["doc"] for doc, _ in TEXTS.read_articles(path)]
    assert len(names) > 50
    assert len(set(names)) == len(names)
