"""Both languages have every text that a template asks for, and the files that the pages load are the ones we ship."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from lagebild.present.texts import LANGUAGES, texts_in
from lagebild.web.assets import assets

WEB = Path(__file__).parents[2] / "src" / "lagebild" / "web"
HTMX_SHA256 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"  # htmx.org 2.0.11 from the npm registry


def keys(pattern: str) -> set[str]:
    return {key for file in (WEB / "templates").glob("*.j2") for key in re.findall(pattern, file.read_text("utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_the_templates_exist(language: str):
    texts = texts_in(language)
    for key in keys(r'\bt\("([a-z_0-9]+)"[,)]'):
        assert texts(key)
    for thing in keys(r't\.count\("([a-z_]+)"'):
        assert texts.count(thing, 1)
    for key in keys(r't\.text\("([a-z_]+)"\)'):
        assert texts.text(key)


@pytest.mark.parametrize("file", ["ui", "web"])
def test_languages_have_the_same_keys(file: str):
    german, english = (texts_in(language) for language in ("de", "en"))
    left, right = (t._web if file == "web" else t._data for t in (german, english))
    assert set(left) == set(right)
    for key in set(left) - {
        "units",
        "tie_kinds",
    }:  # a unit or kind without an English label is shown as it is: its code is English
        if isinstance(left[key], dict):
            assert set(left[key]) == set(right[key]), key


def test_numbers_and_days_are_written_as_the_language_does():
    assert texts_in("en").days("2023-03-01", "2023-03-04") == "1 – 4 March 2023"
    assert texts_in("en").number(3_500_000) == "3.5\u202fmillion"
    assert texts_in("de").count("source", 1) != texts_in("de").count("source", 2)


def test_vendored_script_is_the_published_one():
    assert hashlib.sha256(assets()["htmx.js"].content).hexdigest() == HTMX_SHA256
    assert (WEB / "static" / "vendor" / "LICENSE-htmx").read_text("utf-8").startswith("Zero-Clause BSD")


def test_names_of_assets_hold_their_hash():
    for asset in assets().values():
        assert hashlib.sha256(asset.content).hexdigest()[:16] in asset.url
