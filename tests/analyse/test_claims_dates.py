"""Dates of acts: how an expression is tied to a word, what other acts tell of it, and in what manner an act is done."""

from __future__ import annotations

import pytest

from lagebild.analyse.claims.choice import Chooser
from lagebild.analyse.claims.date_mates import Mates, mates_of
from lagebild.analyse.claims.date_options import date_options, lead_of, other_week
from lagebild.analyse.claims.date_traits import attachment, role_of, word_classes
from lagebild.analyse.claims.dates import Calendar
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.mode_options import MODES, mode_features, with_mode
from lagebild.build import read_text
from lagebild.lang.pack import load_pack
from lagebild.model.doc import times_of
from lagebild.model.layers import DateValue
from lagebild.model.replaced import replaced
from tests.analyse.analysed import analysed

PACK = load_pack("de")


def view_of(text: str) -> tuple[View, list[Draft]]:
    view = View.of(analysed(text), lexicon_of(PACK))
    return view, list(find_drafts(view))


def draft_of(drafts: list[Draft], type_: str) -> Draft:
    return next(draft for draft in drafts if draft.type == type_)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Am Montag kritisierte Paris die Regierung in Polen.", "act"),
        ("Paris kritisierte die Regierung in Polen, die am Montag schwieg.", "below/acl"),
        ("Paris erinnerte am Montag daran, dass Rom die Regierung in Polen kritisierte.", "above/ccomp"),
    ],
)
def test_where_an_expression_belongs(text: str, way: str) -> None:
    view, drafts = view_of(text)
    root = Calendar.of(view.doc).root_of(view.doc, times_of(view.doc)[0])
    assert root is not None
    assert attachment(root, draft_of(drafts, "ACCUSE").trigger.token) == way


def test_a_noun_has_a_role_with_preposition_and_determiner() -> None:
    _, drafts = view_of("Wegen der Angriffe der Rebellen auf Polen tagte der Rat.")
    assert role_of(draft_of(drafts, "ASSAULT").trigger.token).endswith("/wegen/der")


def test_words_that_place_an_act_in_time_have_one_class_each() -> None:
    classes = word_classes(PACK)
    assert classes["damals"] == "then"
    assert classes["mehrfach"] == "often"


def test_an_act_without_a_date_is_offered_that_of_an_act_like_it() -> None:
    text = "Am 14. Februar 2023 griffen Rebellen Polen an. Die Lage ist ruhig. Der Angriff der Rebellen auf Polen war kurz."
    view, drafts = view_of(text)
    first, again = (draft for draft in drafts if draft.type == "ASSAULT")
    of_first, of_again = mates_of([first, again])
    assert of_first.date is None  # the other one states no date
    assert of_again.date is not None
    assert of_again.date.start == "2023-02-14"
    assert "mate.gap=2/earlier" in of_again.alike
    options = date_options(view.doc, Calendar.of(view.doc), again, None, of_again)
    alike = next(option for option in options if "from=mate" in option.features)
    assert alike.date is not None
    assert (alike.date.start, alike.date.basis, alike.date.text) == ("2023-02-14", "mention", None)
    assert not any(
        "from=mate" in option.features for option in date_options(view.doc, Calendar.of(view.doc), again, None, Mates())
    )


def test_the_date_of_an_act_of_somebody_else_is_that_of_an_act_like_it_only() -> None:
    text = "Am 14. Februar 2023 griffen Rebellen Polen an. Die Lage ist ruhig. Ungarn griff Rumänien an."
    view, drafts = view_of(text)
    first, other = (draft for draft in drafts if draft.type == "ASSAULT")
    options = date_options(view.doc, Calendar.of(view.doc), other, None, mates_of([first, other])[1])
    alike = next(option for option in options if "from=mate" in option.features)
    assert alike.date is not None
    assert (alike.date.start, alike.date.basis, alike.date.why) == ("2023-02-14", "alike", "date of an act like it")


def test_no_feature_of_an_option_stands_in_two_groups() -> None:
    view, drafts = view_of(
        "Am Montag griffen Rebellen Polen an. Paris verurteilte den Angriff auf Polen und warnte vor einem Krieg."
    )
    mates = mates_of(drafts)
    for draft, mate in zip(drafts, mates, strict=True):
        for option in date_options(view.doc, Calendar.of(view.doc), draft, None, mate):
            assert len(option.features) == len(set(option.features)), draft


