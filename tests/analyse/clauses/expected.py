"""Hand-written sentences with the clauses that each must get, and how those are compared with what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc

from lagebild.analyse.body import find_sentences
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.lang.pack import load_pack
from lagebild.model.clauses import Argument, Clause
from lagebild.model.doc import clauses_of
from lagebild.read import RawArticle, make_article

FOLDER = Path(__file__).parent / "sentences"
ROLES = ("subject", "accusative", "dative", "genitive", "agent", "predicate")
FROM_VERB = ("tense", "mood", "voice", "modal", "negated")
EDGES = " ,.;:!?–-„“”»«\"'‚‘"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a file: `id` is "file:number" with numbers from 0."""

    id: str
    phenomenon: str
    number: int
    text: str
    clauses: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One key of one expected clause, and whether it was met."""

    key: str
    wanted: Any
    got: Any

    @property
    def is_met(self) -> bool:
        return bool(self.wanted == self.got)


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """All sentences of the folder, file by file."""
    cases = []
    for path in sorted(folder.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            cases.append(Case(f"{path.stem}:{number}", path.stem, number, entry["text"], tuple(entry["clauses"])))
    return cases


def analysed(text: str) -> Doc:
    """The text with its clause layer."""
    pack = load_pack("de")
    article = make_article(RawArticle(text, "sentence", published="2023-03-02"), language="de")
    doc = load_foundation("de").analyse(article.text, zones=[(zone.begin, zone.end) for zone in article.zones])
    doc._.article = article
    for step in (find_sentences, find_clauses):
        doc._.set(step.writes, step(doc, pack))
    return doc


def check(case: Case) -> list[Check]:
    """What was expected of the sentence and what was found, key by key; a clause that was not found misses all its keys."""
    doc = analysed(case.text)
    found = [clause for clause in clauses_of(doc) if clause.verb is not None]
    found.sort(key=lambda c: c.verb.finite if c.verb is not None and c.verb.finite is not None else c.verb.head if c.verb else 0)
    used: set[int] = set()
    checks: list[Check] = []
    for expected in case.clauses:
        pool = found if expected["verb"] is not None else [c for c in clauses_of(doc) if c.verb is None]
        clause = next((c for c in pool if (c.verb.lemma if c.verb else None) == expected["verb"] and c.index not in used), None)
        if clause is not None:
            used.add(clause.index)
        checks.extend(_checks(doc, expected, clause))
    return checks


def _checks(doc: Doc, expected: dict[str, Any], clause: Clause | None) -> Iterator[Check]:
    lemma = clause.verb.lemma if clause is not None and clause.verb is not None else None
    yield Check("verb", expected["verb"], "not found" if clause is None else lemma)
    for key, wanted in expected.items():
        if key in ("verb", "why"):
            continue
        if clause is None:
            yield Check(key, wanted, "clause not found")
        elif key == "prepositional":
            for preposition, phrase in wanted.items():
                got = [_text(doc, a) for a in clause.arguments if a.role == "prepositional" and a.preposition == preposition]
                yield Check(key, phrase, phrase if phrase in got else got)
        else:
            yield Check(key, wanted, _value(doc, clause, key, wanted))


def _value(doc: Doc, clause: Clause, key: str, wanted: Any) -> Any:
    if key in FROM_VERB:
        return getattr(clause.verb, key, None)
    if key in ROLES:
        texts = [_text(doc, a) for a in clause.arguments if a.role == key]
        return wanted if wanted in texts else (texts[0] if texts else None)
    if key == "antecedent":
        options = [doc[clause.antecedent].text if clause.antecedent is not None else None, _joined(doc, clause.antecedent_tokens)]
        return wanted if wanted in options else options[0]
    if key == "prefield":
        own = [i for i in clause.tokens if clause.fields.prefield[0] <= i < clause.fields.prefield[1]]
        options = [_joined(doc, tuple(own)), _stripped(doc, range(*clause.fields.prefield))]
        return wanted if wanted in options else options[0]
    return getattr(clause, key)


def _text(doc: Doc, argument: Argument) -> str:
    """The argument as it is written; a relative pronoun as its antecedent."""
    if argument.referent is not None:
        owner = next((c for c in clauses_of(doc) if c.antecedent == argument.referent and argument.head in c.tokens), None)
        owner = owner or next((c for c in clauses_of(doc) if c.antecedent == argument.referent), None)
        if owner is not None:
            return _joined(doc, owner.antecedent_tokens)
    return _joined(doc, argument.tokens)


def _joined(doc: Doc, tokens: tuple[int, ...]) -> str:
    return "".join(doc[i].text_with_ws for i in tokens).strip(EDGES)


def _stripped(doc: Doc, tokens: range) -> str:
    return _joined(doc, tuple(tokens))
