"""Public holidays and make-up workdays of a region and year: an adapter of the library `holidays`."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import holidays

from fieldloop.shapes import Names


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of a year; provisional as long as a region that moves workdays has moved none."""

    free: dict[date, Names]
    worked: frozenset[date]
    provisional: bool


def published(region: str, year: int) -> Published | None:
    """Return a year's days off and the days of rest that are worked instead; None for a region nobody knows."""
    try:
        zh, en = (_year(region, year, language) for language in ("zh_CN", "en_US"))
    except NotImplementedError:
        return None
    worked = frozenset(day for day in en.weekend_workdays if day.year == year)
    free = {day: Names(zh.get(day) or name, name) for day, name in en.items() if day.year == year}
    return Published(free, worked, provisional=bool(en.weekend_workdays) and not worked)


def _year(region: str, year: int, language: str) -> Any:
    # A language that the region does not have gives its own.
    return cast("Any", holidays).country_holidays(region, years=year, language=language)
