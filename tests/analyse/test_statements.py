"""Statements: what is said, who says it, and what a claim inside inherits."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.statements import (
    attribution_of,
    draft_statements,
    find_statements,
    quote_records,
    reporting_source,
    source_of_clause,
    statement_at,
)
from lagebild.lang.pack import load_pack
from lagebild.model.article import Article, Publication
from lagebild.model.layers import Actor, Mention, Sentence, Statement, TimeExpression
from lagebild.model.span import Interval, Span, span_of

PACK = load_pack("de")


def read(text: str, *, names: tuple[str, ...] = (), times: tuple[str, ...] = ()) -> Doc:
    """A Doc with sentences, an actor for every name, and a day for every time expression."""
    doc = load_foundation("de").analyse(text)
    doc._.article = Article("a-test", text, None, "de", Publication(None, None, "unknown", "unknown"))
    sents = [[t for t in sent if not t.is_space] for sent in doc.sents]
    doc._.sentences = tuple(
        Sentence(k, s[0].idx, s[-1].idx + len(s[-1]), "body", s[0].i, s[-1].i + 1) for k, s in enumerate(sents) if s
    )
    doc._.times = tuple(day(text, words) for words in times)
    doc._.mentions = ()
    doc._.actors = tuple(actor(doc, name) for name in names)
    return doc


def day(text: str, words: str) -> TimeExpression:
    begin = text.index(words)
    span = span_of(text, begin, begin + len(words))
    interval = Interval("2024-03-12", "2024-03-12")
    return TimeExpression("t-1", span, 0, "DATE", "2024-03-12", interval, "day", "publication", "test", "by hand")


def actor(doc: Doc, name: str) -> Actor:
    begin = doc.text.index(name)
    span = doc.char_span(begin, begin + len(name))
    sentence = next(s.id for s in doc._.sentences if s.begin <= begin < s.end)
    mention = Mention(span_of(doc.text, begin, begin + len(name)), "name", sentence, span.root.i, "test", 1.0)
    sector = "MED" if name in {"Tass", "CBS"} else "GOV"
    return Actor(f"ac-{name.lower()}", name, "other", None, sector, (mention,))


def statements(text: str, *, names: tuple[str, ...] = (), times: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    doc = read(text, names=names, times=times)
    return find_statements(doc, PACK)


def texts(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans]


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        ("Die Ministerin sagte, dass der Hafen offen bleibt.", "dass der Hafen offen bleibt", "Die Ministerin"),
        ("Der Hafen bleibe offen, teilte die Behörde mit.", "Der Hafen bleibe offen", "die Behörde"),
        ("Wie die Behörde mitteilte, bleibt der Hafen offen.", "bleibt der Hafen offen", "die Behörde"),
        ("Der Hafen bleibt offen, so der Minister.", "Der Hafen bleibt offen", "der Minister"),
        ("Laut dem Ministerium bleibt der Hafen offen.", "bleibt der Hafen offen", "dem Ministerium"),
        ("Nach Angaben der Polizei wurde niemand verletzt.", "wurde niemand verletzt", "Angaben der Polizei"),
        ("Der Hafen bleibt Medienberichten zufolge offen.", "Der Hafen bleibt", "Medienberichten"),
        ("Die Regierung kündigte an, den Hafen zu schließen.", "den Hafen zu schließen", "Die Regierung"),
        ("In dem Bericht hieß es, der Hafen sei offen.", "der Hafen sei offen", "dem Bericht"),
        ("Er kam zu dem Schluss, dass der Hafen offen ist.", "dass der Hafen offen ist", "Er"),
    ],
)
def test_statements_indirect_has_content_and_speaker(text: str, quote: str, speaker: str) -> None:
    found = statements(text)
    assert [(s.type, s.quote[0].text, s.speaker_span and s.speaker_span.text) for s in found] == [("indirect", quote, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "„Wir bleiben hier, bis der Hafen offen ist“, sagte Anna Kern.",
        "»Wir bleiben hier, bis der Hafen offen ist«, sagte Anna Kern.",
        '"Wir bleiben hier, bis der Hafen offen ist", sagte Anna Kern.',
        "“Wir bleiben hier, bis der Hafen offen ist”, sagte Anna Kern.",
        "Anna Kern sagte: „Wir bleiben hier, bis der Hafen offen ist.“",
        "„Wir bleiben hier. Das ist unser Hafen“, sagte Anna Kern.",
    ],
)
def test_statements_direct_with_every_kind_of_mark(text: str) -> None:
    (found,) = statements(text, names=("Anna Kern",))
    assert found.type == "direct"
    assert found.quote == found.direct_parts
    assert [p.name for p in found.speaker] == ["Anna Kern"]


def test_statements_names_in_marks_are_no_statements() -> None:
    assert statements("Die Zeitung „Der Bote“ erschien gestern. Die „Nordstern“ lief aus.") == ()


def test_statements_inserted_cue_leaves_two_stretches() -> None:
    (found,) = statements("Der Hafen, sagte die Ministerin, sei bald wieder offen.")
    assert texts(found.quote) == ["Der Hafen", "sei bald wieder offen"]


def test_statements_quoted_words_are_parts_of_the_indirect_statement() -> None:
    (found,) = statements("Die Ministerin sagte, die Lage im Hafen sei „sehr ernst“.")
    assert texts(found.direct_parts) == ["„sehr ernst“"]


def test_statements_run_of_subjunctive_goes_on_with_the_speaker() -> None:
    text = "Anna Kern sagte, der Hafen sei offen. Die Schiffe könnten einlaufen. Niemand sei verletzt worden. Es regnete."
    first, *run = statements(text, names=("Anna Kern",))
    assert [s.type for s in (first, *run)] == ["indirect", "indirect_free_indirect", "indirect_free_indirect"]
    assert [s.quote[0].text for s in run] == ["Die Schiffe könnten einlaufen", "Niemand sei verletzt worden"]
    assert {(p.name, p.implicit, p.in_sentence) for s in run for p in s.speaker} == {("Anna Kern", True, 0)}


def test_statements_adverb_takes_up_the_source_named_before() -> None:
    text = "Laut Tass ist der Hafen offen. Demnach liegen dort drei Schiffe."
    _, taken_up = statements(text, names=("Tass",))
    assert (taken_up.quote[0].text, [p.name for p in taken_up.speaker]) == ("liegen dort drei Schiffe", ["Tass"])


def test_statements_run_is_one_record() -> None:
    text = "Anna Kern sagte, der Hafen sei offen. Die Schiffe könnten einlaufen. Niemand sei verletzt worden."
    _, run = quote_records(draft_statements(read(text), PACK))
    assert [text[b:e] for b, e in run["quote"]] == ["Die Schiffe könnten einlaufen. Niemand sei verletzt worden."]


def test_statements_run_takes_the_speaker_named_behind_it() -> None:
    text = "Es regnete. Der Hafen sei offen. Die Schiffe seien bereit, berichtete Tass."
    run, last = statements(text, names=("Tass",))
    assert run.quote[0].text == "Der Hafen sei offen"
    assert [p.name for p in run.speaker] == [p.name for p in last.speaker] == ["Tass"]


def test_statements_first_person_is_no_reported_speech() -> None:
    assert statements("Ich habe das Schiff gesehen. Ich gehe morgen zum Hafen.") == ()


def test_statements_condition_is_no_reported_speech() -> None:
    assert statements("Wenn der Hafen offen wäre, würden die Schiffe einlaufen.") == ()


def test_statements_speech_act_with_nominal_content_is_reported() -> None:
    (found,) = statements("Die Opposition forderte den Rücktritt des Ministers.")
    assert (found.type, found.speaker_span and found.speaker_span.text) == ("reported", "Die Opposition")


def test_statements_passed_on_words_are_nested() -> None:
    outer, inner = statements("Laut Tass sagte Petrow, die Truppen blieben im Hafen.", names=("Tass", "Petrow"))
    assert inner.nested_in == outer.id
    assert inner.via is not None
    assert inner.via.name == "Tass"
    assert [p.name for p in inner.speaker] == ["Petrow"]


def test_statements_outlet_that_is_spoken_to_is_the_medium() -> None:
    (found,) = statements("„Wir bleiben noch lange hier“, sagte Kern gegenüber CBS.", names=("Kern", "CBS"))
    assert found.medium is not None
    assert (found.medium.name, found.addressee) == ("CBS", None)


def test_statements_day_of_the_cue_is_when_it_was_said() -> None:
    (found,) = statements("Kern sagte am Dienstag, der Hafen sei offen.", times=("Dienstag",))
    assert found.spoken_on is not None
    assert (found.spoken_on.start, found.spoken_on.basis, found.spoken_on.text) == ("2024-03-12", "stated", "Dienstag")
    (undated,) = statements("Kern sagte, der Hafen sei seit Dienstag offen.", times=("Dienstag",))
    assert undated.spoken_on is None


def test_statements_chain_of_attribution_is_innermost_first() -> None:
    doc = read("Laut Tass sagte Petrow, die Truppen blieben im Hafen.", names=("Tass", "Petrow"))
    doc._.statements = find_statements(doc, PACK)
    stay = next(t.i for t in doc if t.text == "blieben")
    said = next(t.i for t in doc if t.text == "sagte")
    outer, inner = doc._.statements
    assert [p.name for p in attribution_of(doc, stay)] == ["Petrow", "Tass"]
    assert [a.statement_id for a in source_of_clause(doc, stay)] == [inner.id, outer.id]
    assert statement_at(doc, stay) == inner
    assert statement_at(doc, said) == outer


def test_statements_cue_itself_has_no_source() -> None:
    doc = read("Kern sagte, der Hafen sei offen.", names=("Kern",))
    doc._.statements = find_statements(doc, PACK)
    assert reporting_source(doc, 1) is None
    assert reporting_source(doc, 4) is not None


def test_statements_ids_and_order_are_the_same_each_time() -> None:
    text = "Kern sagte, der Hafen sei offen. Das sei gut. „Wir danken allen Helfern“, so Kern."
    assert statements(text, names=("Kern",)) == statements(text, names=("Kern",))


def test_statements_records_hold_offsets_of_every_part() -> None:
    text = "Der Hafen bleibe offen, teilte die Behörde mit."
    (record,) = quote_records(draft_statements(read(text), PACK))
    parts = {part: [text[b:e] for b, e in record[part]] for part in ("quote", "speaker", "cue")}
    assert parts == {"quote": ["Der Hafen bleibe offen"], "speaker": ["die Behörde"], "cue": ["teilte", "mit"]}
    assert record["type"] == "Indirect"


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        ("Dennoch, so Keller, habe der Hafen nichts verdient.", ["Dennoch", "habe der Hafen nichts verdient"], "Keller"),
        ("Der Hafen ist offen, das teilte die Behörde mit.", ["Der Hafen ist offen"], "die Behörde"),
        ("Es gibt Berichte der Polizei, wonach der Hafen offen ist.", ["der Hafen offen ist"], "Berichte der Polizei"),
        ("Die Fischer betonten, wie wichtig der offene Hafen sei.", ["wie wichtig der offene Hafen sei"], "Die Fischer"),
        ("Wie die Sender berichten sind zwei Schiffe ausgelaufen.", ["sind zwei Schiffe ausgelaufen"], "die Sender"),
        ("Dass der Hafen offen bleibt, hofft die Stadt.", ["Dass der Hafen offen bleibt"], "die Stadt"),
        ("Kritiker warfen ihm vor, er wollte den Hafen schließen.", ["er wollte den Hafen schließen"], "Kritiker"),
        ("Aus Sicht der Fischer ist der Hafen zu klein.", ["ist der Hafen zu klein"], "Sicht der Fischer"),
        ("Aus dem Bericht geht hervor, dass der Hafen offen ist.", ["dass der Hafen offen ist"], "dem Bericht"),
        ("Sie wies die Behauptung der Fischer zurück, der Hafen sei leer.", ["der Hafen sei leer"], "der Fischer"),
    ],
)
def test_statements_indirect_forms_with_all_stretches(text: str, quote: list[str], speaker: str) -> None:
    found = statements(text)
    assert [(s.type, texts(s.quote), s.speaker_span and s.speaker_span.text) for s in found] == [("indirect", quote, speaker)]


def test_statements_document_of_the_sentence_before() -> None:
    (found,) = statements("Der Hafen ist offen. Das geht aus einer Meldung der Behörde hervor.")
    assert (found.quote[0].text, found.speaker_span and found.speaker_span.text) == (
        "Der Hafen ist offen. Das",
        "einer Meldung der Behörde",
    )


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Die Behörde geht davon aus, dass der Hafen offen ist.", ["geht davon aus"]),
        ("Es wird befürchtet, dass der Hafen schließt.", ["Es wird befürchtet"]),
        ("Die Ministerin vertrat die Ansicht, dass der Hafen zu klein ist.", ["vertrat die Ansicht"]),
        ("Kern warb mit den Worten: „Der Hafen gehört uns allen.“", ["warb mit den Worten"]),
        ("Die Behörde will bekannt geben, dass der Hafen offen ist.", ["will bekannt geben"]),
    ],
)
def test_statements_cue_has_all_its_words(text: str, cue: list[str]) -> None:
    record = quote_records(draft_statements(read(text), PACK))[0]
    assert [text[b:e] for b, e in record["cue"]] == cue


@pytest.mark.parametrize(
    "text",
    [
        "Nachdem sie den Fehler bemerkt hatten, fuhr das Schiff weiter.",
        "Die Kritik wird ihm laut der Fischer geschadet haben.",
        "Das Schiff, wie der Kutter genannt wird, lief aus.",
    ],
)
def test_statements_word_of_speech_without_speech_around_it(text: str) -> None:
    assert not {s.rule for s in statements(text)} - {"de.source.laut.1"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Er sagte zur Nachrichtenagentur Tass, der Hafen sei offen.", "Er"),
        ("Berlins früherer Bürgermeister Jan Kern sagte, der Hafen sei offen.", "Berlins früherer Bürgermeister Jan Kern"),
        ("„Nordlicht“ erwähnte, dass der Hafen offen sei.", "„Nordlicht“"),
        ("Die Verbände Nordlicht, Südwind und Ostsee sagten, der Hafen sei offen.", "Die Verbände Nordlicht, Südwind und Ostsee"),
        ("Um acht Uhr meldete Tass, Petrow sei im Hafen.", "Tass"),
    ],
)
def test_statements_speaker_begins_and_ends_where_the_phrase_does(text: str, speaker: str) -> None:
    assert {s.speaker_span.text for s in statements(text) if s.speaker_span and s.type == "indirect"} == {speaker}


def test_statements_man_is_no_speaker() -> None:
    (found,) = statements("Man sagte, der Hafen sei offen.")
    assert (found.speaker, found.speaker_span) == ((), None)


def test_statements_subject_goes_on_behind_und() -> None:
    text = "Die Behörde schloss den Hafen und erklärte, die Schiffe seien sicher."
    (found,) = statements(text)
    assert found.speaker_span is not None
    assert found.speaker_span.text == "Die Behörde"


def test_statements_quoted_words_of_another_have_both() -> None:
    text = "Tass zitierte den Minister Petrow mit den Worten: „Wir bleiben im Hafen, bis es hell wird.“"
    (found,) = statements(text, names=("Tass", "Petrow"))
    assert ([p.name for p in found.speaker], found.via and found.via.name) == (["Petrow"], "Tass")
    assert [[text[b:e] for b, e in r["speaker"]] for r in quote_records(draft_statements(read(text), PACK))] == [
        ["den Minister Petrow"],
        ["Tass"],
    ]


def test_statements_run_passes_over_a_subject_that_cannot_speak() -> None:
    text = "Anna Kern sagte, der Hafen sei offen. Der Regen hörte auf. Die Schiffe seien bereit."
    _, run = statements(text, names=("Anna Kern",))
    assert [p.name for p in run.speaker] == ["Anna Kern"]


def test_statements_subjunctive_behind_any_main_clause_is_its_subjects() -> None:
    text = "Anna Kern winkte ab, der Hafen sei nicht offen."
    (found,) = statements(text, names=("Anna Kern",))
    assert (found.type, found.quote[0].text, [p.name for p in found.speaker]) == (
        "indirect",
        "der Hafen sei nicht offen",
        ["Anna Kern"],
    )


def test_statements_single_quoted_word_behind_a_verb_of_naming() -> None:
    (found,) = statements("Anna Kern nannte den Plan „überzogen“.")
    assert (found.type, found.quote[0].text) == ("direct", "„überzogen“")


def test_a_manner_clause_in_the_subjunctive_alone_behind_its_verb_is_read():
    found = statements(
        "Der Minister sagte, er habe das Land an den Weltmarkt geführt. "
        "Die Ministerin lobte an ihm Mut und Anstand, wie man sie heute suche."
    )
    assert "er habe das Land an den Weltmarkt geführt" in [words for s in found for words in texts(s.quote)]