def test_the_day_that_the_article_names_first_leads() -> None:
    view, _ = view_of("Am Dienstag kritisierte Paris die Regierung in Polen. Heute schweigt Paris.")
    assert lead_of(view.doc, Calendar.of(view.doc)) == ("0/earlier", "2023-02-28")
    view, _ = view_of("Paris kritisierte die Regierung in Polen.")
    assert lead_of(view.doc, Calendar.of(view.doc)) == ("none", None)


def test_a_weekday_may_lie_on_the_other_side_of_the_publication() -> None:
    view, _ = view_of("Am Dienstag kritisierte Paris die Regierung in Polen.")
    time = times_of(view.doc)[0]
    read = DateValue("2023-02-28", "2023-02-28", "stated", "in its clause")
    other = other_week("2023-03-02", time, read)
    assert other is not None
    assert other.start == other.end == "2023-03-07"
    assert other_week("2023-03-02", time, other) == replaced(
        other, start="2023-02-28", end="2023-02-28", why=f"{other.why}, on the other side of the publication"
    )
    assert other_week(None, time, read) is None
    assert other_week("2023-03-02", time, replaced(read, end="2023-03-01")) is None
    assert other_week("2023-03-02", replaced(time, anchor="none"), read) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Vor der Kaserne ist am Samstag eine Bombe explodiert.", "2023-02-25"),
        ("Am Samstag sollen Rebellen die Kaserne angegriffen haben.", "2023-02-25"),
        ("Am Samstag soll der Mann dem Richter vorgeführt werden.", "2023-03-04"),
        ("Das Treffen ist für Samstag geplant.", "2023-03-04"),
    ],
)
def test_what_is_said_to_have_happened_lies_behind(text: str, day: str) -> None:
    interval = times_of(analysed(text))[0].interval
    assert interval is not None
    assert interval.start == day


def test_the_row_says_the_mode_unless_the_weights_know_better() -> None:
    _, drafts = view_of("Die Polizei verhaftete am Montag den Oppositionsführer.")
    draft = draft_of(drafts, "COERCE")
    assert [mode for mode, _ in mode_features(draft)] == [*MODES["COERCE"], None]
    kept, why = with_mode(draft, Chooser({"same=True": 1.0}))
    assert kept is draft
    assert "the row says so" in why[0]
    changed, why = with_mode(draft, Chooser({"COERCE/deport+always=COERCE": 1.0}))
    assert changed.mode == "deport"
    assert why[0].startswith("mode deport: the row says arrest; share ")
    assert "COERCE/deport+always=COERCE +1.00" in why[0]
    none, why = with_mode(draft, Chooser({"COERCE/None+always=COERCE": 1.0}))
    assert none.mode is None
    assert why[0].startswith("no mode: the row says arrest; share ")


def test_types_without_modes_have_none_to_choose() -> None:
    _, drafts = view_of("Frankreich unterstützte am Montag die Regierung in Polen mit Geld.")
    for draft in drafts:
        if draft.type not in MODES:
            assert with_mode(draft, Chooser({"same=False": 9.0})) == (draft, [])
            break
    else:
        pytest.fail("no act of a type without modes")


UNDATED = (
    "Polens Außenminister Radosław Sikorski traf am Mittwoch in Warschau seinen tschechischen Amtskollegen Jan Lipavský. "
    "Im Frühjahr 2023 war Sikorski nach Prag gereist. Die Opposition in Warschau kritisierte das Treffen scharf."
)


def dates_of(published: str | None) -> dict[str, DateValue | None]:
    return {claim.trigger.text: claim.date for claim in read_text(UNDATED, published=published).claims}


def test_a_weekday_of_an_article_of_unknown_day_leaves_the_act_undated() -> None:
    found = dates_of(None)
    assert found["traf"] is None  # not the only days that the article gives, those of another act
    gone = found["gereist"]
    assert gone is not None
    assert (gone.start, gone.end) == ("2023-03-01", "2023-05-31")


def test_where_the_month_of_publication_is_known_news_are_of_its_days() -> None:
    found = dates_of("2023-08")
    met, blamed = found["traf"], found["kritisierte"]
    assert met is not None
    assert (met.start, met.end, met.basis, met.text) == ("2023-07-26", "2023-08-31", "publication", "Mittwoch")
    assert blamed is not None
    assert (blamed.start, blamed.end, blamed.basis) == ("2023-08-01", "2023-08-31", "publication")
