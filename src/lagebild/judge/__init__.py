"""Judgements of people: on claims, on pairs of claims, on single fields, and on what a mention refers to.

They are appended for ever, with who judged, when and why; the latest on a target is in force and wins over the machine at every
rebuild. After a call of these functions the picture is rebuilt with `lagebild.build.build_picture`.
"""

from lagebild.judge.applying import apply_judgements, judged_pairs, judged_readings
from lagebild.judge.claims import correct_claim, judge_claim, judge_pair, undo_judgement
from lagebild.judge.links import judge_link, undo_link
from lagebild.judge.listing import ListedJudgement, list_judgements

__all__ = [
    "ListedJudgement",
    "apply_judgements",
    "correct_claim",
    "judge_claim",
    "judge_link",
    "judge_pair",
    "judged_pairs",
    "judged_readings",
    "list_judgements",
    "undo_judgement",
    "undo_link",
]
