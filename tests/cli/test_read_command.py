"""`lagebild read`: what goes in, what comes back, what is counted."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Ran, lagebild, spans_in
from tests.cli.conftest import EXAMPLES, ExampleStore

ARTICLES = len(list(EXAMPLES.glob("*.txt"))) + len((EXAMPLES / "articles.jsonl").read_text("utf-8").splitlines())
LAYERS = ("sentences", "actors", "times", "statements", "events", "figures", "ties")
SHORT = "Der Präsident von Belarus ist am Montag nach China gereist. Dort will er mit der Regierung über Handel sprechen."


@pytest.fixture(scope="module")
def printed() -> Ran:
    """The readings of the example corpus, printed."""
    return lagebild("read", "--json", EXAMPLES)


def test_read_counts_articles_and_layers(example_store: ExampleStore):
    assert example_store.ran.code == 0
    assert example_store.ran.errors == []
    assert f"{ARTICLES} read, 0 known already, 0 failed" in example_store.ran.out
    row = next(line for line in example_store.ran.out.splitlines() if "02-staatsbesuch-ag" in line)
    claims, statements, *_ = map(int, row.split()[-4:])
    assert claims > 3
    assert statements > 1


def test_read_twice_knows_every_article_and_changes_no_file(own_store: Path):
    before = {file: file.read_bytes() for file in (own_store / "readings").rglob("*") if file.is_file()}
    ran = lagebild("read", EXAMPLES, "--store", own_store)
    assert f"0 read, {ARTICLES} known already, 0 failed" in ran.out
    assert {file: file.read_bytes() for file in (own_store / "readings").rglob("*") if file.is_file()} == before


def test_read_in_parts_and_merged_once_gives_the_picture_of_one_run(tmp_path: Path):
    files = sorted(EXAMPLES.glob("*.txt"))[:4]
    lagebild("read", *files, "--store", tmp_path / "whole")
    for file in files:
        assert lagebild("read", file, "--store", tmp_path / "parts", "--no-picture").code == 0
    early = lagebild("export", "picture", "--store", tmp_path / "parts")
    assert early.code == 1
    assert "lagebild merge" in early.err
    assert lagebild("merge", "--store", tmp_path / "parts").code == 0
    parts, whole = (lagebild("export", "picture", "--store", tmp_path / name) for name in ("parts", "whole"))
    assert json.loads(parts.out) == json.loads(whole.out)


def test_read_json_prints_one_whole_reading_a_line(printed: Ran):
    records = printed.records
    assert printed.code == 0
    assert len(records) == ARTICLES
    assert len({record["id"] for record in records}) == ARTICLES
    for record in records:
        assert record["failures"] == []
        assert all(isinstance(record[layer], list) for layer in LAYERS)
    for layer in LAYERS:
        assert sum(len(record[layer]) for record in records) > 0


def test_read_json_names_articles_as_the_input_does(printed: Ran):
    given = {record["given_id"] for record in printed.records}
    lines = (EXAMPLES / "articles.jsonl").read_text("utf-8").splitlines()
    assert given == {file.stem for file in EXAMPLES.glob("*.txt")} | {json.loads(line)["id"] for line in lines}


def test_read_json_every_span_quotes_the_text(printed: Ran):
    count = 0
    for record in printed.records:
        for span in spans_in(record):
            assert record["text"][span["begin"] : span["end"]] == span["text"]
            count += 1
    assert count > 50 * ARTICLES


def test_read_json_events_have_a_rule_and_link_back_to_their_statement(printed: Ran):
    for record in printed.records:
        statements = {statement["id"] for statement in record["statements"]}
        events = {event["id"] for event in record["events"]}
        for event in record["events"]:
            assert event["rule"]
            assert 0 <= event["confidence"] <= 1
            assert event["statement"] is None or event["statement"] in statements
            assert event["same_as"] is None or event["same_as"] in events


def test_read_keeps_the_fields_and_the_exact_text_of_json_lines(tmp_path: Path):
    text = "\ufeff \t" + SHORT.replace(". ", ".\r\n\r\n") + " Nu\u0308chtern 🙂 „gesagt“.\u2028\u00a0"
    fields = {"id": "7/ä", "text": text, "title": "Reise", "published": "2023-02-28", "outlet": "Nordblatt"}
    fields |= {"url": "https://example.org/a?b=c&d", "language": "de"}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(fields) + "\n\n", "utf-8")
    (record,) = lagebild("read", "--json", file).records
    meta = record["meta"]
    assert (record["given_id"], record["text"]) == (fields["id"], text)
    assert [meta[key] for key in ("title", "outlet", "url", "language")] == [
        fields[k] for k in ("title", "outlet", "url", "language")
    ]
    assert (meta["publication"]["start"], meta["publication"]["basis"]) == ("2023-02-28", "given")
    assert [span for span in spans_in(record) if text[span["begin"] : span["end"]] != span["text"]] == []


def test_read_with_two_workers_gives_the_same_bytes(tmp_path: Path):
    files = sorted(EXAMPLES.glob("*.txt"))[:3]
    ran = lagebild("read", "--json", "--workers", 2, *files)
    assert (ran.code, len(ran.records)) == (0, len(files))
    assert ran.out == lagebild("read", "--json", *files).out


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "encoding.txt": ("Der Präsident sprach. ".encode() * 5 + b"\xff\xfe\x81\x8d" * 40, "not UTF-8"),
    "numbers.txt": (b"12 34 56 78 --- 90\n" * 30, "no sentences"),
    "french.txt": (
        "Le président de la République s'est rendu lundi à Minsk pour y rencontrer son homologue et signer un accord.".encode(),
        "French",
    ),
    "lines.jsonl": (b'{"id": 1, "text": \n["x"]\n{"id": 2}\n', "line 1"),
}


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, Ran]:
    """Every kind of bad input before and between good articles, read into a store, and the same again."""
    folder = tmp_path_factory.mktemp("bad")
    news = folder / "news"
    news.mkdir()
    for name, (data, _) in BAD.items():
        (news / name).write_bytes(data)
    (news / "a-good.txt").write_text(SHORT, "utf-8")
    (news / "latin.txt").write_bytes(SHORT.replace("Montag", "Dienstag").encode("latin-1"))
    (news / "z-good.txt").write_text(SHORT.replace("Montag", "Freitag"), "utf-8")
    with (news / "large.txt").open("wb") as large:
        line = (SHORT + "\n").encode()
        large.write(line * (50_000_000 // len(line)))
    arguments = ("read", news, folder / "nowhere", "--store", folder / "store")
    return folder, lagebild(*arguments), lagebild(*arguments)


def test_read_bad_input_is_named_and_the_rest_is_read(bad_run: tuple[Path, Ran, Ran]):
    _, ran, _ = bad_run
    assert ran.code == 1
    assert f"3 read, 0 known already, {len(BAD) + 2 + 2} failed" in ran.out  # lines.jsonl has three bad lines


@pytest.mark.parametrize(
    ("name", "cause"), [*((n, c) for n, (_, c) in BAD.items()), ("large.txt", "50 MB"), ("nowhere", "no such file or folder")]
)
def test_read_bad_input_gets_one_line_with_file_and_cause(bad_run: tuple[Path, Ran, Ran], name: str, cause: str):
    _, ran, _ = bad_run
    lines = [line for line in ran.errors if name in line]
    assert len(lines) == (3 if name == "lines.jsonl" else 1)
    assert cause in lines[0]
    assert "Traceback" not in ran.err


def test_read_malformed_json_lines_are_numbered(bad_run: tuple[Path, Ran, Ran]):
    _, ran, _ = bad_run
    assert ["line 1" in line or "line 2" in line or "line 3" in line for line in ran.errors if "lines.jsonl" in line] == [
        True
    ] * 3


def test_read_after_bad_input_everything_good_is_committed(bad_run: tuple[Path, Ran, Ran]):
    _, _, again = bad_run
    assert again.code == 1
    assert "0 read, 3 known already" in again.out


def test_read_language_forces_a_pack(tmp_path: Path):
    file = tmp_path / "french.txt"
    file.write_bytes(BAD["french.txt"][0])
    ran = lagebild("read", "--json", "--language", "de", file)
    assert (ran.code, len(ran.records)) == (0, 1)


def test_read_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "open.txt").write_text(SHORT, "utf-8")
    if os.geteuid() == 0:  # the rights of a folder do not bind the superuser: let the system's refusal come by hand
        listed = Path.iterdir

        def refuse(path: Path) -> Iterator[Path]:
            if path == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        monkeypatch.setattr(Path, "iterdir", refuse)
    else:
        closed.chmod(0)
    ran = lagebild("read", closed, tmp_path / "open.txt", "--store", tmp_path / "store")
    assert ran.code == 1
    assert [line for line in ran.errors if str(closed) in line and "Permission denied" in line] == ran.errors
    assert "1 read, 0 known already, 1 failed" in ran.out
