"""Time expressions: found by patterns of the language pack, with TIMEX3 reading and the days that they denote."""

from lagebild.analyse.times.find import find_times, find_times_in_text
from lagebild.analyse.times.records import timex_records
from lagebild.analyse.times.timex import to_timex3

__all__ = ["find_times", "find_times_in_text", "timex_records", "to_timex3"]
