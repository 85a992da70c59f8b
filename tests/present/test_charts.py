"""Charts as geometry."""

from __future__ import annotations

from lagebild.present.charts import FOOT, period_chart


def points(curve: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in curve.split())]


def test_chart_has_every_month_and_room_for_both_sides():
    chart = period_chart({"2023-01": (4, 0), "2023-04": (0, 2)}, {"2023-01": 12.0, "2023-04": -9.0})
    assert chart is not None
    assert [bar.label for bar in chart.bars] == ["2023-01", "2023-02", "2023-03", "2023-04"]
    assert all(bar.top >= 0 and chart.zero + bar.down <= chart.height - FOOT + 0.01 for bar in chart.bars)
    assert chart.peak == 4


def test_curve_follows_the_scores_not_the_numbers_of_events():
    counts = {"2023-01": (9, 0), "2023-02": (0, 1), "2023-03": (0, 1), "2023-04": (0, 1), "2023-05": (0, 1)}
    chart = period_chart(counts, {"2023-01": 1.0, "2023-02": -10.0, "2023-03": -10.0, "2023-04": -10.0})
    assert chart is not None
    ys = [y for _, y in points(chart.curve)]
    assert ys[0] > chart.zero  # one weak act of help does not outweigh an attack
    assert max(ys) <= chart.height - FOOT + 0.1


def test_chart_of_nothing_is_none_and_chosen_days_are_marked():
    assert period_chart({}, {}) is None
    chart = period_chart({"2023-01": (1, 0), "2023-02": (1, 0)}, {}, first_day="2023-02-01")
    assert chart is not None
    assert [bar.chosen for bar in chart.bars] == [False, True]
    assert chart.curve == ""
