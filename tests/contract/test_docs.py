"""The documentation is built as it will be read: every page in the contents, every link and every name of the reference found."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr[-2000:]
    return folder


def test_every_page_is_in_the_contents():
    listed = set(re.findall(r"[\w-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} == listed


def test_reference_shows_the_public_functions(site: Path):
    page = (site / "reference.html").read_text("utf-8")
    for name in ("lagebild.build.read_text", "lagebild.query.open_store", "lagebild.present.render.render_dossier"):
        assert f'id="{name}"' in page


def test_pages_load_nothing_from_elsewhere(site: Path):
    for path in site.rglob("*.html"):
        loaded = re.findall(r"""<(?:script|link|img)[^>]+(?:src|href)=["'](?:https?:)?//[^"']+""", path.read_text("utf-8"))
        assert not loaded, path.name


def test_settings_are_yaml_with_strict_building():
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert settings["strict"] is True
