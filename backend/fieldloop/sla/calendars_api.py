"""For administrators: working calendars, their days, who works by them; what a change would move, and the change."""

from litestar import Router, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET

from fieldloop.asks import Asker
from fieldloop.orders import reckoning
from fieldloop.orders.reckon_shapes import WhatIf, what_if_view
from fieldloop.people.rules import Caller
from fieldloop.sla import calendar_view, reckon_waiting
from fieldloop.sla import calendars as working
from fieldloop.sla.calendar_shapes import CalendarNew, CalendarPatch, Calendars, CalendarView
from fieldloop.sla.reckon_which import Which, of_calendar, of_districts


@get("/calendars", summary="Working calendars")
async def calendars(caller: Asker) -> Calendars:
    """List the calendars that the caller's districts may use; for administrators."""
    return await calendar_view.listed(caller)


@post("/calendars", summary="Make a working calendar")
async def add_calendar(caller: Asker, data: JSONBody[CalendarNew]) -> CalendarView:
    """Make a calendar of a district, or everybody's; once for each id."""
    return await working.create(caller, data)


@get("/calendars/{code:str}", summary="A working calendar")
async def calendar(caller: Asker, code: FromPath[str], year: FromQuery[int | None] = None) -> CalendarView:
    """Return a calendar with the days of a year (else of the last, this and the next one), and where it holds."""
    return await working.view(caller, code, (year, year) if year else None)


@patch("/calendars/{code:str}", summary="Change a working calendar")
async def change_calendar(caller: Asker, code: FromPath[str], data: JSONBody[CalendarPatch]) -> CalendarView:
    """Change what is given, on the version it was made on (else 409), once for each id.

    Open orders that run on it are counted anew in the same transaction, each with an event; one that would be late at
    once keeps its deadline. Of very many the first due are; `moving` then tells how many are left to the worker.
    """
    found, outcome = await reckoning.change(lambda: working.change(caller, code, data), *_which(caller, code, data))
    if outcome.more:
        found.moving = await reckon_waiting.moving(code)
    return found


@post("/calendars/{code:str}/what-if", summary="What a change of a calendar would move", status_code=200)
async def what_if_calendar(caller: Asker, code: FromPath[str], data: JSONBody[CalendarPatch]) -> WhatIf:
    """Return which open orders the change would move, and by how much; nothing is changed."""
    return what_if_view(
        await reckoning.what_if(lambda: working.change(caller, code, data), *_which(caller, code, data))
    )


def _which(caller: Caller, code: str, data: CalendarPatch) -> list[Which]:
    placed = data.areas is not UNSET or data.units is not UNSET
    return [of_calendar(code), *([of_districts(calendar_view.districts(caller), code)] if placed else [])]


router = Router(
    path="/",
    route_handlers=[calendars, add_calendar, calendar, change_calendar, what_if_calendar],
    tags=["calendars"],
)
