"""Every row of the pack of reported speech fires in its own example."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.statements.compose import draft_statements
from lagebild.analyse.statements.lexicon import lexicon_of
from lagebild.analyse.statements.sight import look_at
from lagebild.analyse.statements.units import units_of
from lagebild.analyse.statements.view import make_view
from lagebild.lang.pack import Row, load_pack
from lagebild.model.layers import Sentence

PACK = load_pack("de")
LEXICON = lexicon_of(PACK)
MIN_VERBS, MIN_NOUNS = 250, 80


def read(text: str) -> Doc:
    doc = load_foundation("de").analyse(text)
    sents = [[t for t in sent if not t.is_space] for sent in doc.sents]
    doc._.sentences = tuple(
        Sentence(k, s[0].idx, s[-1].idx + len(s[-1]), "body", s[0].i, s[-1].i + 1) for k, s in enumerate(sents) if s
    )
    return doc


def cue_rules(text: str) -> set[str]:
    """The rules of all cues in the text, whether or not they open anything."""
    doc = read(text)
    view = make_view(doc, LEXICON)
    sight = look_at(view, LEXICON, 0, len(view.words), units_of(view, 0, len(view.words), LEXICON))
    return {hit.cue.rule for hit in sight.hits if hit is not None} | statement_rules(text)


def statement_rules(text: str) -> set[str]:
    return {draft.rule for draft in draft_statements(read(text), PACK).drafts}


def row_id(row: Row) -> str:
    return next(iter(row.values()))


@pytest.mark.parametrize("row", PACK.table("statements/verbs"), ids=row_id)
def test_statements_pack_verb_is_found_in_its_example(row: Row) -> None:
    assert f"de.cue.{row['lemma']}.1" in cue_rules(row["example"])


@pytest.mark.parametrize(("number", "row"), enumerate(PACK.table("statements/phrases"), start=1), ids=str)
def test_statements_pack_phrase_is_found_in_its_example(number: int, row: Row) -> None:
    assert f"de.phrase.{row['verb']}.{number}" in cue_rules(row["example"])


@pytest.mark.parametrize("row", PACK.table("statements/nouns"), ids=row_id)
def test_statements_pack_noun_is_found_in_its_example(row: Row) -> None:
    rules = statement_rules(row["example"])
    assert rules & {"de.source.nach.1", f"de.source.{row['lemma'].lower()}.1"}


@pytest.mark.parametrize("name", ["prepositions", "adverbs"])
def test_statements_pack_source_words_fire_in_their_examples(name: str) -> None:
    for row in PACK.table(f"statements/{name}"):
        assert f"de.source.{row['word']}.1" in statement_rules(row["example"]), row["word"]


def test_statements_pack_covers_the_vocabulary_of_saying() -> None:
    assert len(LEXICON.verbs) >= MIN_VERBS
    assert len(LEXICON.nouns) >= MIN_NOUNS


def test_statements_pack_rule_ids_are_unique() -> None:
    rules = [cue.rule for cue in LEXICON.verbs.values()]
    rules += [cue.rule for cues in LEXICON.phrases.values() for cue in cues]
    assert len(rules) == len(set(rules))
