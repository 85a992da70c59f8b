from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.build import analyse_article
from lagebild.model.doc import actors_of
from lagebild.model.layers import Actor
from lagebild.read import RawArticle, make_article

Case = tuple[str, str, str, str]


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [(published, text, phrase, expected) for _, published, text, phrase, expected in rows]


def _last_referents(published: str, text: str, phrase: str) -> list[Actor]:
    """The actors that the last mention with exactly this text refers to."""
    doc, _ = analyse_article(make_article(RawArticle(text, "test", published=published), language="de"), strict=True)
    found = [(m.span.begin, actor) for actor in actors_of(doc) for m in actor.mentions if m.span.text == phrase]
    last = max((begin for begin, _ in found), default=-1)
    return [actor for begin, actor in found if begin == last]


def _fits(actor: Actor, expected: str) -> bool:
    name, country, sector = expected.split(", ")
    return name in {"-", actor.name} and country in {"-", actor.country or "none"} and sector in {"-", actor.sector}


@pytest.mark.parametrize(("published", "text", "phrase", "expected"), _cases())
def test_phrases_refer_to(published: str, text: str, phrase: str, expected: str) -> None:
    found = _last_referents(published, text, phrase)
    wanted = expected.split(" + ")
    assert len(found) == len(wanted)
    assert all(any(_fits(actor, one) for actor in found) for one in wanted)


def test_phrases_links_have_scores_and_reasons() -> None:
    published, text, _, _ = _cases()[0]
    doc, _ = analyse_article(make_article(RawArticle(text, "test", published=published), language="de"), strict=True)
    mentions = [m for actor in actors_of(doc) for m in actor.mentions]
    assert mentions
    assert all(0 < m.score <= 1 and m.reasons for m in mentions)
