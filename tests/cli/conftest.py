"""One store of the example corpus for all command-line tests; tests that write to it take a copy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import Ran, lagebild
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples" / "belarus-china"


@dataclass(frozen=True, slots=True)
class ExampleStore:
    folder: Path
    ran: Ran  # the run that made it


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> ExampleStore:
    """The example corpus, read once by the command. Do not write to it."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    return ExampleStore(folder, lagebild("read", EXAMPLES, "--store", folder))


@pytest.fixture
def own_store(example_store: ExampleStore, tmp_path: Path) -> Path:
    """A copy of the example store that a test may change."""
    folder = tmp_path / "store"
    shutil.copytree(example_store.folder, folder)
    return folder
