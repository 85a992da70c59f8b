from __future__ import annotations

import pytest

from lagebild.analyse.participants import participants_at, participants_in
from tests.link.tagged import tagged, who

MINISTER = "Chinas/NE/nmod/2/Case=Gen Verteidigungsminister/NN/nsubj/4/Case=Nom|Number=Sing Li/NE/flat/2 schwieg/VVFIN/root/0"


def test_link_description_is_the_holder_of_the_office_on_the_day() -> None:
    sentence = "Der/ART/det/3/Case=Nom chinesische/ADJA/amod/3 Verteidigungsminister/NN/nsubj/4/Number=Sing schwieg/VVFIN/root/0"
    assert [a.id for a in who(tagged(sentence), "Der chinesische Verteidigungsminister")] == ["ac-li-shangfu"]
    later = who(tagged(sentence, published="2009-05-05"), "Der chinesische Verteidigungsminister")
    assert [a.id for a in later] != ["ac-li-shangfu"]


def test_link_without_a_date_names_no_office_holder() -> None:
    sentence = "Der/ART/det/3/Case=Nom chinesische/ADJA/amod/3 Verteidigungsminister/NN/nsubj/4/Number=Sing schwieg/VVFIN/root/0"
    (actor,) = who(tagged(sentence, published=None), "Der chinesische Verteidigungsminister")
    assert (actor.known, actor.country, actor.sector) == (False, "CHN", "GOV")


def test_link_surname_by_the_office_beside_it() -> None:
    (actor,) = who(tagged(MINISTER), "Li")
    assert actor.name == "Li Shangfu"
    assert any(role.office == "defence_minister" and role.start == "2023-03-12" for role in actor.roles)


def test_link_surname_by_the_full_name_in_the_article() -> None:
    full = "Li/NE/nsubj/3 Keqiang/NE/flat/1 kam/VVFIN/root/0"
    assert [a.name for a in who(tagged("Li/NE/nsubj/2 kam/VVFIN/root/0", full), "Li")] == ["Li Keqiang"]


def test_link_genitive_of_a_surname() -> None:
    doc = tagged("Lukaschenkos/NE/nmod/2/Case=Gen Reise/NN/nsubj/3 endete/VVFIN/root/0")
    assert [(a.id, a.country) for a in who(doc, "Lukaschenkos")] == [("ac-alexander-lukaschenko", "BLR")]


@pytest.mark.parametrize(
    ("sentence", "phrase", "country", "sector"),
    [
        ("Russische/ADJA/amod/2 Truppen/NN/nsubj/3/Number=Plur rückten/VVFIN/root/0", "Russische Truppen", "RUS", "MIL"),
        ("Die/ART/det/2 US-Regierung/NN/nsubj/3/Number=Sing schwieg/VVFIN/root/0", "Die US-Regierung", "USA", "GOV"),
        (
            "Die/ART/det/3 Berliner/ADJA/amod/3 Polizei/NN/nsubj/4/Number=Sing schwieg/VVFIN/root/0",
            "Die Berliner Polizei",
            "DEU",
            "COP",
        ),
        ("Peking/NE/nsubj/2/Case=Nom schwieg/VVFIN/root/0", "Peking", "CHN", "GOV"),
    ],
)
def test_link_country_and_sector(sentence: str, phrase: str, country: str, sector: str) -> None:
    (actor,) = who(tagged(sentence), phrase)
    assert (actor.country, actor.sector) == (country, sector)


def test_link_unknown_person_takes_country_and_sector_from_the_apposition() -> None:
    doc = tagged(
        "Der/ART/det/3/Case=Nom ukrainische/ADJA/amod/3 Innenminister/NN/nsubj/6/Number=Sing "
        "Petro/NE/appos/3 Wymysl/NE/flat/4 kam/VVFIN/root/0"
    )
    (actor,) = who(doc, "Petro Wymysl")
    assert (actor.known, actor.country, actor.sector, actor.kind) == (False, "UKR", "GOV", "person")
    assert who(doc, "Der ukrainische Innenminister") == [actor]


def test_link_ally_of_a_ruler_is_not_of_the_rulers_state() -> None:
    doc = tagged("Der/ART/det/2 Putin-Verbündete/NN/nsubj/4/Number=Sing Lukaschenko/NE/flat/2 kam/VVFIN/root/0")
    assert [a.country for a in who(doc, "Lukaschenko")] == ["BLR"]


