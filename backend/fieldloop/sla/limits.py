"""Limits: an amount in a unit, and what it makes of a start. Pure; the calendar is that of whoever has the work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldloop.sla import calendar as working
from fieldloop.sla.calendar import Calendar


class Unit(StrEnum):
    """What a limit is counted in."""

    MINUTES = "minutes"
    URGENT_HOURS = "urgent_hours"  # 紧急工时: hours that run day and night, on holidays too
    WORKING_MINUTES = "working_minutes"
    WORKING_HOURS = "working_hours"  # 工作时
    WORKING_DAYS = "working_days"  # 工作日
    CALENDAR_DAYS = "calendar_days"


WORKING = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS, Unit.WORKING_DAYS})
# These need no calendar, nor a zone.
PLAIN = frozenset({Unit.MINUTES, Unit.URGENT_HOURS})
_HOURS = frozenset({Unit.URGENT_HOURS, Unit.WORKING_HOURS})
_DAYS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS})


@dataclass(frozen=True, slots=True)
class Limit:
    """How long, and counted how."""

    amount: int
    unit: Unit

    def minutes(self) -> int:
        """Return a limit in hours or minutes as minutes."""
        return self.amount * 60 if self.unit in _HOURS else self.amount


def needed(calendar: Calendar | None) -> Calendar:
    """Return the calendar that somebody must have found before a limit that needs one was counted."""
    if calendar is None:
        raise ValueError("a limit in working time or days without its calendar")
    return calendar


def later(at: datetime, by: timedelta, unit: Unit, calendar: Calendar | None) -> datetime:
    """Return a moment later by time that is counted as the unit's is: only working time, or all of it."""
    return working.add(at, by, needed(calendar)) if unit in WORKING else at + by


def passed(start: datetime, now: datetime, unit: Unit, calendar: Calendar | None) -> timedelta:
    """Return the time between two moments, counted as the unit's is."""
    if unit in WORKING:
        return working.elapsed(start, now, needed(calendar))
    return max(now - start, timedelta())


def end(start: datetime, limit: Limit, calendar: Calendar | None, speed: float = 1.0) -> datetime:
    """Return when a limit ends; `speed` makes it shorter in demos and drills."""
    if limit.unit not in _DAYS:
        return later(start, timedelta(minutes=limit.minutes() / speed), limit.unit, calendar)
    found = _end_in_days(start, limit, needed(calendar))
    if speed == 1:
        return found
    return later(start, passed(start, found, limit.unit, calendar) / speed, limit.unit, calendar)


def _end_in_days(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    if limit.unit is Unit.WORKING_DAYS:
        return working.add_days(start, limit.amount, calendar)
    return working.add_calendar_days(start, limit.amount, calendar.place)


def part(start: datetime, due_at: datetime, share: float, unit: Unit, calendar: Calendar | None) -> datetime:
    """Return the moment when this share of the time to a deadline is over, counted as the limit's unit is."""
    return later(start, passed(start, due_at, unit, calendar) * share, unit, calendar)
