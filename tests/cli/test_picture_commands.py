"""`lagebild dossier`, `timeline`, `judge`, `remove`: the picture of a store on the command line."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lagebild.build import build_picture
from lagebild.model.picture import Event
from lagebild.store import Store
from tests.cli.command import lagebild
from tests.cli.conftest import EXAMPLES, ExampleStore

BY_WHOM = ("--by", "Anna Muster", "--why", "steht so nicht im Text")


class Page(HTMLParser):
    """What a browser would make of a page: scripts, handlers and links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in {"href", "src", "action", "data"}:
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def dossier(example_store: ExampleStore, tmp_path_factory: pytest.TempPathFactory) -> str:
    page = tmp_path_factory.mktemp("page") / "dossier.html"
    assert lagebild("dossier", "BLR", "China", "--store", example_store.folder, "-o", page).code == 0
    return page.read_text("utf-8")


def test_dossier_is_one_page_that_needs_nothing_else(dossier: str):
    page = Page(dossier)
    assert page.tags & {"script", "iframe", "object", "embed", "img", "link", "form", "base"} == set()
    assert not re.search(r"url\(|@import", dossier)
    assert [link for link in page.links if not link.startswith("#")] == []


def test_dossier_links_lead_to_evidence_on_the_page(dossier: str):
    page = Page(dossier)
    assert len(page.links) > 100
    assert {link.removeprefix("#") for link in page.links} - set(page.ids) == set()
    assert len(page.ids) == len(set(page.ids))


def test_dossier_holds_every_article_that_names_the_actors(dossier: str):
    words = "".join(Page(dossier).words)
    for file in EXAMPLES.glob("*.txt"):
        text = file.read_text("utf-8").strip()
        assert text in words, file.name


def test_dossier_twice_gives_the_same_bytes(dossier: str, example_store: ExampleStore, tmp_path: Path):
    lagebild("dossier", "BLR", "China", "--store", example_store.folder, "-o", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == dossier


def test_dossier_of_an_unknown_actor_suggests_names(example_store: ExampleStore, tmp_path: Path):
    ran = lagebild("dossier", "Belarsu", "CHN", "--store", example_store.folder, "-o", tmp_path / "d.html")
    assert ran.code == 1
    (line,) = ran.errors
    assert "Belarsu" in line
    assert "did you mean" in line
    assert "Belarus" in line
    assert not (tmp_path / "d.html").exists()


def test_dossier_without_a_store_says_what_makes_one(tmp_path: Path):
    ran = lagebild("dossier", "BLR", "CHN", "--store", tmp_path / "none")
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert "lagebild read" in ran.err


def test_dossier_that_cannot_be_written_is_one_line(example_store: ExampleStore, tmp_path: Path):
    ran = lagebild("dossier", "BLR", "CHN", "--store", example_store.folder, "-o", tmp_path / "no" / "folder.html")
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert "folder.html" in ran.err


def test_as_of_leaves_out_what_was_published_later(example_store: ExampleStore, tmp_path: Path):
    page = tmp_path / "dossier.html"
    lagebild("dossier", "BLR", "CHN", "--store", example_store.folder, "--as-of", "2023-04-30", "-o", page)
    words = "".join(Page(page.read_text("utf-8")).words)
    assert "Xi und Lukaschenko bekräftigen in Peking ihre Partnerschaft" in words  # 1 March 2023
    assert "Li Qiang unterzeichnet in Minsk" not in words  # 22 August 2024
    late = lagebild("timeline", "BLR", "CHN", "--store", example_store.folder).out
    early = lagebild("timeline", "BLR", "CHN", "--store", example_store.folder, "--as-of", "2023-04-30").out
    assert 1 < len(early.splitlines()) < len(late.splitlines())


def test_timeline_limit_says_how_many_are_left(example_store: ExampleStore):
    whole = lagebild("timeline", "BLR", "CHN", "--store", example_store.folder).out.splitlines()
    short = lagebild("timeline", "BLR", "CHN", "--store", example_store.folder, "--limit", 3).out.splitlines()
    assert len(short) == 1 + 3 + 1  # the heading, the lines, the rest
    assert f"{len(whole) - 1 - 3} more" in short[-1]


def lonely_event(folder: Path) -> Event:
    """An event between Belarus and China that rests on one claim."""
    picture = Store(folder).picture()
    countries = {"BLR", "CHN"}
    return next(
        event
        for event in picture.events
        if len(event.claims) == 1 and {party.country for party in (*event.actors, *event.recipients)} >= countries
    )


def test_timeline_as_json_has_every_line_with_its_evidence(example_store: ExampleStore):
    lines = lagebild("timeline", "BLR", "CHN", "--store", example_store.folder, "--json").out.splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(lagebild("timeline", "BLR", "CHN", "--store", example_store.folder, "--json", "--limit", 3).out.splitlines()) == 3
    assert {"event", "start", "end", "who", "status", "evidence"} <= entries[0].keys()
    assert all(entry["evidence"] for entry in entries)


def test_judge_rejected_claim_stays_out_until_the_judgement_is_undone(own_store: Path):
    event = lonely_event(own_store)
    claim = event.claims[0]
    article = Store(own_store).reading(claim.article_id).article
    source = Path((article.source or "").split(":")[0])

    def is_there() -> bool:
        return any(c.claim_id == claim.claim_id for e in Store(own_store).picture().events for c in e.claims)

    assert is_there()
    lines = lagebild("timeline", "--store", own_store).out.splitlines()
    assert lagebild("judge", "reject", claim.claim_id, *BY_WHOM, "--store", own_store).code == 0
    assert not is_there()
    assert len(lagebild("timeline", "--store", own_store).out.splitlines()) == len(lines) - 1
    again = lagebild("read", source, "--again", "--store", own_store)
    assert "0 known already" in again.out
    assert claim.claim_id in {c.id for c in Store(own_store).reading(claim.article_id).claims}
    assert not is_there()
    assert lagebild("judge", "undo", claim.claim_id, *BY_WHOM, "--store", own_store).code == 0
    assert lagebild("timeline", "--store", own_store).out.splitlines() == lines


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("maybe", "c-1", *BY_WHOM), "maybe"),
        (("reject", "c-nothing", *BY_WHOM), "c-nothing"),
        (("reject", "c-1", "--by", " ", "--why", "x"), "author"),
    ],
)
def test_judge_refuses_in_one_line(example_store: ExampleStore, arguments: tuple[str, ...], cause: str):
    ran = lagebild("judge", *arguments, "--store", example_store.folder)
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert cause in ran.err


