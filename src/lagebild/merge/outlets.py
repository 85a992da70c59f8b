"""Outlets and agencies by the names under which they stand in articles, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Article
from lagebild.model.ids import slug

SECTION = re.compile(r"\s[-–—|:·]\s|[|/:(,]")  # what separates an outlet from the section of its feed
ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|\.[a-z]{2,10}$")
SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "go", "gov", "gv", "ne", "net", "or", "org"}
)  # "bbc.co.uk" is one site, "co.uk" is none
STATE = "state"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium. `publisher`: outlets of one publisher share their texts; media that speak for one state have that state."""

    id: str | None  # of the table of outlets; None: not in it
    name: str
    kind: str  # agency, state, outlet, unnamed
    publisher: str


@dataclass(frozen=True, slots=True)
class Outlets:
    """The compiled table of outlets, and the descriptions of media without a name."""

    by_form: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]
    by_id: Mapping[str, Outlet]
    descriptions: Mapping[str, re.Pattern[str]]

    def known(self, name: str) -> Outlet | None:
        """The outlet of a name as printed ("SPIEGEL ONLINE - Politik", "www.ntv.de"), None if the table has none."""
        whole = name.strip().casefold()
        first = SECTION.split(whole, maxsplit=1)[0].strip()
        for form in (whole, first):
            found = self.by_form.get(form) or self.by_form.get(ADDRESS.sub("", form)) or self.by_domain.get(_site(form))
            if found is not None:
                return found
        return None

    def of_article(self, article: Article) -> Outlet | None:
        """Whose article it is, by the outlet's name, else by the site; None where it gives neither."""
        if article.outlet:
            return self.named(article.outlet)
        host = urlsplit(article.url).hostname if article.url else None
        if not host:
            return None
        site = _site(host)
        return self.by_domain.get(host) or self.by_domain.get(site) or Outlet(None, site, "outlet", "site:" + site)

    def named(self, name: str) -> Outlet:
        """The outlet of a name as printed; one that the table does not have is its own publisher, whatever the section."""
        found = self.known(name)
        if found is not None:
            return found
        first = SECTION.split(name.strip(), maxsplit=1)[0].strip() or name
        key = ADDRESS.sub("", first.casefold())
        return Outlet(None, first, "outlet", "name:" + (slug(key) or key))

    def of_source(self, name: str, actor_id: str | None, country: str | None) -> Outlet | None:
        """The medium that a statement names as its source, None if it is no medium."""
        found = self.by_id.get(actor_id.removeprefix("ac-")) if actor_id is not None else None
        if found is None:
            found = self.known(name)
        if found is not None:
            return found
        kind = next((kind for kind, pattern in self.descriptions.items() if pattern.search(name)), None)
        if kind is None:
            return None
        return Outlet(None, name, kind, f"{STATE}:{country}" if kind == STATE and country is not None else "")


def _site(host: str) -> str:
    """The registered part of a host name: "news.example.co.uk" -> "example.co.uk"."""
    labels = host.casefold().rstrip(".").split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def outlets_of(pack: LanguagePack) -> Outlets:
    """The outlets that a pack knows."""
    return cast("Outlets", pack.derived("merge.outlets", _compile))


def _compile(pack: LanguagePack) -> Outlets:
    by_form: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    by_id: dict[str, Outlet] = {}
    for row in pack.table("knowledge/outlets", columns=("id", "name", "kind", "publisher", "domains", "forms")):
        outlet = Outlet(row["id"], row["name"], row["kind"], row["publisher"])
        by_id[row["id"]] = outlet
        for form in (row["name"], *row.many("forms")):
            if by_form.setdefault(form.casefold(), outlet) is not outlet:
                raise PackError(pack.language, "knowledge/outlets.tsv", row.line, f"{form!r} is another outlet already")
        for domain in row.many("domains"):
            if by_domain.setdefault(domain, outlet) is not outlet:
                raise PackError(pack.language, "knowledge/outlets.tsv", row.line, f"{domain!r} is another outlet already")
    patterns: dict[str, list[str]] = {}
    for row in pack.table("merge/sources", columns=("kind", "pattern", "example")):
        patterns.setdefault(row["kind"], []).append(row["pattern"])
    descriptions = {kind: re.compile("|".join(parts), re.IGNORECASE) for kind, parts in patterns.items()}
    return Outlets(by_form, by_domain, by_id, descriptions)
