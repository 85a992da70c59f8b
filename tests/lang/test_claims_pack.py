"""The claims tables: unique ids, known types, and every row's example makes the row fire."""

from __future__ import annotations

from collections import Counter

import pytest

from lagebild.analyse.body import find_sentences
from lagebild.analyse.claims.drafts import View, find_drafts
from lagebild.analyse.claims.lexicon import TABLES, Lexicon, lexicon_of, parse_condition
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.statements import find_statements
from lagebild.analyse.times import find_times
from lagebild.lang.pack import LanguagePack
from lagebild.link import link_mentions
from lagebild.model.article import Article, Publication, Zone
from lagebild.stages import Pipeline

MIN_FIRING = 0.98  # the tagger and parser misread some of the short examples
MIN_ROWS = 1200


@pytest.fixture(scope="module")
def lexicon(pack: LanguagePack) -> Lexicon:
    return lexicon_of(pack)


def test_claims_rows_have_unique_ids_and_examples(pack: LanguagePack) -> None:
    rows = [row for table in TABLES.values() for row in pack.table(table)]
    repeated = [rule for rule, count in Counter(row["id"] for row in rows).items() if count > 1]
    assert repeated == []
    assert len(rows) >= MIN_ROWS
    assert all(row["example"].endswith(".") for row in rows)


def test_claims_condition_names_only_known_sorts(lexicon: Lexicon) -> None:
    assert parse_condition("!o:Kritik,court", lexicon.sorts).negative
    with pytest.raises(ValueError, match="no sort"):
        parse_condition("o:courrt", lexicon.sorts)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("Isolationshaft", "Haft"), ("Bombenanschlag", "Bombenanschlag"), ("Gewerkschaft", None), ("Sozialvorsorge", None)],
)
def test_claims_words_that_only_end_alike_are_no_act(lexicon: Lexicon, word: str, lemma: str | None) -> None:
    rules = lexicon.noun_rules(word, word)
    assert (rules[0].lemma if rules else None) == lemma


def test_claims_every_row_fires_on_its_example(pack: LanguagePack) -> None:
    rows = [row for table in TABLES.values() for row in pack.table(table)]
    text, zones = "", []
    for row in rows:
        zones.append((len(text), len(text) + len(row["example"])))
        text += row["example"] + "\n\n"
    doc = load_foundation("de").analyse(text, zones=zones)
    unknown = Publication(None, None, "unknown", "unknown")
    doc._.article = Article("a-x", text, None, "de", unknown, zones=tuple(Zone("body", b, e, "by hand") for b, e in zones))
    Pipeline([find_sentences, find_clauses, find_times, find_mentions, link_mentions, find_statements]).run(
        doc, pack, strict=True
    )
    drafts = find_drafts(View.of(doc, lexicon_of(pack)))
    fired = {(draft.trigger.rule.lemma, draft.trigger.rule.type, draft.sentence.begin) for draft in drafts}
    missing = [row["id"] for row, (begin, _) in zip(rows, zones, strict=True) if (row["lemma"], row["type"], begin) not in fired]
    assert len(missing) <= (1 - MIN_FIRING) * len(rows), missing
