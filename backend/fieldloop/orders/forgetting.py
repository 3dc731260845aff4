"""Forgets the photos and places of orders whose element's days are over; hash and decision stay, and a line says so."""

import uuid
from collections.abc import Collection
from datetime import datetime

from fieldloop import db
from fieldloop.evidence.removal import announce
from fieldloop.evidence.removal import forget as forget_photos
from fieldloop.orders import queries
from fieldloop.orders.actions import moment
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import SYSTEM, Entry

_OVER = (
    "o.ended_at is not null and o.forgotten_at is null"
    " and o.ended_at <= $1::timestamptz - make_interval(days => e.keep_days)"
)


async def due(now: datetime, limit: int, aside: Collection[uuid.UUID] = ()) -> list[uuid.UUID]:
    """Return orders whose days are over, but for those set aside; of each element those first that ended first."""
    rows = await db.fetch(
        "select d.id from element e cross join lateral (select o.id from orders o where o.element = e.code"
        f" and {_OVER} and o.id <> all($3::uuid[]) order by o.ended_at limit $2) d"
        " where e.keep_days is not null limit $2",
        now,
        limit,
        list(aside),
    )
    return [row["id"] for row in rows]


async def forget(order_id: uuid.UUID) -> None:
    """Forget one order's photos and places, unless somebody is at it; raises StorageError.

    In two transactions: first nothing of them is shown any longer, then the files go and the order says so.
    """
    ledger = Ledger(moment())
    now = ledger.moment.now
    async with db.transaction():
        if await _over(order_id, now):
            await announce(order_id, now)
    async with db.transaction():
        found = await _over(order_id, now)
        if found is None:
            return
        order, days = found
        ledger.moment = moment(order)
        if photos := await forget_photos(order_id, now):
            entry = Entry(Action.FORGET, SYSTEM, now, data={"photos": photos, "days": days})
            await ledger.record(order, entry, Target(), {"forgotten_at": now})
        else:
            await db.execute("update orders set forgotten_at = $2 where id = $1", order_id, now)
    ledger.announce()


async def _over(order_id: uuid.UUID, now: datetime) -> tuple[OrderRow, int] | None:
    """Lock and return an order with its element's days when these are over, unless somebody is at it."""
    order = await queries.load_unless_locked(order_id)
    sql = f"select e.keep_days from orders o join element e on e.code = o.element where o.id = $2 and {_OVER}"
    days = await db.fetchval(sql, now, order_id) if order else None
    return (order, days) if order and days is not None else None
