"""The first board: what is open, late, and closed today, in one area."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fieldloop import db
from fieldloop.orders.scope import LEVEL_COLUMNS


async def area(code: str) -> db.Row | None:
    """Return the area a board is for."""
    return await db.fetchrow(
        "select code, level, name_zh, name_en, zone, district, street, neighbourhood, grid from area where code = $1",
        code,
    )


def midnight(now: datetime, zone: str) -> datetime:
    """Return the beginning of today, by the area's own clock."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


async def open_orders(column: str, value: str, now: datetime) -> list[db.Row]:
    """Count open orders by state and scenario, and those late among them; cost grows with what is open."""
    _known(column)
    return await db.fetch(
        f"select state, scenario, count(*) as open, count(*) filter (where due_at <= $2) as late"
        f" from orders where {column} = $1 and due_at is not null group by state, scenario",
        value,
        now,
    )


async def closed_since(column: str, value: str, since: datetime) -> list[db.Row]:
    """Count orders closed since a moment, by scenario."""
    _known(column)
    return await db.fetch(
        f"select scenario, count(*) as closed from orders where {column} = $1 and closed_at >= $2 group by scenario",
        value,
        since,
    )


def _known(column: str) -> None:
    if column not in {*LEVEL_COLUMNS, "unit"}:
        raise ValueError(column)
