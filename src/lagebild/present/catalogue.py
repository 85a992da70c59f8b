"""Texts of the pages and the formatting of days, from the language's catalogue."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from lagebild.lang.pack import LanguagePack
from lagebild.model.picture import Event


class Catalogue:
    """Labels of one interface language; a missing label is shown as its key, never guessed."""

    def __init__(self, pack: LanguagePack) -> None:
        self._data: Mapping[str, Any] = pack.settings("present/ui")
        self.language: str = self._data["language"]

    def text(self, key: str) -> str:
        return self.label("texts", key)

    def label(self, group: str, key: str | None) -> str:
        if key is None:
            return ""
        return str(self._data[group].get(key, key))

    def event_label(self, event: Event) -> str:
        """What happened in a word: the mode where it says more than the type ("Besuch"), else the type."""
        if event.mode in self._data["modes"] and event.type in self._data["types_named_by_mode"]:
            return self.label("modes", event.mode)
        return self.label("types", event.type)

    def days(self, start: str | None, end: str | None) -> str:
        """An interval of inclusive ISO days as people write it, no more exact than it is."""
        if start is None and end is None:
            return self.text("undated")
        if start is None or end is None:
            return f"{self.text('from_day')} {self._day(start)}" if start else f"{self.text('until_day')} {self._day(end or '')}"
        if start == end:
            return self._day(start)
        first, last = _parse(start), _parse(end)
        if first is None or last is None:
            return f"{start} – {end}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
        last_of_month = calendar.monthrange(last.year, last.month)[1]
        if first.day == 1 and last.day == last_of_month:
            if (first.year, first.month) == (last.year, last.month):
                return f"{self._month(first)} {first.year}"
            left = self._month(first) + ("" if first.year == last.year else f" {first.year}")
            return f"{left} – {self._month(last)} {last.year}"
        if first.year == last.year and first.month == last.month:
            return self._form("days_of_month", a=first.day, b=last.day, month=self._month(last), year=last.year)
        if first.year == last.year:
            left, right = self._form("day_of_year", a=first.day, month=self._month(first)), self._day(end)
            return f"{left} – {right}"
        return f"{self._day(start)} – {self._day(end)}"

    def _day(self, iso: str) -> str:
        day = _parse(iso)
        if day is None and (month := _parse(f"{iso}-01")) is not None:
            return f"{self._month(month)} {month.year}"
        return iso if day is None else self._form("day", a=day.day, month=self._month(day), year=day.year)

    def _form(self, name: str, **parts: object) -> str:
        return str(self._data["date_forms"][name]).format(**parts)

    def _month(self, day: date) -> str:
        return str(self._data["months"][day.month - 1])

    def number(self, value: float | None) -> str:
        """A number with the language's decimal mark, thin grouping and words for the large scales."""
        if value is None:
            return ""
        for size, name in self._data["scales"]:
            if abs(value) >= size:
                return f"{self._plain(value / size)}\u202f{name}"
        return self._plain(value)

    def _plain(self, value: float) -> str:
        whole = f"{value:,.2f}".rstrip("0").rstrip(".")
        return whole.replace(",", "\u202f").replace(".", str(self._data["decimal_mark"]))


def _parse(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
