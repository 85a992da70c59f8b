"""The main paths in a real Chromium, skipped where none is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lagebild.model.reading import Reading

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page in German; anything that the policy refuses or a script throws fails the test."""
    context = browser.new_context(base_url=address, locale="de-DE", viewport={"width": 1200, "height": 900})
    found = context.new_page()
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.on("console", lambda message: problems.append(message.text) if message.type in {"error", "warning"} else None)
    found.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield found
    context.close()
    assert problems == []


def test_from_the_overview_over_an_event_to_the_words(page: Any):
    page.goto("/")
    page.keyboard.press("j")
    assert page.locator(".is-current").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/ev-*")
    page.locator("blockquote a.main").first.click()
    page.wait_for_url("**/articles/a-*#c-*")
    assert page.locator(".paper .event").count() == 1
    page.keyboard.press("n")
    assert page.locator(".paper .is-target").count() == 1


def test_hostile_article_runs_nothing(page: Any, readings: tuple[Reading, ...]):
    page.goto(f"/articles/{readings[0].article.id}")
    assert "<script>alert('text')</script>" in page.locator(".paper").inner_text()
    assert page.locator(".paper img, .paper script").count() == 0


def test_slash_searches_and_results_follow_the_typing(page: Any):
    page.goto("/events")
    page.keyboard.press("/")
    page.keyboard.type("minsk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=minsk")
    sync_api.expect(page.locator("#results")).to_contain_text("Treffen in Minsk")
    page.fill("#q-main", "kredite")
    page.wait_for_url("**/search?q=kredite**")
    sync_api.expect(page.locator("#results")).to_contain_text("Kredite im Juli")
    sync_api.expect(page.locator("#results")).not_to_contain_text("Treffen in Minsk")


def test_brush_over_the_chart_limits_the_days(page: Any):
    page.goto("/pairs/ac-BLR/ac-CHN")
    assert page.locator("#timeline [data-row]").count() >= 3
    box = page.locator("svg.brush").bounding_box()
    step = box["width"] / 12.4
    page.mouse.move(box["x"] + box["width"] * 0.03 + step * 3.4, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.03 + step * 3.6, box["y"] + 22)
    page.mouse.up()
    page.wait_for_url("**since=2023-06-01**until=2023-06-30**")
    sync_api.expect(page.locator("#timeline .events [data-row]")).to_have_count(1)


def test_judging_with_keys_and_undo(page: Any):
    page.goto("/judge")
    first = page.locator("input[name=claim]").last.input_value()
    page.fill("input[name=author]", "Ada")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**done=reject**")
    assert page.locator("input[name=claim]").last.input_value() != first
    page.keyboard.press("u")
    page.wait_for_url("**done=undo**")
    assert page.locator("input[name=claim]").last.input_value() == first


def test_help_and_dark_mode(page: Any):
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("dialog[open] kbd").count() >= 8
    page.keyboard.press("Escape")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button[name=theme]:visible").click()
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.locator("button[name=language]").click()
    page.wait_for_selector("html[lang=en]")


@pytest.mark.parametrize("path", ["/", "/pairs/ac-BLR/ac-CHN", "/events", "/search?q=minsk", "/judge", "/network", "/map"])
def test_narrow_screens_do_not_scroll_sideways(browser: Any, address: str, path: str):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_pages_work_without_script(browser: Any, address: str):
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto("/pairs/ac-BLR/ac-CHN")
    page.fill("input[name=since]", "2023-07-01")
    page.locator("#brush-form button").click()
    page.wait_for_url("**since=2023-07-01**")
    assert page.locator("#timeline .events [data-row]").count() == 1
    page.goto("/judge")
    assert page.locator("button[data-key=y]").is_visible()
    context.close()


def test_from_a_search_to_a_judgement_and_back(page: Any):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("trafen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=trafen")
    page.locator("a.main[href^='/events/']").first.click()
    page.wait_for_url("**/events/ev-*")
    page.locator("details.why summary").first.click()
    page.locator("details.why a[href^='/judge']").first.click()
    page.wait_for_url("**/judge?claim=c-*")
    claim = page.locator("input[name=claim]").first.input_value()
    page.fill("form[action='/judge'] input[name=author]", "Ada")
    page.locator("button[data-key=n]").click()
    page.wait_for_url("**done=reject**")
    page.locator("button[data-key=u]").click()
    page.wait_for_url("**done=undo**")
    page.goto(f"/judge?claim={claim}")
    assert page.locator("input[name=claim]").first.input_value() == claim


def test_network_is_limited_by_kind_of_line(page: Any):
    page.goto("/network")
    assert page.locator("svg.net circle").count() >= 2
    page.select_option("select[name=show]", "ties")
    page.wait_for_url("**show=ties**")
    sync_api.expect(page.locator("svg.net line.good, svg.net line.bad")).to_have_count(0)


def test_rows_and_pages_by_key(page: Any):
    page.goto("/events")
    for key, expected in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        rows = page.locator("[data-row]")
        assert "is-current" in (rows.nth(expected).get_attribute("class") or "")
    page.goto("/judge/pairs")
    assert page.locator("[aria-current=page]").count() >= 1


def test_mention_is_assigned_by_key_and_taken_back(page: Any):
    page.goto("/articles")
    page.locator("#results a.main").first.click()
    page.wait_for_url("**/articles/a-*")
    page.locator("a.tag[href^='/judge/links']").first.click()
    page.wait_for_url("**/judge/links?article=a-**")
    page.fill("form[action='/judge/links'] input[name=author]", "Ada")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**done=nobody**")
    page.keyboard.press("u")
    page.wait_for_url("**done=undo**")
