"""The choices that the coder makes by weights: which words are acts, whose they are, when, and how sure the text is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.analyse.claims.cast import Cast, key_of, options_of
from lagebild.analyse.claims.choice import Chooser, Kept, TwinChooser, chooser, heaviest, names_of
from lagebild.analyse.claims.date_mates import Mates
from lagebild.analyse.claims.date_options import DateOption, choose_date, date_options
from lagebild.analyse.claims.dates import Calendar
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.features import feature_groups
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.party_options import apart, members_of, pick, without
from lagebild.analyse.claims.status_options import statuses_of
from lagebild.analyse.claims.word_features import words_of
from lagebild.analyse.claims.word_network import word_network
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.layers import DateValue
from lagebild.model.replaced import replaced
from tests.analyse.analysed import analysed

PACK = load_pack("de")
FEATURE_NAMES = st.lists(st.sampled_from(["a", "b", "c", "unknown"]), max_size=6)


def view_of(text: str) -> tuple[View, list[Draft]]:
    view = View.of(analysed(text), lexicon_of(PACK))
    return view, list(find_drafts(view))


def draft_of(drafts: list[Draft], type_: str) -> Draft:
    return next(draft for draft in drafts if draft.type == type_)


@given(FEATURE_NAMES)
def test_twins_score_as_either_does(names: list[str]) -> None:
    one, other = Chooser({"a": 0.1, "b": 0.2, "c": -0.3}), Chooser({"b": 1e-9, "c": 700.0})
    assert TwinChooser((one, other)).scores_of([tuple(names)]) == (one.score(names), other.score(names))


@given(st.permutations(["a", "b", "c", "unknown"]), st.integers(0, 4))
def test_groups_of_features_count_as_the_features_do(names: list[str], cut: int) -> None:
    groups = (tuple(names[:cut]), tuple(names[cut:]))
    one, other = Chooser({"a": 0.1, "b": 0.2, "c": -0.3}), Chooser({"b": 1e-9, "c": 700.0})
    twins = TwinChooser((one, other))
    for _ in range(2):  # what is kept is what was found
        assert one.score_of(groups) == one.score(names)
        assert twins.scores_of(groups) == (one.score(names), other.score(names))
        assert one.reasons_of(groups, against=groups[:1]) == one.reasons(names, against=groups[0])


def of_facts(letter: str, number: int) -> tuple[str, ...]:
    return letter, f"{letter}{number}"


def test_groups_named_by_their_facts_count_as_their_names() -> None:
    model = Chooser({"a": 0.1, "a1": 0.2, "b": 0.3, "b2": -0.4})
    by_facts, by_names = [(of_facts, "a", 1), (of_facts, "b", 2)], [("a", "a1"), ("b", "b2")]
    assert [names_of(group) for group in by_facts] == by_names
    assert model.score_of(by_facts) == model.score_of(by_names)
    assert model.reasons_of(by_facts) == model.reasons_of(by_names) == "b +0.30, a1 +0.20"
    assert model.reasons_of(by_facts, against=by_names[1:]) == "a1 +0.20, a +0.10"


def test_the_heaviest_features_are_those_that_sorting_finds() -> None:
    held = [[(-0.5, "a"), (-0.2, "b")], [(-0.5, "a"), (-0.4, "c")], [], [(-0.9, "d"), (-0.4, "e")]]
    assert heaviest(held, 3, without=()) == [(-0.9, "d"), (-0.5, "a"), (-0.4, "c")]
    assert heaviest(held, 2, without={"d", "a"}) == [(-0.4, "c"), (-0.4, "e")]


def test_what_is_kept_of_groups_is_found_once_and_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.analyse.claims.choice.MAX_KNOWN", 2)
    asked: list[tuple[str, ...]] = []

    def find(names: tuple[str, ...]) -> int:
        asked.append(names)
        return len(names)

    kept = Kept(find)
    assert [kept[names] for names in (("a",), ("a",), ("a", "b"))] == [1, 1, 2]
    assert asked == [("a",), ("a", "b")]
    assert kept[()] == 0
    assert len(kept) == 1


@given(st.lists(FEATURE_NAMES, min_size=1, max_size=5))
def test_shares_are_shares(options: list[list[str]]) -> None:
    shares = Chooser({"a": 2.0, "b": -1.5, "c": 700.0}).shares(options)
    assert len(shares) == len(options)
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert sum(shares) == pytest.approx(1.0)


def test_a_feature_counts_once_and_the_heavier_option_wins() -> None:
    model = Chooser({"a": 1.0, "b": 1.5})
    assert model.shares([["a", "a"], ["b"]])[1] > 0.5
    assert model.shares([["unknown"], []]) == [0.5, 0.5]


def test_nothing_to_choose_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to choose"):
        Chooser({}).shares([])


def test_a_damaged_or_partial_file_of_choices_is_named(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "pack.yaml").write_text((PACK.folder / "pack.yaml").read_text("utf-8"), "utf-8")
    pack = LanguagePack("de", tmp_path)
    (tmp_path / "claims/choices.json").write_text("[1]", "utf-8")
    with pytest.raises(PackError, match=r"choices\.json"):
        chooser(pack, "date")
    (tmp_path / "claims/choices.json").write_text(json.dumps({"status": {"a": 1}}), "utf-8")
    with pytest.raises(PackError, match="no choice 'date'"):
        chooser(LanguagePack("de", tmp_path), "date")


def test_dates_on_offer_are_those_of_the_text_publication_and_none() -> None:
    view, drafts = view_of("Am 27. Februar 2023 kritisierte Paris die Regierung in Polen.")
    options = date_options(view.doc, Calendar.of(view.doc), drafts[0], None, Mates())
    days = {None if o.date is None else o.date.start for o in options}
    assert days == {"2023-02-27", "2023-03-02", None}
    assert all(o.date is None or o.date.why for o in options)


def test_the_date_with_the_greatest_share_together_is_chosen() -> None:
    first, second = (DateValue(day, day, "stated", "in its sentence") for day in ("2023-01-01", "2023-01-02"))
    later = DateOption(second, (("b",),))
    options = [DateOption(first, (("a",),)), later, later, DateOption(None, ())]
    chosen = choose_date(options, Chooser({"a": 1.0, "b": 0.5}))
    assert chosen is not None
    assert chosen.start == "2023-01-02"
    assert choose_date([DateOption(None, (("a",),)), DateOption(first, ())], Chooser({"a": 1.0})) is None


def test_parties_on_offer_are_the_actors_of_the_sentence_then_those_before() -> None:
    text = "Der Iran lehnte das Angebot ab. Frankreich kritisierte am Dienstag die Regierung in Polen scharf."
    view, drafts = view_of(text)
    draft = next(d for d in drafts if d.type == "ACCUSE")
    options = options_of(Cast.of(view.doc, drafts), draft)
    assert {o.actor.country for o in options if o.inside} == {"FRA", "POL"}
    assert "IRN" in {o.actor.country for o in options if not o.inside}


def test_nobody_is_chosen_where_nobody_is_likeliest() -> None:
    view, drafts = view_of("Frankreich kritisierte am Dienstag die Regierung in Polen scharf.")
    options = options_of(Cast.of(view.doc, drafts), drafts[0])
    nobody_named = [False] * len(options)
    assert pick(options, [0.8, *[0.2 / len(options)] * len(options)], nobody_named) == []
    assert [i for i, _ in pick(options, [0.1, 0.9, *[0.0] * (len(options) - 1)], nobody_named)] == [0]


def test_whom_the_row_names_joins_the_likeliest_party_sooner() -> None:
    view, drafts = view_of("Frankreich kritisierte am Dienstag die Regierung in Polen scharf.")
    options = options_of(Cast.of(view.doc, drafts), drafts[0])[:2]
    assert [i for i, _ in pick(options, [0.0, 0.8, 0.2], [False, False])] == [0]
    assert [i for i, _ in pick(options, [0.0, 0.85, 0.15], [False, True])] == [0, 1]
    assert [i for i, _ in pick(options, [0.0, 0.6, 0.4], [False, True])] == [1]


def test_actors_without_a_state_count_to_their_sector() -> None:
    assert key_of(None, "ac-x", "REB") == "?REB"
    assert key_of("IGO", "UN", "IGO") == "IGO:UN"
    assert key_of("FRA", "ac-y", "GOV") == "FRA"


def test_a_plain_negation_leaves_no_other_status() -> None:
    _, drafts = view_of("Frankreich kritisierte die Regierung in Polen nicht.")
    assert statuses_of(draft_of(drafts, "ACCUSE")) == ("denied",)
    _, drafts = view_of("Es gab keinen Angriff auf die Stadt.")
    assert statuses_of(draft_of(drafts, "ASSAULT")) == ("denied",)


def test_a_negation_beside_an_event_noun_may_not_touch_it() -> None:
    _, drafts = view_of("Die Angriffe der Rebellen auf Polen brachten nicht die erhoffte Wende.")
    draft = replaced(draft_of(drafts, "ASSAULT"), status="denied")
    assert {"denied", "occurred", "ongoing"} <= set(statuses_of(draft))


def test_an_investigation_may_go_on() -> None:
    _, drafts = view_of("Die Staatsanwaltschaft ermittelt gegen den Minister.")
    assert "ongoing" in statuses_of(draft_of(drafts, "ACCUSE"))


def test_cooperation_stays_what_it_is_unless_it_is_planned() -> None:
    _, drafts = view_of("Der französische Präsident besuchte am Montag Polen.")
    visit = draft_of(drafts, "CONSULT")
    assert "planned" not in statuses_of(visit)
    assert {"occurred", "hypothetical"} <= set(statuses_of(visit))


def test_the_network_judges_every_content_word() -> None:
    view, drafts = view_of("Der französische Präsident besuchte am Montag Polen. Das Wetter war schön.")
    words = list(words_of(view.doc, drafts, feature_groups(drafts), view.linked))
    assert {"besuchte", "Wetter", "schön"} <= {word.token.text for word in words}
    network = word_network(PACK)
    shares = network.shares(words)
    assert shares.shape == (len(words), 17)
    assert np.allclose(shares.sum(1), 1.0, atol=1e-5)
    by_word = {word.token.text: row for word, row in zip(words, shares, strict=True)}
    assert network.types[int(by_word["besuchte"][1:].argmax())] == "CONSULT"
    assert by_word["Wetter"][0] > 0.9
    assert network.shares([]).shape == (0, 17)


def test_an_actor_is_on_the_likelier_side_only_unless_the_act_is_mutual() -> None:
    actors, recipients = apart([0.0, 0.9, 0.1], [0.2, 0.1, 0.7])
    assert recipients[1] == 0.0
    assert actors[2] == 0.0
    assert sum(actors) == pytest.approx(1.0)
    assert apart([0.0, 0.5, 0.5], [0.0, 0.5, 0.5]) == ([0.0, 0.5, 0.5], [0.0, 0.5, 0.5])
    assert apart([0.5, 0.5], [0.5, 0.5])[1] == [1.0, 0.0]


def test_parties_whose_the_other_side_is_are_no_party() -> None:
    view, drafts = view_of("Der Sprecher der kenianischen Regierung wurde in Nairobi verhaftet.")
    (draft,) = [draft for draft in drafts if draft.type == "COERCE"]
    options = options_of(Cast.of(view.doc, drafts), draft)
    inner = members_of(draft, options, draft.parties.said_recipients)
    assert {options[i].mention.span.text for i in inner} == {"der kenianischen Regierung"}
    assert members_of(draft, options, ()) == set()


def test_without_takes_the_shares_of_options_and_not_that_of_nobody() -> None:
    assert without([0.5, 0.25, 0.25], {0}) == [0.5, 0.0, 0.25]
