"""Fixtures: the smallest thing that has what a test needs. Values are built by hand in make.py; only tests that are about the
whole pipeline load the German model, once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.reading import Reading

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def pack() -> LanguagePack:
    return load_pack("de")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with development data beside the checkout; tests that need it are skipped, visibly, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("development data absent")
    return SHARED


@pytest.fixture(scope="session")
def example_readings() -> tuple[Reading, ...]:
    """The readings of the example corpus, made once."""
    from lagebild.build import find_articles, read_articles  # noqa: PLC0415
    from lagebild.executors import InlineExecutor  # noqa: PLC0415

    results = read_articles(find_articles([ROOT / "examples" / "belarus-china"]), executor=InlineExecutor(), strict=True)
    return tuple(result for result in results if isinstance(result, Reading))
