from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from lagebild.build import analyse_article
from lagebild.model.doc import actors_of, clauses_of
from lagebild.model.layers import Actor, Mention
from lagebild.read import RawArticle, make_article


@dataclass(frozen=True, slots=True)
class Case:
    phenomenon: str
    published: str
    text: str
    phrase: str
    expected: str
    open: str


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
    return [Case(*line.split("\t")) for line in [line for line in lines if not line.startswith("#")][1:]]


def _params() -> list[object]:
    return [
        pytest.param(case, marks=pytest.mark.xfail(reason=case.open, strict=True) if case.open else (), id=f"{n}-{case.phrase}")
        for n, case in enumerate(_cases())
    ]


def referents(case: Case) -> list[tuple[Actor, Mention]]:
    """The actors of the phrase, each with its mention."""
    doc, _ = analyse_article(make_article(RawArticle(case.text, "test", published=case.published), language="de"), strict=True)
    begin = [m.start() for m in re.finditer(rf"\b{re.escape(case.phrase)}\b", case.text)][-1]
    if case.phenomenon == "zero subject":
        clause = next(c for c in clauses_of(doc) if c.verb is not None and doc[c.verb.head].idx == begin)
        if clause.subject is None:
            return []
        heads = {doc[i].idx for i in clause.subject.conjuncts or (clause.subject.head,)}
        return [(a, m) for a in actors_of(doc) for m in a.mentions if any(m.span.begin <= i < m.span.end for i in heads)]
    end = begin + len(case.phrase)
    return [(a, m) for a in actors_of(doc) for m in a.mentions if (m.span.begin, m.span.end) == (begin, end)]


def fits(actor: Actor, mention: Mention, expected: str) -> bool:
    if expected.startswith("place "):
        return mention.kind == "place" and actor.country == expected.removeprefix("place ")
    if ", " not in expected:
        return actor.id == expected and mention.kind != "place"
    name, country, sector = expected.split(", ")
    return name in {"-", actor.name} and country in {"-", actor.country or "none"} and sector in {"-", actor.sector}


@pytest.mark.parametrize("case", _params())
def test_sentences_refer_to(case: Case) -> None:
    found = referents(case)
    wanted = case.expected.split(" + ")
    assert len({actor.id for actor, _ in found}) == len(wanted), found
    assert all(any(fits(actor, mention, one) for actor, mention in found) for one in wanted), found
