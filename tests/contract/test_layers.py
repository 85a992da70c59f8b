"""The architecture holds: rooms apart, no German in Python, public names complete."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import lagebild
from lagebild.build import STAGES
from lagebild.stages import Pipeline

SOURCE = Path(lagebild.__file__).parent


def test_import_linter_contracts_hold():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=SOURCE.parents[1], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_public_names_are_sorted_and_there():
    assert list(lagebild.__all__) == sorted(lagebild.__all__)
    for name in lagebild.__all__:
        assert getattr(lagebild, name) is not None


def test_stages_are_the_agreed_ones():
    Pipeline(STAGES)
    assert [(stage.name, stage.writes) for stage in STAGES] == [
        ("find_sentences", "sentences"),
        ("find_clauses", "clauses"),
        ("find_times", "times"),
        ("find_mentions", "mentions"),
        ("link_mentions", "actors"),
        ("find_statements", "statements"),
        ("find_claims", "claims"),
        ("find_figures", "figures"),
        ("find_ties", "ties"),
    ]


def test_no_german_words_in_python_code():
    """Umlauts between letters betray German words in code; comments and docstrings may quote examples."""
    found = []
    for file in SOURCE.rglob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", file.read_text("utf-8"))
        found += [f"{file.name}: {match[0]}" for match in re.finditer(r"[A-Za-z]*[a-z][äöüß][a-z]+|\b[ÄÖÜäöü][a-z]{2,}", code)]
    assert found == []
