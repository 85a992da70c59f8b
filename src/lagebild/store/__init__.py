"""The store: the only part that touches disk formats."""

from lagebild.store.rows import JudgedActor, JudgementRow, OwnActorRow, RunRow
from lagebild.store.store import Store

__all__ = ["JudgedActor", "JudgementRow", "OwnActorRow", "RunRow", "Store"]
