"""Writes of this slice: one row for each step up."""

import uuid
from datetime import datetime

from fieldloop import db
from fieldloop.ids import new_id


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
