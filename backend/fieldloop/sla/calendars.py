"""What administrators set of working calendars: by version, once for each id, each change written down."""

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.people.rules import Caller
from fieldloop.sla import calendar_view, day_writes
from fieldloop.sla.calendar_shapes import CalendarNew, CalendarPatch, CalendarView
from fieldloop.sla.day_rules import wrong_shifts
from fieldloop.sla.published import Published, published

_CHANGE = (
    "insert into calendar_change (id, calendar, version, person, changed_at, was, became)"
    " values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning true"
)
_NEW = (
    "insert into calendar (code, name_zh, name_en, district, base, region, week) values ($1, $2, $3, $4, $5, $6, $7)"
    " on conflict (code) do nothing returning true"
)
# What everybody who works by a calendar feels; who works by it is each district's own affair.
_ITS_OWN = ("name", "week", "days", "fill", "confirmed")
_PLACES = {
    "areas": "area a where a.district = any($1::text[])",
    "units": "unit a where a.area in (select code from area where district = any($1::text[]))",
}


async def create(caller: Caller, new: CalendarNew) -> CalendarView:
    """Make a calendar; raises role.not_allowed, not.found, calendar.taken, calendar.shared, input.invalid."""
    mine = calendar_view.districts(caller)
    async with db.transaction():
        if await _was_done(caller, new.code, new.id):
            return await view(caller, new.code)
        if new.district is None and await db.fetchval(_OTHERS, mine):
            raise problem("calendar.shared")
        if new.district is not None and new.district not in mine:
            raise problem("not.found")
        if new.base and (await calendar_view.found(caller, new.base))["base"]:
            raise _invalid("base", "is itself based on another")
        _check_week(new.week)
        names = (new.name.zh, new.name.en)
        if not await db.fetchval(_NEW, new.code, *names, new.district, new.base, new.region, new.week):
            raise problem("calendar.taken")
        await note(new.id, new.code, 1, caller.id, {}, _as_stored(new))
    return await view(caller, new.code)


_OTHERS = "select exists (select from area where level = 'district' and code <> all($1::text[]))"


async def change(caller: Caller, code: str, patch: CalendarPatch) -> CalendarView:
    """Change what is given, on the version it was made on; raises also calendar.changed."""
    async with db.transaction():
        row = await calendar_view.found(caller, code, " for update of c")
        if not row["may_change"] and any(getattr(patch, name) for name in _ITS_OWN):
            raise problem("calendar.shared")
        if await _was_done(caller, code, patch.id):
            return await view(caller, code)
        if patch.version != row["version"]:
            raise problem("calendar.changed", calendar=msgspec.to_builtins(await view(caller, code)))
        was, became = await _written(caller, row, patch)
        if became:
            await note(patch.id, code, row["version"] + 1, caller.id, was, became)
    return await view(caller, code)


async def take_in(code: str, year: int) -> bool:
    """Take a year's holidays from the library, as a change that nobody made; tell whether anything was new."""
    row = await db.fetchrow("select * from calendar where code = $1 for update", code)
    if row is None or not await is_behind(row, year):
        return False
    was, became = await day_writes.fill(code, year, _known(row, year), row["week"])
    await note(new_id(), code, row["version"] + 1, None, was, became)
    return True


async def is_behind(row: db.Row, year: int) -> bool:
    """Tell whether the library knows of a year what this calendar does not: its days, or that they are final."""
    sql = "select provisional from calendar_year where calendar = $1 and year = $2"
    stored = await db.fetchval(sql, row["code"], year)
    if stored is False:
        return False  # final, and the library would take a tenth of a second to say so
    known = await asyncio.to_thread(published, row["region"], year)  # on the loop it would hold up the sweep
    return known is not None and (stored is None or not known.provisional)


async def view(caller: Caller, code: str, years: tuple[int, int] | None = None) -> CalendarView:
    """Return a calendar with the days of these years, or of the last, this and the next one."""
    this = db.clock.now().year
    return await calendar_view.seen(caller, await calendar_view.found(caller, code), years or (this - 1, this + 1))