def test_remove_takes_an_article_out_of_everything(own_store: Path, tmp_path: Path):
    reading = next(r for r in Store(own_store).readings() if r.article.given_id == "05-kommentar")
    assert lagebild("remove", reading.article.id, "--store", own_store).code == 0
    page = tmp_path / "dossier.html"
    lagebild("dossier", "BLR", "CHN", "--store", own_store, "-o", page)
    assert "Der Diktator und sein Gönner" not in page.read_text("utf-8")
    assert reading.article.id not in page.read_text("utf-8")
    for file in own_store.rglob("*"):
        if file.is_file():
            assert reading.article.id.encode() not in file.read_bytes(), file
    assert lagebild("remove", reading.article.id, "--store", own_store).code == 1


def test_merge_rebuilds_the_same_picture(own_store: Path):
    before = Store(own_store).picture()
    assert lagebild("merge", "--store", own_store).code == 0
    assert Store(own_store).picture() == before
    assert build_picture(Store(own_store)) == Store(own_store).picture()


HOSTILE = {
    "id": 'x"><script>alert(1)</script>',
    "title": "</title></style><script>alert(2)</script> {{ 7 * 7 }}",
    "outlet": '" onmouseover="alert(3)',
    "url": "javascript:alert(4)",
    "published": "2023-03-02",
    "language": "de",
    "text": "Der Präsident von Belarus hat am Mittwoch China besucht <script>alert(5)</script> und dort {{ 7 * 7 }} gesagt. "
    "Die Regierung in Peking warf {% raw %} Belarus vor, <img src=x onerror=alert(6)> die Gespräche zu stören. "
    "„Wir werden \"&quot;><svg onload='alert(7)'> nicht nachgeben“, sagte Alexander Lukaschenko am Donnerstag in Minsk. "
    "China hat im Jahr 2022 Waren für 5 Milliarden <b>Dollar</b> nach Belarus geliefert. <!-- ]]> --> ${7*7} #{7*7}",
}


def test_dossier_shows_hostile_text_as_text(tmp_path: Path):
    file, page = tmp_path / "hostile.jsonl", tmp_path / "dossier.html"
    file.write_text(json.dumps(HOSTILE), "utf-8")
    assert lagebild("read", file, "--store", tmp_path / "store").code == 0
    assert lagebild("dossier", "BLR", "CHN", "--store", tmp_path / "store", "-o", page).code == 0
    seen = Page(page.read_text("utf-8"))
    assert seen.tags & {"script", "img", "svg", "b"} <= {"svg", "b"}  # both are the page's own
    assert seen.handlers == []
    assert [link for link in seen.links if not link.startswith("#")] == []
    words = "".join(seen.words)
    assert HOSTILE["text"] in words
    assert len(re.findall(r"\{\{ 7 \* 7 \}\}", words)) >= 2  # in the title and in the text, not computed


def test_judge_corrects_a_field_tells_claims_apart_and_lists_judgements(own_store: Path):
    def event_of(claim_id: str) -> Event:
        return next(e for e in Store(own_store).picture().events if any(c.claim_id == claim_id for c in e.claims))

    event = next(e for e in Store(own_store).picture().events if len(e.articles) == 2 and len(e.claims) == 2)
    left, right = (ref.claim_id for ref in event.claims)
    judged = ("judge", "--store", own_store, *BY_WHOM)
    assert lagebild(*judged, "apart", left, right).code == 0
    assert event_of(left).id != event_of(right).id
    assert lagebild(*judged, "correct", left, "--field", "date", "--value", "2022-01-03").code == 0
    date = event_of(left).date
    assert date is not None
    assert (date.start, date.basis) == ("2022-01-03", "judged")
    listing = lagebild("judge", "--list", "--store", own_store).out
    assert listing.count("in force") == 2
    assert lagebild(*judged, "undo", left, "--field", "date").code == 0
    assert lagebild(*judged, "undo", right, left).code == 0
    assert event_of(left).id == event_of(right).id
    refused = lagebild(*judged, "same", left)
    assert (refused.code, len(refused.errors)) == (1, 1)
