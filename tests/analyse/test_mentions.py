from __future__ import annotations

import pytest

from lagebild.model.doc import mentions_of
from tests.analyse.analysed import analysed
from tests.link.tagged import kinds, tagged

SUBJECT = "Minsk/NE/nsubj/2/Case=Nom lehnte/VVFIN/root/0 das/ART/det/4 Angebot/NN/obj/2 ab/PTKVZ/compound:prt/2"
ARRIVAL = "Er/PPER/nsubj/2 traf/VVFIN/root/0 in/APPR/case/4 Minsk/NE/obl/2 ein/PTKVZ/compound:prt/2"


@pytest.mark.parametrize(("sentence", "kind"), [(SUBJECT, "metonym"), (ARRIVAL, "place")])
def test_mentions_capital_is_government_as_subject_and_place_after_preposition(sentence: str, kind: str) -> None:
    assert kinds(tagged(sentence), "Minsk") == {kind}


def test_mentions_description_holds_article_and_adjective() -> None:
    doc = tagged("Der/ART/det/3 belarussische/ADJA/amod/3 Staatschef/NN/nsubj/4 schwieg/VVFIN/root/0")
    assert kinds(doc, "Der belarussische Staatschef") == {"description"}
    assert kinds(doc, "belarussische") == set()


def test_mentions_adjective_without_an_actor_noun_is_its_own_mention() -> None:
    doc = tagged("Die/ART/det/3 russische/ADJA/amod/3 Wirtschaftskrise/NN/nsubj/4 wächst/VVFIN/root/0")
    assert kinds(doc, "russische") == {"adjective"}


def test_mentions_prenominal_genitive_opens_the_description_and_is_a_name() -> None:
    doc = tagged("Chinas/NE/nmod/2/Case=Gen Verteidigungsminister/NN/nsubj/3 schwieg/VVFIN/root/0")
    assert kinds(doc, "Chinas Verteidigungsminister") == {"description"}
    assert kinds(doc, "Chinas") == {"name"}


def test_mentions_compound_with_a_state_and_no_role() -> None:
    assert kinds(tagged("Der/ART/det/2 Ukraine-Krieg/NN/nsubj/3 dauert/VVFIN/root/0"), "Ukraine-Krieg") == {"compound"}


def test_mentions_common_noun_like_a_place_is_none() -> None:
    doc = tagged("Das/ART/det/2 Essen/NN/nsubj/3/Case=Nom war/VAFIN/cop/4 gut/ADJD/root/0")
    assert kinds(doc, "Essen") == set()


def test_mentions_unknown_person_by_given_name() -> None:
    doc = tagged("Renate/NE/nsubj/3 Blaufeld/NE/flat/1 widersprach/VVFIN/root/0", "Blaufeld/NN/nsubj/2 schwieg/VVFIN/root/0")
    assert kinds(doc, "Renate Blaufeld") == {"name"}
    assert kinds(doc, "Blaufeld") == {"name"}


def test_mentions_lie_in_the_text() -> None:
    doc = tagged("Die/ART/det/2 US-Regierung/NN/nsubj/5 und/KON/cc/4 China/NE/conj/2 schwiegen/VVFIN/root/0")
    assert doc._.mentions
    assert all(doc.text[m.span.begin : m.span.end] == m.span.text for m in doc._.mentions)


@pytest.mark.parametrize(
    ("text", "phrase", "is_body"),
    [
        ("Der „Stern“ berichtete über den Fall.", "Stern", True),
        ("Die Polizei zeigte ein Bild des Gesichts.", "Bild", False),
        ("Das Bild ist in allen Städten dasselbe.", "Bild", False),
        ("Der Verband fordert einheitliche Standards im Land.", "Standards", False),
        ("Mehr Bilder zeigt das Museum am Montag.", "Mehr", False),
    ],
)
def test_mentions_word_that_also_names_a_body(text: str, phrase: str, is_body: bool) -> None:
    mentions = [m for m in mentions_of(analysed(text)) if m.span.text == phrase and m.rule == "de.mention.organisation"]
    assert bool(mentions) == is_body


@pytest.mark.parametrize("word", ["Bürgerrechte", "Wahlgangs", "Federkrone", "Kreislaufwirtschaft", "Datenbanken"])
def test_mentions_compound_that_only_ends_like_a_role_is_none(word: str) -> None:
    mentions = mentions_of(analysed(f"Die Regierung sprach über die Zukunft des {word} im Land."))
    assert not [m for m in mentions if word in m.span.text]


@pytest.mark.parametrize(
    ("text", "phrase", "is_mention"),
    [
        ("Der Bund zahlt dem Land 40 Millionen Euro.", "40 Millionen", False),
        ("In der Nacht brannten Hunderte alte Fahrzeuge.", "Hunderte", False),
        ("Am Abend zogen Hunderttausende durch die Stadt.", "Hunderttausende", True),
        ("Er bewarb sich im Mai um das Amt des Kanzlers.", "das Amt", False),
        ("Das Amt wies den Antrag der Firma zurück.", "Das Amt", True),
        ("Die Firma erhob keine Anklage gegen den Mann.", "keine Anklage", False),
        ("Sie ging aus persönlichen Gründen.", "persönlichen Gründen", False),
        ("Der Fonds verlieh zwei Millionen US-Dollar.", "US-Dollar", False),
    ],
)
def test_mentions_words_that_are_no_actor_here(text: str, phrase: str, is_mention: bool) -> None:
    found = {m.span.text for m in mentions_of(analysed(text))}
    assert any(mention.startswith(phrase) for mention in found) == is_mention, found
