"""No page has an accessibility issue that axe calls serious or critical, in light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from lagebild.model.reading import Reading

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

PAGES = ("/", "/events", "/stories", "/actors", "/actors/ac-CHN", "/articles", "/pairs/ac-BLR/ac-CHN", "/search?q=Minsk",
         "/network", "/map", "/promises", "/judge", "/judge/pairs", "/judge/links", "/login", "/help", "/api")  # fmt: skip
GRAVE = frozenset({"serious", "critical"})


def grave_issues(page: Any) -> list[str]:
    """What axe finds, with the places in the page."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:120] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_grave_issue(browser: Any, address: str, client: TestClient, readings: tuple[Reading, ...], scheme: str):
    event = client.get("/api/v1/events").json()["items"][0]["id"]
    story = client.get("/api/v1/stories").json()["items"]
    paths = [*PAGES, f"/events/{event}", *(f"/articles/{one.article.id}" for one in readings[:2])]
    paths += [f"/stories/{one['id']}" for one in story[:1]]
    context = browser.new_context(base_url=address, locale="de-DE", color_scheme=scheme, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    issues = {}
    for path in paths:
        page.goto(path)
        if found := grave_issues(page):
            issues[path] = found
    context.close()
    assert issues == {}
