"""Statements in the shape that quotation scorers take."""

from __future__ import annotations

from typing import Any

from lagebild.analyse.statements.compose import Drafted

TYPES = {
    "direct": "Direct",
    "indirect": "Indirect",
    "reported": "Reported",
    "free_indirect": "FreeIndirect",
    "indirect_free_indirect": "IndirectFreeIndirect",
}


def quote_records(drafted: Drafted) -> list[dict[str, Any]]:
    """One record a statement: lists of [begin, end) characters for quote, speaker, cue, addressee and frame, and the type."""
    view = drafted.view

    def spans(found: Any) -> list[list[int]]:
        return [[view.begins[b], view.ends[e - 1]] for b, e in found if e > b]

    records = []
    for draft in drafted.drafts:
        speaks_by_cue = draft.type in {"direct", "indirect"}
        records.append(
            {
                "quote": spans(draft.quote),
                "speaker": spans([draft.speaker] if draft.speaker else []),
                "cue": spans(draft.cue) if speaks_by_cue and draft.via is None else [],
                "addressee": spans([draft.addressee] if draft.addressee else []),
                "frame": spans(draft.frame) if speaks_by_cue else [],
                "type": TYPES[draft.type],
            }
        )
        if draft.via is not None:  # such data count the words once for the speaker and once for who quotes them
            records.append(records[-1] | {"speaker": spans([draft.via]), "cue": spans(draft.cue)})
    return records
