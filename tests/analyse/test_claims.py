"""Claims: what happened, who did it to whom, when, and how sure the text is of it."""

from __future__ import annotations

import pytest

from lagebild.analyse.claims import find_claims
from lagebild.analyse.claims.accept import Model
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.status import shifted
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.layers import Claim
from tests.analyse.analysed import analysed

PACK = load_pack("de")


def claims(text: str, *, published: str = "2023-03-02") -> tuple[Claim, ...]:
    return find_claims(analysed(text, published=published), PACK)


def of_type(text: str, kind: str) -> Claim:
    found = [claim for claim in claims(text) if claim.type == kind]
    assert len(found) == 1, [(c.type, c.trigger.text) for c in claims(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Frankreich kritisierte am Dienstag die Regierung in Polen scharf.", "ACCUSE", {"FRA"}, {"POL"}),
        ("Die Türkei wirft Griechenland vor, den Vertrag zu verletzen.", "ACCUSE", {"TUR"}, {"GRC"}),
        ("Der Aktivist wurde in Moskau von der russischen Polizei festgenommen.", "COERCE", {"RUS"}, {"RUS"}),
        ("Russische Truppen griffen am Montag die Ukraine an.", "ASSAULT", {"RUS"}, {"UKR"}),
        ("Deutschland forderte den Iran auf, die Gefangenen freizulassen.", "REQUEST", {"DEU"}, {"IRN"}),
        ("Polen lobte den Plan, kritisierte Ungarn aber scharf.", "ACCUSE", {"POL"}, {"HUN"}),
        ("Olaf Scholz und Emmanuel Macron sind am Dienstag in Wien zusammengetroffen.", "CONSULT", {"DEU", "FRA"}, set()),
    ],
)
def test_claims_parties_by_their_slots(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    claim = of_type(text, kind)
    assert {p.country for p in claim.actors} == actors
    assert {p.country for p in claim.recipients} == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Die Sprecherin sagte am Montag einige Worte.",
        "Das Wetter in Bayern bleibt am Wochenende sonnig und warm.",
        "Die Mannschaft gewann das Spiel mit drei zu null.",
        "Der neue Bahnhof hat zwölf Gleise und viele Läden.",
    ],
)
def test_claims_chatter_gives_none(text: str) -> None:
    assert claims(text) == ()


def test_claims_date_is_the_expression_of_the_clause() -> None:
    claim = of_type("Frankreich kritisierte am 27. Februar 2023 die Regierung in Polen.", "ACCUSE")
    assert claim.date is not None
    assert (claim.date.start, claim.date.end, claim.date.basis) == ("2023-02-27", "2023-02-27", "stated")


def test_claims_of_an_article_without_a_day_get_no_guess() -> None:
    doc_claims = find_claims(analysed("Frankreich kritisierte die Regierung in Polen scharf.", published=""), PACK)
    assert [claim.date for claim in doc_claims] == [None]


def test_claims_negation_is_denied() -> None:
    assert of_type("Frankreich kritisierte die Regierung in Polen nicht.", "ACCUSE").status == "denied"


def test_claims_future_cooperation_is_an_agreement() -> None:
    assert shifted("CONSULT", "visit", "planned") == ("AGREE", None)
    assert shifted("RETREAT", "withdraw", "planned") == ("CONCEDE", None)
    assert shifted("ASSAULT", "aerial", "planned") == ("ASSAULT", "aerial")


def test_claims_are_the_same_every_time() -> None:
    text = "Die Türkei wirft Griechenland vor, den Vertrag zu verletzen. Athen wies die Vorwürfe zurück."
    assert claims(text) == claims(text)


def test_claims_evidence_points_into_the_text() -> None:
    text = "Die Türkei wirft Griechenland vor, den Vertrag zu verletzen. Athen wies die Vorwürfe zurück."
    for claim in claims(text):
        assert text[claim.trigger.begin : claim.trigger.end] == claim.trigger.text
        for party in (*claim.actors, *claim.recipients):
            assert text[party.begin : party.end] == party.text


def test_claims_later_mention_points_to_the_first() -> None:
    text = "Russische Truppen griffen am Montag die Ukraine an. Der Angriff Russlands auf die Ukraine begann in der Nacht."
    found = claims(text)
    assert {claim.same_as for claim in found} <= {None, found[0].id}


def test_claims_model_adds_weights_of_the_features_that_hold() -> None:
    model = Model({"a": 2.0, "b": -4.0}, bias=0.0, threshold=0.5)
    assert model.probability(["a"]) > model.threshold > model.probability(["a", "b"])
    assert model.probability(["unknown"]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("lemma", "rule"),
    [("Bombenanschlag", "de.noun.bombenanschlag.1"), ("Massenproteste", "de.noun.massenprotest.1"), ("Tischbein", None)],
)
def test_claims_compound_counts_by_its_longest_last_part(pack: LanguagePack, lemma: str, rule: str | None) -> None:
    found = lexicon_of(pack).noun_rules(lemma, lemma)
    assert (found[0].id if found else None) == rule


def test_claims_year_inside_a_name_is_no_date() -> None:
    claim = of_type("Frankreich kritisierte am Mittwoch das Manöver „Steinadler 2021“ der Regierung in Polen.", "ACCUSE")
    assert claim.date is not None
    assert claim.date.start == "2023-03-01"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Nordkorea unterliegt seit Jahren strengen Sanktionen.", "SANCTION", None),
        ("Die Armee nutzt das Territorium Syriens als Aufmarschgebiet.", "COOPERATE", None),
        ("Washington warnt, dass Teheran erwägt, Moskau Munition zu liefern.", "AID", "hypothetical"),
    ],
)
def test_claims_row_that_is_sure_needs_no_model(text: str, kind: str, status: str | None) -> None:
    found = [claim for claim in claims(text) if claim.type == kind]
    assert [claim.confidence >= 0.8 for claim in found] == [True]
    assert status is None or found[0].status == status


def test_claims_sure_row_without_the_party_that_it_needs_is_not_sure() -> None:
    assert [claim for claim in claims("Der Hafen unterliegt seit Jahren strengen Sanktionen.") if claim.type == "SANCTION"] == []
