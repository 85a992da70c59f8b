"""Statements: who said what, to whom, in whose words, and according to whom."""

from __future__ import annotations

from lagebild.analyse.statements.attribution import (
    Attribution,
    attribution_of,
    reporting_source,
    source_of_clause,
    statement_at,
    statements_by_token,
)
from lagebild.analyse.statements.compose import Drafted, draft_statements
from lagebild.analyse.statements.find import find_statements
from lagebild.analyse.statements.records import quote_records

__all__ = [
    "Attribution",
    "Drafted",
    "attribution_of",
    "draft_statements",
    "find_statements",
    "quote_records",
    "reporting_source",
    "source_of_clause",
    "statement_at",
    "statements_by_token",
]
