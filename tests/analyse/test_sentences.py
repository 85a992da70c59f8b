from __future__ import annotations

import time
from itertools import pairwise

import pytest

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.sentences import MAX_TOKENS


def split(text: str, zones: list[tuple[int, int]] | None = None) -> list[str]:
    tokens, starts = load_foundation("de").segment(text, zones)
    bounds = [*starts, len(tokens.begins)]
    return [text[tokens.begins[a] : tokens.ends[b - 1]] for a, b in pairwise(bounds)]


# Each line is one text; "|" stands where a new sentence begins.
SENTENCES = """
Der Krieg begann am 24. Februar. |Seither fliehen Menschen.
Auf der 11. Moskauer Konferenz sprach der Minister. |Danach reiste er ab.
Das Schloss stammt aus dem 19. Jahrhundert. |Danach verfiel es.
Am 3. und 4. Mai tagt der Rat. |Im Juni folgt die Wahl.
Die Partei feiert ihren 50. Geburtstag. |Gäste kamen aus aller Welt.
Der Gipfel endet am 28. |Die Gespräche gehen später weiter.
Es war das Jahr 2022. |Danach kam der Winter.
Der Klub steht auf Platz 3. |Der Trainer blieb ruhig.
Im Amt ist Papst Franz II. |Er reist viel.
König Karl XII. führte das Heer. |Sein Bruder blieb.
Im II. Weltkrieg fiel die Stadt. |Sie wurde zerstört.
Der Betrag liegt bei 1.000 Euro. |Das ist wenig.
Die Sitzung beginnt um 20.30 Uhr. |Sie ist offen.
Die Quote sank auf 3,5 Prozent. |Im Mai stieg sie.
J. K. Rowling schrieb das Buch. |Es ist bekannt.
George W. Bush hielt eine Rede. |Der Saal klatschte.
Der Plan B. |Die Alternative
Einige Länder, z. B. Polen und z.B. Ungarn, stimmten zu. |Andere nicht.
Dr. Weber und Prof. Klein warnten. |Niemand hörte zu.
Das steht in Nr. 5 des Heftes. |Es ist alt.
Es kamen Bauern, Händler usw. |Die Stadt war voll.
Die Firma Muster Inc. klagte. |Das Gericht entschied.
Der Kredit beträgt 3 Mrd. Euro. |Er läuft zehn Jahre.
Die Schulden liegen bei 3 Mrd. |Das sagte der Minister.
Der Verein Hilfe e. V. sammelt Geld. |Er sitzt in Ulm.
Der Oberst a. D. sprach lange. |Alle schwiegen.
Um 300 v. Chr. war die Stadt groß. |Dann kam die Flut.
Der ehem. Minister sagte aus. |Er weinte.
„Wir gehen.“ |Das sagte der Präsident.
„Wir gehen“, sagte er. |Dann ging er.
„Was soll das?“, fragte sie. |Niemand antwortete.
„Halt!“ rief der Soldat. |Der Wagen fuhr weiter.
Er sagte: „Das ist das Ende.“ |Danach schwieg er.
"Das ist gut." |Er lachte.
»Komm her«, rief sie. |»Ich warte.« |Er kam.
«Das ist falsch.» |So sprach der Rat.
Sie fragte: »Wer war das?« |Niemand wusste es.
Das Land (rund 9 Mio. Einwohner) liegt am Meer. |Es ist arm.
Er kam spät. |(Das war üblich.) |Alle warteten.
Der Minister zögerte ... |Dann sprach er.
Er wollte … nun ja, gehen. |Er blieb.
Wer zahlt? |Wer hilft? |Niemand!
Mehr dazu auf www.beispiel.de/seite.html. |Lesen lohnt sich.
Das Portal Nachrichten.de berichtet. |Es ist neu.
Das ist super! 👍 |Danke.
Die Regierung will mehr Geld: Das sagte der Sprecher.
Die EU berät. |USA und China nicht.
Der Vertrag (Art. 5 Abs. 2) gilt. |Er läuft aus.
Das ist eine neue Art. |Die alte war besser.
Der Rat tagt Mo. bis Mi. in Genf. |Er berät lange.
Am 5. Jan. beginnt die Messe. |Sie endet am 9. Jan. abends.
Die Zahl der Toten stieg auf 12. |In Kiew gab es Alarm.
Der Zug fährt um 8 Uhr. |12 Menschen warten.
Das war 2020/21. |Nun ist alles anders.
Der Wert stieg um 0,5 Prozent. |Analysten sind froh.
Präsident Xi – so heißt es – kommt. |Er bleibt drei Tage.
Die sog. Waffenruhe hielt. |Sie endet bald.
Er wohnt in der Berliner Str. 12. |Das Haus ist alt.
St. Gallen und St. Petersburg sind Partner. |Das freut alle.
Das Spiel endete 2:1. |Die Fans feierten.
Der Sprecher der US-Regierung, John P. Stone, schwieg. |Er ging.
"""


@pytest.mark.parametrize("line", SENTENCES.strip().split("\n"))
def test_sentences_split_at_bars(line: str) -> None:
    assert split(line.replace("|", "")) == [part.strip() for part in line.split("|")]


def test_sentences_end_at_blank_lines_and_headlines() -> None:
    text = "Gipfel in Minsk beginnt\n\nDer Rat tagt.\nEr berät lange."
    assert split(text) == ["Gipfel in Minsk beginnt", "Der Rat tagt.", "Er berät lange."]


def test_sentences_run_over_the_lines_of_wrapped_text() -> None:
    text = (
        "Der Rat tagt seit Montag in der alten Stadt am\nFluss und berät dort über den Haushalt des\n"
        "kommenden Jahres, wie ein Sprecher der\nVerwaltung am Abend vor der Presse sagte. Die\nSitzung endet bald."
    )
    assert [sentence[:8] for sentence in split(text)] == ["Der Rat ", "Die\nSitz"]


def test_sentences_never_cross_zones() -> None:
    text = "Neue Gespräche Der Rat tagt"
    assert split(text, [(0, 14), (15, len(text))]) == ["Neue Gespräche", "Der Rat tagt"]


def test_sentences_are_cut_at_a_comma_when_endless() -> None:
    text = ", ".join(["eins zwei drei vier"] * 60)
    parts = split(text)
    assert all(part.endswith(",") for part in parts[:-1])
    tokens, starts = load_foundation("de").segment(text)
    bounds = [*starts, len(tokens.begins)]
    assert max(b - a for a, b in pairwise(bounds)) <= MAX_TOKENS


def test_sentences_of_a_long_run_of_closing_marks_take_bounded_time() -> None:
    text = "Er kam. " + "😀 " * 20_000
    begun = time.process_time()
    load_foundation("de").segment(text)
    assert time.process_time() - begun < 10  # 0.3 s; minutes where each mark looks for the full stop again
