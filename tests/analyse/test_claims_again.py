"""Who did it last time: acts whose actor goes unsaid."""

from __future__ import annotations

import pytest

from lagebild.analyse.claims.again import AGAIN, raised, told_before
from lagebild.analyse.claims.cast import Cast, options_of
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.party_options import reporters
from lagebild.lang.pack import load_pack
from tests.analyse.analysed import analysed

PACK = load_pack("de")


def view_of(text: str) -> tuple[View, list[Draft]]:
    view = View.of(analysed(text), lexicon_of(PACK))
    return view, list(find_drafts(view))


def test_the_actors_of_the_last_act_of_the_type_are_remembered() -> None:
    text = "Frankreich kritisierte die Regierung in Polen scharf. Der Iran lehnte das Angebot ab. Auch Ungarn wurde kritisiert."
    _, drafts = view_of(text)
    *earlier, last = [d for d in drafts if d.type in {"ACCUSE", "REJECT"}]
    assert told_before(last, earlier, [d.parties for d in earlier]) == {"FRA"}
    assert told_before(last, earlier[1:], [d.parties for d in earlier[1:]]) == frozenset()


def test_an_act_in_the_same_sentence_is_not_the_last_one() -> None:
    _, drafts = view_of("Frankreich kritisierte die Regierung in Polen und verurteilte die Angriffe.")
    first, *_, second = [d for d in drafts if d.type == "ACCUSE"]
    assert told_before(second, [first], [first.parties]) == frozenset()


def test_only_who_does_not_stand_in_the_sentence_becomes_likelier() -> None:
    text = "Frankreich kritisierte am Montag die Regierung in Polen. Im Iran wurde das Ergebnis abgelehnt."
    view, drafts = view_of(text)
    draft = next(d for d in drafts if d.type == "REJECT")
    options = options_of(Cast.of(view.doc, drafts), draft)
    shares = [1 / (len(options) + 1)] * (len(options) + 1)
    keys = frozenset({"FRA", "IRN"})
    after = raised(shares, options, keys)
    assert sum(after) == pytest.approx(1.0)
    for option, share in zip(options, after[1:], strict=True):
        expected = AGAIN if option.key in keys and not option.inside else 1.0
        assert share / after[0] == pytest.approx(expected)
    assert {"FRA"} == {o.key for o in options if not o.inside and o.key in keys}
    assert raised(shares, options, frozenset()) == shares


def test_towns_described_make_nobody_present_in_the_sentences_after() -> None:
    view, drafts = view_of("Die Behörden der Stadt schwiegen. Frankreich kritisierte am Dienstag die Regierung in Polen scharf.")
    draft = next(d for d in drafts if d.type == "ACCUSE")

    def outside(cast: Cast) -> set[str]:
        return {o.mention.span.text for o in options_of(cast, draft) if not o.inside}

    assert "der Stadt" in outside(Cast.of(view.doc, drafts))
    assert "der Stadt" not in outside(Cast.of(view.doc, drafts, places={"Stadt"}))


def test_an_outlet_is_a_reporter_unless_somebody_acts_on_it() -> None:
    view, drafts = view_of("Das berichtete die Deutsche Presse-Agentur. Frankreich kritisierte die BBC scharf.")
    reported = reporters(Cast.of(view.doc, drafts), drafts)
    names = {a.name for _, a in Cast.of(view.doc, drafts).ordered if a.id in reported}
    assert "dpa" in names
    assert "BBC" not in names
