from __future__ import annotations

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
