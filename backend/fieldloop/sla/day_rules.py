"""What days of a calendar become when somebody, or the library, says more about them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

DAY_MINUTES = 1_440
Days = Mapping[date, dict[str, Any] | None]
"""By day what is stored of it: its shifts and names; None is like its weekday."""

MAKE_UP = {"zh": "调休上班", "en": "Make-up workday"}


def wrong_shifts(shifts: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a day's shifts begin after it, end before they begin, or overlap."""
    reached = 0
    for begin, end in shifts:
        if not reached <= begin < DAY_MINUTES or end <= begin:
            return True
        reached = end
    return False


def usual(week: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the shifts of an ordinary working day, which is what a make-up workday has."""
    return next((list(day) for day in week if day), list[Any]())


def from_library(free: Mapping[date, Any], worked: Iterable[date], week: Sequence[Sequence[Any]]) -> Days:
    """Return the days of a year as the library knows them."""
    days: dict[date, dict[str, Any] | None] = {}
    for day, name in free.items():
        days[day] = {"shifts": [], "name": {"zh": name.zh, "en": name.en}}
    return days | {day: {"shifts": usual(week), "name": MAKE_UP} for day in worked}


def differing(now: Days, then: Days) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what really changes, before and after, by the day's name."""
    days = [day for day in then if then[day] != now.get(day)]
    return {str(day): now.get(day) for day in days}, {str(day): then[day] for day in days}
