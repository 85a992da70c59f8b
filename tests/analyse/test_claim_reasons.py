"""The reasons of claims: every field has one, and every feature of the shipped weights can be said in words."""

from __future__ import annotations

import json
import re

from lagebild.analyse.claims import find_claims
from lagebild.analyse.claims.choice import Chooser
from lagebild.analyse.claims.wording import feature_words, weighted
from lagebild.lang.pack import LanguagePack
from tests.analyse.analysed import analysed

TEXT = "Laut Staatsmedien wies Warschau die französische Kritik am Mittwoch in Brüssel zurück. Frankreich will Polen besuchen."


def reasons_by_topic(pack: LanguagePack, trigger: str) -> dict[str, list[str]]:
    claim = next(c for c in find_claims(analysed(TEXT, published="2024-03-14"), pack) if c.trigger.text == trigger)
    topics: dict[str, list[str]] = {}
    for why in claim.why:
        topics.setdefault(re.split(r"[ :]", why)[0], []).append(why)
    return topics


def test_reasons_name_word_parties_status_date_place_source_and_acceptance(pack: LanguagePack):
    topics = reasons_by_topic(pack, "wies")
    assert topics["word"][0] == "word: 'wies' is 'zurückweisen', a verb (row de.verb.zurückweisen.1)"
    assert topics["word"][1] == f"word: the row also asks for 'zurück' (at {TEXT.index('zurück')})"
    assert topics["actor"][0].startswith("actor 'Warschau': subject of the verb; the rules name it as actor; share ")
    assert "; next best: " in topics["actor"][0]
    assert topics["date"][0].startswith("date: 'Mittwoch' in its clause; share ")
    assert topics["status"][0].startswith("status occurred: the rules say so; marks of the clause: past tense")
    assert topics["place"] == ["place 'Brüssel': the nearest phrase of place in its clause"]
    assert topics["source"] == ["source 'Staatsmedien': source phrase"]
    assert "accepted from" in topics["claim"][0]


def test_reasons_say_that_a_planned_visit_is_an_agreement(pack: LanguagePack):
    topics = reasons_by_topic(pack, "besuchen")
    assert topics["type"] == ["type: CONSULT that is planned counts as AGREE"]
    assert "modal verb of wanting" in topics["status"][0]


def test_reasons_every_feature_of_the_weights_can_be_said(pack: LanguagePack):
    names = set(json.loads((pack.folder / "claims/acceptance.json").read_text("utf-8"))["weights"])
    for weights in json.loads((pack.folder / "claims/choices.json").read_text("utf-8")).values():
        names |= set(weights)
    said = sum(feature_words(name) is not None for name in names)
    assert said > 0.8 * len(names)


def test_reasons_of_a_choice_leave_out_what_both_options_have():
    model = Chooser({"a": 1.0, "b": 0.5, "c": -1.0})
    assert model.reasons(["a", "b", "c"], against=["a"]) == "b +0.50"
    assert model.reasons(["a"], against=["a"]) == ""


def test_reasons_words_stand_before_the_name_and_weight_of_a_feature():
    assert weighted([("row=1000/1111", 0.82), ("x-y", -0.1)]) == "the row has it as the actor [row=1000/1111] +0.82, x-y -0.10"
