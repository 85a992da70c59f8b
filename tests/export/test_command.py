from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lagebild.query
from lagebild.cli.app import app
from lagebild.errors import InputError, LagebildError, NotFoundError
from tests.query.world import make_view

runner = CliRunner()


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lagebild.query, "open_store", lambda *_args, **_options: make_view())


def _run(*arguments: str) -> str:
    result = runner.invoke(app, ["export", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_export_writes_text_to_standard_output_or_a_file(tmp_path: Path) -> None:
    text = _run("plover", "--actor", "Weber", "--until", "2023-05")
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["ev-1"]
    path = tmp_path / "events.jsonl"
    _run("plover", "--actor", "Weber", "--until", "2023-05", "-o", str(path))
    assert path.read_text("utf-8") == text
    assert [one.name for one in tmp_path.iterdir()] == ["events.jsonl"]


def test_export_chooses_tables_and_statuses() -> None:
    lines = [json.loads(line) for line in _run("jsonl", "--table", "events", "--status", "planned").splitlines()]
    assert [(line["record"], line["id"]) for line in lines] == [("events", "ev-2")]
    assert set(json.loads(_run("jsonl", "--table", "events", "--schema"))) == {"events"}


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["parquet"], "name it with -o"),
        (["plover", "--status", "perhaps"], "'perhaps' is no status"),
        (["csv", "--table", "x"], "'x' is no table"),
        (["csv", "--table", "events", "--table", "claims"], "holds one table"),
        (["plover", "--actor", "Belarsu"], "did you mean"),
        (["plover", "--since", "gestern"], "is no day"),
        (["plover", "-o", "/nowhere/x.jsonl"], "cannot be written"),
    ],
)
def test_export_errors_say_the_cause(arguments: list[str], cause: str) -> None:
    with pytest.raises((InputError, NotFoundError, LagebildError), match=cause):
        runner.invoke(app, ["export", *arguments], catch_exceptions=False)


def test_export_leaves_the_old_file_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old", "utf-8")
    monkeypatch.setattr("lagebild.present.export.plover.dumps", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        runner.invoke(app, ["export", "plover", "-o", str(path)], catch_exceptions=False)
    assert path.read_text("utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["events.jsonl"]