def test_link_pronoun_agrees_with_the_subject_before() -> None:
    doc = tagged(
        "Wladimir/NE/nsubj/3 Putin/NE/flat/1 traf/VVFIN/root/0 Angela/NE/obj/3 Merkel/NE/flat/4",
        "Sie/PPER/nsubj/2 schwieg/VVFIN/root/0/Number=Sing|VerbForm=Fin",
    )
    assert [a.name for a in who(doc, "Sie")] == ["Angela Merkel"]


def test_link_both_presidents_are_two_actors() -> None:
    doc = tagged(
        "Wladimir/NE/nsubj/3 Putin/NE/flat/1 traf/VVFIN/root/0 Alexander/NE/obj/3 Lukaschenko/NE/flat/4",
        "Die/ART/det/3 beiden/ADJA/amod/3 Präsidenten/NN/nsubj/4/Number=Plur schwiegen/VVFIN/root/0",
    )
    assert {a.name for a in who(doc, "Die beiden Präsidenten")} == {"Wladimir Putin", "Alexander Lukaschenko"}


def test_link_every_mention_says_why() -> None:
    doc = tagged(MINISTER)
    assert all(m.reasons and 0 < m.score <= 1 for a in doc._.actors for m in a.mentions)


def test_participants_at_names_the_person_beside_the_description() -> None:
    doc = tagged(MINISTER)
    (found,) = participants_at(doc, 1, why="subject", sentence=0)
    assert (found.text, found.name, found.country, found.implicit) == ("Li", "Li Shangfu", "CHN", False)


def test_participants_at_follows_coordination_and_owners() -> None:
    doc = tagged("China/NE/nsubj/4 und/KON/cc/3 Belarus/NE/conj/1 schwiegen/VVFIN/root/0")
    assert [p.country for p in participants_at(doc, 0, why="subject", sentence=0)] == ["CHN", "BLR"]
    doc = tagged("Chinas/NE/nmod/2/Case=Gen Angebot/NN/nsubj/3 liegt/VVFIN/root/0 vor/PTKVZ/compound:prt/3")
    assert [p.text for p in participants_at(doc, 1, why="subject", sentence=0)] == ["Chinas"]


def test_participants_in_takes_the_widest_mentions_once() -> None:
    doc = tagged("China/NE/nsubj/4 und/KON/cc/3 Belarus/NE/conj/1 schwiegen/VVFIN/root/0")
    assert [p.name for p in participants_in(doc, 0, 4, why="named", sentence=0)] == ["China", "Belarus"]


def test_link_near_spelling_of_a_given_name() -> None:
    doc = tagged("Wladimyr/NE/nsubj/3 Putin/NE/flat/1 schwieg/VVFIN/root/0")
    assert [a.id for a in who(doc, "Wladimyr Putin")] == ["ac-wladimir-putin"]


def test_link_phrase_of_no_single_state_has_no_country() -> None:
    doc = tagged(
        "Westliche/ADJA/amod/2/Number=Plur Diplomaten/NN/nsubj/3/Number=Plur verließen/VVFIN/root/0 Russland/NE/obj/3",
    )
    assert [a.country for a in who(doc, "Westliche Diplomaten")] == [None]


def test_link_bloc_belongs_to_no_state() -> None:
    (actor,) = who(tagged("Der/ART/det/2 Westen/NN/nsubj/3 zögert/VVFIN/root/0"), "Westen")
    assert (actor.country, actor.sector, actor.kind) == (None, "GOV", "other")


def test_link_possessive_says_whose_troops() -> None:
    doc = tagged("Putin/NE/nsubj/2 zog/VVFIN/root/0 seine/PPOSAT/det/4 Truppen/NN/obj/2/Number=Plur ab/PTKVZ/compound:prt/2")
    assert [(a.country, a.sector) for a in who(doc, "seine Truppen")] == [("RUS", "MIL")]


def test_link_common_name_is_the_body_of_the_named_state() -> None:
    doc = tagged("Die/ART/det/3 italienischen/ADJA/amod/3 Sozialdemokraten/NN/nsubj/4/Number=Plur schwiegen/VVFIN/root/0")
    assert [(a.country, a.sector) for a in who(doc, "Sozialdemokraten")] == [("ITA", "PTY")]


def test_link_definite_minister_takes_up_the_minister_before() -> None:
    doc = tagged(
        "Li/NE/nsubj/3 Shangfu/NE/flat/1 reist/VVFIN/root/0",
        "Der/ART/det/2/Case=Nom|Number=Sing Minister/NN/nsubj/3/Number=Sing schwieg/VVFIN/root/0",
    )
    assert [a.id for a in who(doc, "Der Minister")] == ["ac-li-shangfu"]


def test_link_same_text_same_actors() -> None:
    assert tagged(MINISTER)._.actors == tagged(MINISTER)._.actors
