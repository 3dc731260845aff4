"""Reads of working calendars for administrators: one with its days and where it holds, and the list."""

from datetime import date
from typing import Any

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Names, PersonRef, Ref
from fieldloop.sla.calendar_queries import DAYS, DEFAULT
from fieldloop.sla.calendar_shapes import (
    CalendarChange,
    CalendarLine,
    Calendars,
    CalendarView,
    DayView,
    Placed,
    YearView,
)
from fieldloop.sla.reckon_waiting import moving

LATEST = 20
MOST_PLACES = 2_000
_MINE = "(c.district is null or c.district = any($1::text[]))"
_FOUND = (
    "select c.*, case when c.district is null then not exists (select from area a where a.level = 'district'"
    " and a.code <> all($1::text[])) else true end as may_change"
    f" from calendar c where {_MINE} and c.code = $2"
)
_CHANGES = (
    "select c.version, c.person, p.name, c.changed_at, c.was, c.became from calendar_change c"
    " left join person p on p.id = c.person where c.calendar = $1 order by c.version desc limit $2"
)
_YEARS = "select calendar, year, provisional from calendar_year where calendar in ($1, $2) order by year"
_PLACES = (
    "select 'area' as kind, code, name_zh, name_en, calendar from area"
    " where calendar is not null and district = any($1::text[])"
    " union all select 'unit', u.code, u.name_zh, u.name_en, u.calendar from unit u join area a on a.code = u.area"
    f" where u.calendar is not null and a.district = any($1::text[]) order by kind, code limit {MOST_PLACES}"
)
_DISTRICTS = (
    "select code, name_zh, name_en, code = any($1::text[]) as mine from area where level = 'district' order by code"
)
_AREAS = "select code, name_zh, name_en from area where calendar = $1 and district = any($2::text[]) order by code"
_UNITS = (
    "select u.code, u.name_zh, u.name_en from unit u join area a on a.code = u.area"
    " where u.calendar = $1 and a.district = any($2::text[]) order by u.code"
)


def districts(caller: Caller) -> list[str]:
    """Return the districts that the caller administers; raises role.not_allowed for none."""
    if not caller.areas(RoleKind.ADMINISTRATOR):
        raise problem("role.not_allowed")
    return [area for level, area in caller.areas(RoleKind.ADMINISTRATOR) if level == "district"]


async def found(caller: Caller, code: str, lock: str = "") -> db.Row:
    """Return a calendar's row, with whether the caller may change it; raises role.not_allowed, not.found."""
    row = await db.fetchrow(_FOUND + lock, districts(caller), code)
    if row is None:
        raise problem("not.found")
    return row


async def listed(caller: Caller) -> Calendars:
    """Return the calendars that the caller administers or may use, and which places have one of their own."""
    mine = districts(caller)
    rows = await db.fetch(f"select c.* from calendar c where {_MINE} order by c.code limit 500", mine)
    every = await db.fetch(_DISTRICTS, mine)
    placed = await db.fetch(_PLACES, mine)
    return Calendars(
        items=[CalendarLine(**_line(row)) for row in rows],
        default=DEFAULT,
        districts=[Ref(it["code"], _names(it)) for it in every if it["mine"]],
        may_share=all(it["mine"] for it in every),
        places=[Placed(it["kind"], it["code"], _names(it), it["calendar"]) for it in placed],
    )


async def seen(caller: Caller, row: db.Row, years: tuple[int, int]) -> CalendarView:
    """Return a calendar of its row, with the days of these years."""
    code, mine = row["code"], districts(caller)
    both = (code, row["base"] or code)
    days = await db.fetch(DAYS, *both, date(years[0], 1, 1), date(years[1], 12, 31))
    known = await db.fetch(_YEARS, *both)
    return CalendarView(
        **_line(row),
        version=row["version"],
        may_change=row["may_change"],
        week=row["week"],
        days=[_day(it) for it in days if it["calendar"] == code],
        years=[_year(it) for it in known if it["calendar"] == code],
        lent=[_day(it) for it in days if it["calendar"] != code],
        lent_years=[_year(it) for it in known if it["calendar"] != code],
        areas=[Ref(it["code"], _names(it)) for it in await db.fetch(_AREAS, code, mine)],
        units=[Ref(it["code"], _names(it)) for it in await db.fetch(_UNITS, code, mine)],
        changes=[_change(it) for it in await db.fetch(_CHANGES, code, LATEST)],
        moving=await moving(code),
    )


def _line(row: db.Row) -> dict[str, Any]:
    return {name: row[name] for name in ("code", "district", "base", "region")} | {"name": _names(row)}


def _day(row: db.Row) -> DayView:
    return DayView(row["day"], row["shifts"], _names(row), row["source"])


def _year(row: db.Row) -> YearView:
    return YearView(row["year"], row["provisional"])


def _names(row: db.Row) -> Names:
    return Names(row["name_zh"], row["name_en"])


def _change(row: db.Row) -> CalendarChange:
    person = PersonRef(row["person"], row["name"]) if row["person"] else None
    return CalendarChange(row["version"], person, row["changed_at"], row["was"], row["became"])
