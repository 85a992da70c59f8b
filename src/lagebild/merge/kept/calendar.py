"""The day up to which articles are known, kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagebild.merge.records import Records
from lagebild.merge.shelf import Shelf
from lagebild.model.article import Publication

ALL = "all"


class Calendar:
    """How many articles have which first day. Days are few, whatever the number of articles."""

    def __init__(self, shelf: Shelf) -> None:
        self._counts: Records[dict[str, int]] = Records(shelf, "calendar.counts", dict[str, int])
        self._starts: Records[str] = Records(shelf, "calendar.starts", str)

    def update(self, publications: Mapping[str, Publication], gone: Iterable[str]) -> str | None:
        """Take over the days of articles; what comes back is the first day of the latest, None if none has one."""
        counts = dict(self._counts.get(ALL, {}))
        for article_id in {*publications, *gone}:
            old = self._starts.get(article_id)
            new = publications[article_id].start if article_id in publications else None
            for start, step in ((old, -1), (new, 1)):
                if start is not None:
                    counts[start] = counts.get(start, 0) + step
            self._starts.put(article_id, new)
        counts = {start: count for start, count in sorted(counts.items()) if count > 0}
        self._counts.put(ALL, counts)
        return max(counts, default=None)
