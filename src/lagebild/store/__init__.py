"""The store: the only part that touches disk formats."""

from lagebild.store.rows import JudgementRow, RunRow
from lagebild.store.store import Store

__all__ = ["JudgementRow", "RunRow", "Store"]
