"""Every hand-written sentence gets the clauses that it must get."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.analyse.clauses.expected import Case, check, load_cases

KNOWN = Path(__file__).parent / "known_failures.txt"
FAILING = frozenset(line.split("#")[0].strip() for line in KNOWN.read_text("utf-8").splitlines() if line.split("#")[0].strip())
CASES = load_cases()


def _parameter(case: Case) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason="the parser or the rules get it wrong")] if case.id in FAILING else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_sentence_gets_its_clauses(case: Case):
    missed = [c for c in check(case) if not c.is_met]
    assert not missed, "\n".join(f"{c.key}: wanted {c.wanted!r}, got {c.got!r}" for c in missed)


def test_known_failures_name_sentences_that_exist():
    assert {case.id for case in CASES} >= FAILING
