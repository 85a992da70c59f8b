"""What a command loads before it answers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lagebild.versions import package_version
from tests.cli.command import lagebild
from tests.cli.conftest import ExampleStore

HEAVY = ("spacy", "datasketch", "scipy", "fastapi")
RUN = f"""
import sys
from lagebild.cli import main
try:
    main()
except SystemExit as exc:
    assert not exc.code, exc.code
print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["--help", "events", "statements", "search", "timeline", "compare", "promises", "dyads"])
def test_asking_a_store_loads_no_parser(example_store: ExampleStore, command: str):
    arguments = [command] if command == "--help" else [command, "--store", str(example_store.folder)]
    arguments += ["Abkommen"] if command == "search" else []
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.strip() == ""
    assert ran.stdout


def test_version_is_printed():
    assert lagebild("--version").out.strip() == package_version()


def test_help_begins_with_reading():
    listed = [line.split()[1] for line in lagebild("--help").out.splitlines() if line.startswith("│ ") and line[2].isalpha()]
    assert listed[0] == "read"