async def note(change_id: uuid.UUID, code: str, version: int, person: uuid.UUID | None, was: Any, became: Any) -> None:
    """Write down a change and give the calendar its version; part of the change's transaction."""
    if not await db.fetchval(_CHANGE, change_id, code, version, person, db.clock.now(), was, became):
        raise problem("command.reused")
    await db.execute("update calendar set version = $2 where code = $1", code, version)


async def _written(caller: Caller, row: db.Row, patch: CalendarPatch) -> tuple[dict[str, Any], dict[str, Any]]:
    code, was, became = row["code"], dict[str, Any](), dict[str, Any]()
    said: dict[str, Any] = _as_stored(patch)
    if patch.week:
        _check_week(patch.week)
    now: dict[str, Any] = {"name": {"zh": row["name_zh"], "en": row["name_en"]}, "week": row["week"]}
    for name, value in now.items():
        if name in said and said[name] != value:
            was[name], became[name] = value, said[name]
    then = now | became
    sql = "update calendar set name_zh = $2, name_en = $3, week = $4 where code = $1"
    await db.execute(sql, code, then["name"]["zh"], then["name"]["en"], then["week"])
    if patch.days:
        _check_days({day: it.shifts for day, it in patch.days.items() if it})
        days = {day: _as_stored(it) for day, it in patch.days.items()}
        before, after = await day_writes.write(code, days, "person")
        _merge(was, became, ({"days": before}, {"days": after}) if after else ({}, {}))
    for year in patch.fill or ():
        _merge(was, became, await day_writes.fill(code, year, _known(row, year), then["week"]))
    if patch.confirmed:
        before, after = await day_writes.settle(code, dict.fromkeys(patch.confirmed, False))
        _merge(was, became, ({"years": before}, {"years": after}) if after else ({}, {}))
    for places in _PLACES:
        if places in said:
            before, after = await _placed(caller, code, places, said[places])
            if before != after:
                was[places], became[places] = before, after
    return was, became


def _known(row: db.Row, year: int) -> Published:
    known = published(row["region"], year) if row["region"] else None
    if known is None:
        raise _invalid("fill", "this calendar's region has no known holidays")
    return known


def _merge(was: dict[str, Any], became: dict[str, Any], found: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Add what changed of days and years: what was before the first step, and what there is after the last."""
    for name, days in found[0].items():
        was[name] = days | was.get(name, {})
    for name, days in found[1].items():
        became[name] = became.get(name, {}) | days


def _as_stored(said: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(said))  # tuples are lists there


async def _placed(caller: Caller, code: str, places: str, wanted: list[str]) -> tuple[list[str], list[str]]:
    """Let these areas or units of the caller's districts, and no others of them, work by a calendar."""
    mine, table = calendar_view.districts(caller), _PLACES[places]
    rows = await db.fetch(
        f"select a.code, a.calendar from {table} and (a.calendar = $2 or a.code = any($3))", mine, code, wanted
    )
    if missing := sorted(set(wanted) - {row["code"] for row in rows}):
        raise _invalid(places, f"unknown: {missing[0]}")
    was = sorted(row["code"] for row in rows if row["calendar"] == code)
    name = places.removesuffix("s")
    await db.execute(
        f"update {name} set calendar = case when code = any($2::text[]) then $1 end where code = any($3::text[])",
        *(code, wanted, [row["code"] for row in rows]),
    )
    return was, sorted(set(wanted))


async def _was_done(caller: Caller, code: str, change_id: uuid.UUID) -> bool:
    row = await db.fetchrow("select calendar, person from calendar_change where id = $1", change_id)
    if row and (row["calendar"], row["person"]) != (code, caller.id):
        raise problem("command.reused")
    return row is not None


def _check_week(week: list[Any]) -> None:
    if not any(week):
        raise _invalid("week", "nobody works")
    _check_days(dict(enumerate(week)), "week")


def _check_days(days: Mapping[Any, Any], field: str = "days") -> None:
    for day, shifts in days.items():
        if wrong_shifts(shifts):
            raise _invalid(f"{field}[{day}]", "from before to, in order, begun on that day")


def _invalid(field: str, message: str) -> Exception:
    return problem("input.invalid", errors=[{"field": field, "message": message}])
