from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import merge_readings
from tests.merge.make import PACK, make_reading, visit

TEXT = "Anna Berg besuchte Lima und sprach mit der Führung von Peru über Fischfang, Zölle, Häfen und Kupfer"


def test_stories_join_what_reports_the_same_news_and_part_what_lies_apart() -> None:
    first = make_reading(f"{TEXT}.", visit("besuchte", "2023-05-04"), published="2023-05-04", title="Gast aus dem Norden")
    second = make_reading("Hoher Besuch in Lima: Was will sie dort?", visit("Besuch", "2023-05-04"), published="2023-05-05")
    later = make_reading(f"{TEXT} – schon wieder.", visit("besuchte", "2023-11-04"), published="2023-11-04")
    other = make_reading("In Oslo beginnt die Skisaison mit viel Schnee und guter Laune.", published="2023-05-04")
    stories = merge_readings([first, second, later, other], pack=PACK).stories
    assert [s.articles for s in stories if len(s.articles) > 1] == [(first.article.id, second.article.id)]
    assert {s.title for s in stories} >= {"Gast aus dem Norden"}
    assert sum(len(s.articles) for s in stories) == 4


PIECES = (
    ("Norwegens Ministerin Anna Berg verhandelt in Lima über Sardellen, Trawler und Lizenzen.", "2023-05-04"),
    ("In Lima verhandelt Anna Berg weiter über Lizenzen für Trawler und über Sardellen.", "2023-05-05"),
    ("Fischer in Callao protestieren gegen Trawler aus Norwegen und gegen die Lizenzen.", "2023-05-06"),
    ("Eine Brücke nach Armenien ist nach einem Erdrutsch im Tal eingestürzt, Lastwagen stauen sich.", "2023-05-05"),
    ("Lastwagen stauen sich nach dem Erdrutsch weiter, eine Brücke im Tal fehlt noch immer.", "2023-05-07"),
    ("Die Brücke im Tal ist nach dem Erdrutsch wieder frei für Lastwagen.", None),
)


@given(st.permutations(range(len(PIECES))))
@settings(max_examples=20, deadline=None)
def test_stories_do_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    readings = [make_reading(text, published=day) for text, day in PIECES]
    usual = merge_readings(readings, pack=PACK).stories
    assert merge_readings([readings[i] for i in order], pack=PACK).stories == usual
    assert sorted(len(story.articles) for story in usual) == [3, 3]


def test_stories_keep_the_ids_of_the_picture_before() -> None:
    readings = [make_reading(text, published=day) for text, day in PIECES]
    before = merge_readings(readings[1:], pack=PACK)
    after = merge_readings(readings, pack=PACK, earlier=before.stories)
    assert {story.id for story in after.stories} == {story.id for story in before.stories}
    assert {story.id for story in merge_readings(readings, pack=PACK).stories} != {story.id for story in before.stories}
