"""The library of holidays against another one, kept by other people."""

from datetime import date, timedelta
from typing import Any, cast

import chinese_calendar
import pytest

from fieldloop.sla.published import published


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_two_libraries_agree_on_every_day_of_a_published_year(year: int):
    known = published("CN", year)
    assert known is not None
    assert not known.provisional
    day = date(year, 1, 1)
    while day.year == year:
        ours = day in known.worked or (day.weekday() < 5 and day not in known.free)
        assert ours == cast("Any", chinese_calendar).is_workday(day), day
        day += timedelta(days=1)


def test_a_year_whose_make_up_workdays_nobody_has_published_is_provisional():
    known = published("CN", 2090)
    assert known is not None
    assert known.provisional
    assert known.free[date(2090, 10, 1)].zh == "国庆节"


def test_a_region_that_moves_no_workdays_is_final_and_an_unknown_one_is_none():
    known = published("DE", 2090)
    assert known is not None
    assert (known.worked, known.provisional) == (frozenset(), False)
    assert published("XX", 2026) is None
