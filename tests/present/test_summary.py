"""What a dossier tells in sentences."""

from __future__ import annotations

from dataclasses import replace

from lagebild.lang.pack import load_pack
from lagebild.model.picture import Event, Party
from lagebild.present.summary import build_summary
from lagebild.present.timeline import Evidence, TimelineEntry

MINSK = Party("ac-BLR", "Belarus", "BLR", "GOV")
BEIJING = Party("ac-CHN", "China", "CHN", "GOV")
SENTENCE = "Minsk gab nach."


def _entry(rule: str, *, origins: int = 1) -> TimelineEntry:
    event = Event("e-1", "CONCEDE", None, None, (MINSK,), (BEIJING,), None, None, "occurred", (), (), ("a-1",), ("a-1",), ())
    evidence = Evidence("a-1", 1, "c-1", "Tagblatt", SENTENCE, "gab", "occurred", None, False, "", rule, ())
    return TimelineEntry(event, None, None, "", "", "", "", "", origins, (evidence,), 2)


def _told(*entries: TimelineEntry) -> int:
    return sum(len(paragraph.sentences) for paragraph in build_summary(entries, (), (), {}, load_pack("de")))


def test_an_act_that_only_the_network_sees_in_one_source_is_not_told() -> None:
    assert _told(_entry("de.verb.nachgeben.1")) == 1
    assert _told(_entry("de.network.CONCEDE")) == 0
    assert _told(_entry("de.network.CONCEDE", origins=2)) == 1


def test_a_row_of_the_lexicon_among_the_evidence_is_enough() -> None:
    entry = _entry("de.network.CONCEDE")
    row = replace(entry.evidence[0], claim_id="c-2", rule="de.verb.nachgeben.1")
    assert _told(replace(entry, evidence=(*entry.evidence, row))) == 1
