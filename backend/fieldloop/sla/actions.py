"""Writes of this slice: one row for each step up; the proof that the sweep looked; clocks that are put right."""

import uuid
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.queries import NOT_ASIDE, UNWATCHED

_AT_ONCE = timedelta(seconds=1)


async def record_escalation(order_id: uuid.UUID, clock_round: int, level: int, clock: str, now: datetime) -> None:
    """Write the escalation; its unique key is what makes "exactly once" a fact and not a hope."""
    await db.execute(
        "insert into escalation (id, order_id, round, level, clock, fired_at) values ($1, $2, $3, $4, $5, $6)",
        new_id(),
        order_id,
        clock_round,
        level,
        clock,
        now,
    )


async def note_look() -> None:
    """Write down that a sweeper has looked: one row for all of them, and not oftener than once a second."""
    await db.execute(
        "update sweep_watch set looked_at = now()"
        " where id = 1 and (looked_at is null or looked_at < now() - $1::interval)",
        _AT_ONCE,
    )


async def push_aside(order_id: uuid.UUID, until: datetime, error: BaseException) -> None:
    """Let an order whose sweep raised wait until then, and write down that it does.

    The first statement is about a row of our own: it holds even where the order's own row cannot be written.
    """
    await db.execute(
        "insert into sweep_aside (order_id, since, times, error) values ($1, now(), 1, $2)"
        " on conflict (order_id) do update set times = sweep_aside.times + 1, error = excluded.error",
        order_id,
        type(error).__name__[:80],
    )
    await db.execute("update orders set look_at = $2 where id = $1 and look_at is not null", order_id, until)


async def bring_back(order_id: uuid.UUID) -> None:
    """Forget that an order was pushed aside."""
    await db.execute("delete from sweep_aside where order_id = $1", order_id)


async def reconcile(limit: int) -> list[uuid.UUID]:
    """Find open orders that no sweep would come to, let it come to them, and return which they are.

    No step of the product leaves such an order; a hand in the database, a restored backup, or a fault of ours might.
    """
    async with db.transaction():
        rows = await db.fetch(
            f"update orders set warn_at = coalesce(warn_at, due_at),"
            f" look_at = case when warned or level > 0 then due_at else coalesce(warn_at, due_at) end where id in ("
            f"select id from orders o where {UNWATCHED} and {NOT_ASIDE} order by due_at limit $1 for update skip locked"
            ") returning id",
            limit,
        )
        await db.execute(
            "delete from sweep_aside a using orders o where o.id = a.order_id and o.look_at is null",
        )
        await db.execute(
            "update sweep_watch set reconciled_at = now(), repaired = repaired + $1 where id = 1", len(rows)
        )
    return [row["id"] for row in rows]
