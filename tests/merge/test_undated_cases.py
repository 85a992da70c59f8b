"""Undated articles of the benchmark: the days found always hold the true one, alone and beside dated articles."""

from __future__ import annotations

from itertools import islice

from benchmarks.bench_undated import holds, load_cases, settings, width


def test_undated_cases_hold_the_true_day_and_are_bounded_where_there_is_evidence() -> None:
    bounded = []
    for name, found in islice(settings(load_cases()), 2):  # the third is left to the benchmark
        assert [(name, case.name) for case, publication in found if not holds(publication, case.day)] == []
        assert all(publication.reasons for _, publication in found if publication.start or publication.end)
        bounded.append(sum(1 for _, publication in found if (days := width(publication)) is not None and days <= 14))
    assert bounded[0] >= 4
    assert bounded[1] >= 6
