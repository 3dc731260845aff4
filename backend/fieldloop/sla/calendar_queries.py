"""Reads of working calendars: whose holds where, and with which days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from fieldloop import db
from fieldloop.sla.calendar import Calendar, Shift

DEFAULT = "office"
# Days before a start that may reach into it, and how far ahead the longest limits look.
_BACK, _AHEAD = timedelta(days=45), timedelta(days=1_100)

_CHOSEN = """
select a.zone, c.code, c.week, c.base from area a join calendar c on c.code = coalesce(
    (select u.calendar from unit u where u.code = $2),
    (select up.calendar from area up
        where up.code in (a.grid, a.neighbourhood, a.street, a.district) and up.calendar is not null
        order by array_position(array['grid', 'neighbourhood', 'street', 'district'], up.level::text) limit 1),
    $3)
where a.code = $1
"""
# A calendar's own word about a day goes before its base's.
DAYS = (
    "select distinct on (d.day) d.day, d.shifts, d.name_zh, d.name_en, d.source, d.calendar from calendar_day d"
    " where d.calendar in ($1, $2) and d.day between $3 and $4 order by d.day, d.calendar = $1 desc"
)


async def calendar_of(area: str, unit: str | None, since: datetime) -> Calendar:
    """Return the calendar by which a unit works, or else the area's nearest, with its days around a moment."""
    row = await db.fetchrow(_CHOSEN, area, unit, DEFAULT)
    if row is None:
        raise LookupError("an area without a calendar")
    return await read(row, row["zone"], since)


async def read(row: db.Row, zone: str, since: datetime) -> Calendar:
    """Make a calendar of its row with its days around a moment."""
    reach = ((since - _BACK).date(), (since + _AHEAD).date())
    days = await db.fetch(DAYS, row["code"], row["base"] or row["code"], *reach)
    return Calendar(zone, week(row["week"]), by_day(days), row["code"])


def by_day(rows: Iterable[db.Row]) -> dict[date, tuple[Shift, ...]]:
    """Return the shifts of days that differ."""
    return {row["day"]: shifts(row["shifts"]) for row in rows}


def week(stored: list[Any]) -> tuple[tuple[Shift, ...], ...]:
    """Return a week of its JSON."""
    return tuple(shifts(day) for day in stored)


def shifts(stored: list[Any]) -> tuple[Shift, ...]:
    """Return a day's shifts of its JSON."""
    return tuple((begin, end) for begin, end in stored)
