"""Pauses as rows: who stopped an order's clock, why, from when to when."""

from fieldloop import db
from fieldloop.orders.recount import Span
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import State
from fieldloop.orders.timeline import Entry


async def note(before: OrderRow, after: OrderRow, entry: Entry) -> None:
    """Write down a pause that begins or ends; part of the step."""
    if after.state is State.SUSPENDED is not before.state:
        await db.execute(
            "insert into order_pause (id, order_id, round, person, reason, from_at, waits_for, waits_unit)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8)",
            *(entry.id, after.id, after.round, entry.actor.person, entry.reason, after.changed_at),
            *(after.waits_for, after.waits_unit),
        )
    elif before.state is State.SUSPENDED is not after.state:
        sql = "update order_pause set to_at = $2 where order_id = $1 and to_at is null"
        await db.execute(sql, after.id, after.changed_at)


async def spans(order: OrderRow) -> tuple[Span, ...]:
    """Return the pauses of the run that an order's clock is in, as far as they are over."""
    sql = "select from_at, to_at from order_pause where order_id = $1 and round = $2 and to_at is not null"
    rows = await db.fetch(f"{sql} order by from_at", order.id, order.round)
    return tuple((row["from_at"], row["to_at"]) for row in rows)
