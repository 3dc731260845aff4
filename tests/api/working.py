"""Words for tests of working time: set the product's clock, limits, calendars; read a deadline."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import a_signal, acted

SHANGHAI = ZoneInfo("Asia/Shanghai")
BAG = "waste.bag_outside"
NIGHTS: list[list[list[int]]] = [[[1320, 1800]]] * 7


def local(text: str) -> datetime:
    """Return a moment by Shanghai's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def it_is(text: str) -> None:
    """Set the product's clock."""
    db.clock.shift += local(text) - db.clock.now()


def when(stamp: str | None) -> datetime:
    """Read a moment of an answer, to the nearest minute: a test takes its time."""
    assert stamp
    return (datetime.fromisoformat(stamp) + timedelta(seconds=30)).replace(microsecond=0, second=0)


async def limited(**own: tuple[int, str]) -> None:
    """Give the element limits in other units."""
    stored = {clock: {"amount": amount, "unit": unit} for clock, (amount, unit) in own.items()}
    await db.execute("update element set own_limits = $2 where code = $1", BAG, stored)


async def a_calendar(code: str, week: list[list[list[int]]], unit: str | None = None) -> None:
    """Store a calendar and let a unit work by it."""
    await db.execute(
        "insert into calendar (code, name_zh, name_en, week) values ($1, '夜班', 'Nights', $2)", code, week
    )
    await db.execute("update unit set calendar = $2 where code = $1", unit, code)


async def a_free_day(day: str, shifts: list[list[int]] | None = None) -> None:
    """Make a day of the office calendar free, or worked."""
    await db.execute(
        "insert into calendar_day (id, calendar, day, shifts, name_zh, name_en, source)"
        " values ($1, 'office', $2, $3, '元旦', 'New Year', 'library')",
        *(new_id(), date.fromisoformat(day), shifts or []),
    )


async def found(client: httpx.AsyncClient) -> str:
    """Let a camera find a bag now."""
    return (await a_signal(client, seen_at=db.clock.now().isoformat()))["order_id"]


async def taken(client: httpx.AsyncClient) -> str:
    """Let a camera find a bag, and a worker take it."""
    order = await found(client)
    await acted(client, "will", order, "accept")
    return order


def deadline(order: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the last of an order's deadlines of a kind."""
    return [it for it in order["deadlines"] if it["kind"] == kind][-1]
