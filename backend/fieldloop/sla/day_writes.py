"""Writes of a calendar's days and years; part of a change's transaction, with the calendar's row locked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.day_rules import Days, differing, from_library
from fieldloop.sla.published import Published

_UPSERT = (
    "insert into calendar_day (id, calendar, day, shifts, name_zh, name_en, source) values ($1, $2, $3, $4, $5, $6, $7)"
    " on conflict (calendar, day) do update set shifts = excluded.shifts, name_zh = excluded.name_zh,"
    " name_en = excluded.name_en, source = excluded.source"
)


async def write(code: str, then: Days, source: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set days; return what really changed, before and after."""
    was, became = differing(await _now(code, then), then)
    gone = [day for day in then if str(day) in became and then[day] is None]
    await db.execute("delete from calendar_day where calendar = $1 and day = any($2::date[])", code, gone)
    rows = [
        (new_id(), code, day, said["shifts"], said["name"]["zh"], said["name"]["en"], source)
        for day, said in then.items()
        if said is not None and str(day) in became
    ]
    await db.executemany(_UPSERT, rows)
    return was, became


async def settle(code: str, years: Mapping[int, bool]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Note of years whether they are provisional; return what really changed."""
    rows = await db.fetch("select year, provisional from calendar_year where calendar = $1", code)
    now = {row["year"]: row["provisional"] for row in rows}
    new = {year: provisional for year, provisional in years.items() if now.get(year) != provisional}
    await db.executemany(
        "insert into calendar_year (id, calendar, year, provisional) values ($1, $2, $3, $4)"
        " on conflict (calendar, year) do update set provisional = excluded.provisional",
        [(new_id(), code, year, provisional) for year, provisional in new.items()],
    )
    return {str(year): now.get(year) for year in new}, {str(year): value for year, value in new.items()}


async def fill(code: str, year: int, known: Published, week: list[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take a year's days from the library; what a person said of a day stays."""
    rows = await db.fetch(
        "select day, source from calendar_day where calendar = $1 and day between $2 and $3",
        *(code, date(year, 1, 1), date(year, 12, 31)),
    )
    own = {row["day"] for row in rows if row["source"] == "person"}
    # What the library no longer says, an earlier guess of it, goes.
    gone: dict[date, dict[str, Any] | None] = {row["day"]: None for row in rows}
    days = gone | dict(from_library(known.free, known.worked, week))
    was, became = await write(code, {day: said for day, said in days.items() if day not in own}, "library")
    years = await settle(code, {year: known.provisional})
    found = ({"days": was, "years": years[0]}, {"days": became, "years": years[1]})
    return ({}, {}) if not became and not years[1] else found


async def _now(code: str, days: Days) -> dict[date, dict[str, Any] | None]:
    rows = await db.fetch(
        "select day, shifts, name_zh, name_en from calendar_day where calendar = $1 and day = any($2::date[])",
        *(code, list(days)),
    )
    return {row["day"]: {"shifts": row["shifts"], "name": {"zh": row["name_zh"], "en": row["name_en"]}} for row in rows}
