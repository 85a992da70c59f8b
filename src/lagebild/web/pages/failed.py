"""What the page of an error shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failed:
    """An error with its status and the words for people."""

    status: int
    detail: str
