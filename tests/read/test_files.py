from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lagebild.errors import ArticleError
from lagebild.read import RawArticle, make_article, read_raw

GERMAN = "Die Regierung in Minsk hat am Montag angekündigt, dass der Präsident im Herbst nach Peking reisen wird.\n"


def errors(path: Path) -> list[str]:
    return [str(found) for found in read_raw([path]) if isinstance(found, ArticleError)]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 40, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_files_that_hold_no_text_are_named_with_their_cause(tmp_path: Path, data: bytes, cause: str):
    file = tmp_path / "article.txt"
    file.write_bytes(data)
    (message,) = errors(file)
    assert str(file) in message
    assert cause in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_files_in_other_encodings_give_the_same_text(tmp_path: Path, encoding: str):
    text = GERMAN * 8
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode(encoding))
    (raw,) = read_raw([file])
    assert isinstance(raw, RawArticle)
    assert raw.text == text


def test_files_keep_line_ends_and_blanks_as_given(tmp_path: Path):
    file = tmp_path / "article.txt"
    file.write_bytes(b" Eins.\r\n\r\n  Zwei.\t\n")
    (raw,) = read_raw([file])
    assert isinstance(raw, RawArticle)
    assert raw.text == " Eins.\r\n\r\n  Zwei.\t\n"


def test_files_of_fifty_megabytes_are_refused(tmp_path: Path):
    file = tmp_path / "huge.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    (message,) = errors(file)
    assert "too large" in message


def test_a_missing_file_is_one_error_and_the_rest_goes_on(tmp_path: Path):
    good = tmp_path / "good.txt"
    good.write_text(GERMAN, "utf-8")
    found = list(read_raw([tmp_path / "missing.txt", good]))
    assert isinstance(found[0], ArticleError)
    assert isinstance(found[1], RawArticle)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_an_unreadable_folder_is_one_error(tmp_path: Path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    (message,) = errors(folder)
    assert "cannot be read" in message


def test_json_lines_errors_name_file_and_line(tmp_path: Path):
    file = tmp_path / "articles.jsonl"
    good = json.dumps({"id": 7, "text": GERMAN, "title": "Reise", "published": "2023-08-17T10:00:00Z", "outlet": "Nordblatt"})
    lines = [
        good,
        "{not json",
        "[1]",
        json.dumps({"title": "x"}),
        json.dumps({"text": 5}),
        json.dumps({"text": GERMAN, "published": "gestern"}),
    ]
    file.write_text("\n".join(lines), "utf-8")
    found = list(read_raw([file]))
    assert isinstance(found[0], RawArticle)
    assert found[0].given_id == "7"
    messages = [str(error) for error in found[1:]]
    assert [f"{file}, line {n}" in message for n, message in enumerate(messages, start=2)] == [True] * 5
    for message, cause in zip(
        messages, ("malformed JSON", "not a JSON object", "no text", "'text' is not a string", "no ISO date"), strict=True
    ):
        assert cause in message


def test_another_language_is_skipped_with_its_name():
    text = "Le président de la République a reçu mardi à Paris le ministre des affaires étrangères de Pologne pour un entretien."
    with pytest.raises(ArticleError, match="French"):
        make_article(RawArticle(text, "article.txt"))
    assert make_article(RawArticle(text, "article.txt"), language="de").language == "de"


@pytest.mark.parametrize("text", ["1234 5678 90", "!!! ??? ...", "🙂🙂🙂"])
def test_text_without_words_has_no_sentences(text: str):
    with pytest.raises(ArticleError, match="no sentences"):
        make_article(RawArticle(text, "article.txt"), language="de")


def test_the_same_content_has_the_same_id():
    first, second = (make_article(RawArticle(GERMAN, source), language="de") for source in ("a.txt", "b.txt"))
    other = make_article(RawArticle(GERMAN, "a.txt", outlet="Nordblatt"), language="de")
    assert first.id == second.id != other.id
