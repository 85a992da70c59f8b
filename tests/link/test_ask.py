"""`lagebild.who` and `lagebild.link`: the links of the pipeline, asked for one phrase or one text."""

from __future__ import annotations

import pytest

import lagebild
from lagebild.ask import answer_record, link_text, who
from lagebild.build import read_text
from lagebild.errors import ArticleError, InputError
from lagebild.knowledge.overlay import OwnActor, OwnOffice, make_overlay

TEXT = "Der chinesische Verteidigungsminister Li Shangfu ist in Minsk eingetroffen. Die russische Armee schwieg dazu."


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("chinesischer Verteidigungsminister", ["Li Shangfu"]),
        ("belarussischer Verteidigungsminister", ["Viktor Chrenin"]),
        ("Alexander Lukaschenko", ["Alexander Lukaschenko"]),
        ("Kreml", ["Russland"]),
        ("SOZ", ["SCO"]),
        ("belarussischer Tischler", []),
        ("Franz Erfunden", []),
    ],
)
def test_who_says_whom_a_phrase_means(phrase: str, names: list[str]) -> None:
    assert [actor.name for actor in who(phrase, on="2023-08-17").actors] == names


def test_who_gives_office_interval_source_and_reason() -> None:
    (actor,) = who("chinesischer Verteidigungsminister", on="2023-08-17").actors
    (role,) = actor.roles
    assert (role.office, role.country, role.start, role.end) == ("defence_minister", "CHN", "2023-03-12", "2023-10-24")
    assert role.source
    assert actor.source
    assert any("defence_minister of CHN" in reason for reason in actor.reasons)
    assert 0 < actor.score < 1


def test_who_of_a_group_is_the_body_of_the_state() -> None:
    (actor,) = who("die russische Armee", on="2023").actors
    assert (actor.id, actor.country, actor.sector, actor.source) == ("ac-RUS-MIL", "RUS", "MIL", None)


def test_who_in_a_year_with_several_holders_leaves_it_open_and_names_them() -> None:
    answer = who("chinesischer Verteidigungsminister", on="2023")
    assert not any(actor.known for actor in answer.actors)
    assert {"Wei Fenghe", "Li Shangfu", "Dong Jun"} <= {other.name for other in answer.alternatives}
    assert all(other.roles for other in answer.alternatives)


def test_who_of_a_shared_surname_lists_its_bearers_with_scores() -> None:
    answer = who("Li", on="2023-08-17")
    scores = [other.score for other in answer.alternatives]
    assert {"Li Shangfu", "Li Qiang"} <= {other.name for other in answer.alternatives}
    assert scores == sorted(scores, reverse=True)


def test_who_refuses_what_is_no_day() -> None:
    with pytest.raises(InputError, match="2023-02-30"):
        who("Kreml", on="2023-02-30")
    with pytest.raises(InputError, match="empty"):
        who("  ")


def test_link_is_the_linking_of_the_pipeline() -> None:
    linked = {
        (mention.span.begin, mention.span.end, actor.id, actor.score)
        for mention in lagebild.link(TEXT, published="2023-08-17", language="de")
        for actor in mention.actors
    }
    reading = read_text(TEXT, published="2023-08-17", language="de")
    read = {(m.span.begin, m.span.end, actor.id, m.score) for actor in reading.actors for m in actor.mentions}
    assert linked == read
    assert "ac-li-shangfu" in {actor_id for _, _, actor_id, _ in linked}


def test_link_text_is_what_the_package_of_that_name_calls() -> None:
    assert lagebild.link(TEXT, published="2023-08-17", language="de") == link_text(TEXT, published="2023-08-17", language="de")


def test_own_actor_answers_with_its_source_and_ends_an_open_term() -> None:
    office = OwnOffice("defence_minister", "BLR", "2031-02-01", None)
    own = OwnActor("own-p", "person", "Petra Beispiel", None, "BLR", "GOV", (), (office,), (), None, "people.tsv, line 2")
    answer = who("belarussischer Verteidigungsminister", on="2031-06-01", overlay=make_overlay([own]))
    (actor,) = answer.actors
    assert (actor.id, actor.source, actor.roles[0].source) == ("ac-own-p", "people.tsv, line 2", "people.tsv, line 2")
    before = who("belarussischer Verteidigungsminister", on="2031-06-01")
    assert [one.name for one in before.actors] == ["Viktor Chrenin"]
    assert answer_record(answer)["actors"][0]["roles"][0]["from"] == "2031-02-01"


def test_link_takes_a_short_text_for_the_only_language_and_no_long_one() -> None:
    (mention,) = link_text("Minsk schweigt.", published="2023")
    assert [actor.id for actor in mention.actors] == ["ac-BLR"]
    with pytest.raises(ArticleError, match="English"):
        link_text("The president of Belarus has arrived in Beijing for talks with his Chinese counterpart on Wednesday morning.")


@pytest.mark.parametrize(
    ("phrase", "on", "name"),
    [
        ("Papst", "2010-05-10", "Benedikt XVI."),
        ("AfD-Chefin", "2016-02-10", "Frauke Petry"),
        ("Linken-Chef", "2014-02-10", "Bernd Riexinger"),
        ("Front-National-Chefin", "2014-05-10", "Marine Le Pen"),
        ("Präsident der Europäischen Kommission", "1990-05-10", "Jacques Delors"),
        ("Präsidentin des Europäischen Parlaments", "2000-05-10", "Nicole Fontaine"),
        ("Sprecherin des russischen Außenministeriums", "2018-03-20", "Maria Sacharowa"),
        ("Fed-Chefin", "2015-08-10", "Janet Yellen"),
        ("der Oberste Führer des Iran", "2015-03-20", "Ali Chamenei"),
        ("UN-Sondergesandter für Syrien", "2013-05-10", "Lakhdar Brahimi"),
        ("die Kurden", "2019-10-10", "Kurden"),
        ("Merkels Nachfolger", "2022-01-10", "Olaf Scholz"),
        ("der neue britische Premier", "2019-07-24", "Boris Johnson"),
        ("der scheidende US-Präsident", "2021-01-20", "Donald Trump"),
    ],
)
def test_who_by_gender_body_title_sequence_and_what_a_noun_implies(phrase: str, on: str, name: str) -> None:
    assert [actor.name for actor in who(phrase, on=on).actors] == [name]
