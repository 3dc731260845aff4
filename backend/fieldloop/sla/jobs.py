"""The sweeper: takes what is due by index and hands each order to the one door. Cost grows with what is due."""

import uuid
from datetime import datetime, timedelta

import asyncpg
import structlog
from prometheus_client import Counter

from fieldloop import db
from fieldloop.orders.actions import look
from fieldloop.sla import actions

PUSHED_ASIDE = Counter("fieldloop_sweep_pushed_aside_total", "Orders whose sweep raised")
_ASIDE = timedelta(minutes=5)
_log = structlog.get_logger("sweep")

# Orders of this process whose very row cannot be written, until when: only leaving them out lets the others go on.
_stuck: dict[uuid.UUID, datetime] = {}


async def sweep_due(limit: int = 50) -> bool:
    """Look at orders whose moment has come, the most overdue first; return whether there may be more.

    Each has a transaction of its own, and one that another worker holds is skipped. One that raises is pushed aside for
    five minutes, so that it holds up nobody; it stays due, counted and logged.
    """
    now = db.clock.now()
    for order_id in [order_id for order_id, until in _stuck.items() if until <= now]:
        del _stuck[order_id]
    rows = await db.fetch(
        "select id, exists (select from sweep_aside a where a.order_id = orders.id) as aside"
        " from orders where look_at <= $1 and id <> all($3::uuid[]) order by look_at limit $2 for update skip locked",
        now,
        limit,
        list(_stuck),
    )
    for row in rows:
        try:
            await look(row["id"])
            if row["aside"]:
                await actions.bring_back(row["id"])
        except Exception as error:
            if db.is_away(error):
                raise  # nothing is wrong with this order
            _log.exception("sweep.pushed_aside", order_id=str(row["id"]))
            PUSHED_ASIDE.inc()
            await _push_aside(row["id"], now + _ASIDE, error)
    await actions.note_look()
    return len(rows) == limit


async def _push_aside(order_id: uuid.UUID, until: datetime, why: BaseException) -> None:
    try:
        await actions.push_aside(order_id, until, why)
    except asyncpg.PostgresError as error:
        if db.is_away(error):
            raise
        _stuck[order_id] = until


async def reconcile(limit: int = 100) -> bool:
    """Put right the clocks that no sweep would come to, each with a line in the log; tell whether there may be more."""
    found = await actions.reconcile(limit)
    for order_id in found:
        _log.error("sweep.repaired", order_id=str(order_id))
    return len(found) == limit
