"""Writes of this slice: notices into the outbox, the mark "seen", a browser's subscription."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from fieldloop import db
from fieldloop.ids import new_id


async def tell(order_id: uuid.UUID, event_id: uuid.UUID, persons: Sequence[uuid.UUID], kind: str, now: datetime) -> None:
    """Put one notice for each person into the outbox, in the order's own transaction.

    Once per event and person: a command that is repeated, or a person found by two rules, is told once.
    """
    if not persons:
        return
    await db.execute(
        "insert into notice (id, order_id, event_id, person_id, kind, created_at, next_at, attempts)"
        " select id, $3, $4, person_id, $5, $6, $6, 0 from unnest($1::uuid[], $2::uuid[]) as told(id, person_id)"
        " on conflict (event_id, person_id) do nothing",
        [new_id() for _ in persons],
        list(persons),
        order_id,
        event_id,
        kind,
        now,
    )
