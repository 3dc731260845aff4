"""By when a device of whoever was told should have given a sign; see `silence`."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.clocks import Moment
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import State

# What asks somebody to do something soon: whoever hears of it lets their device say so.
_ASKS = frozenset({"new", "assigned", "returned", "warning", "urged"})
_IN_HAND = (State.DISPATCHED, State.ACCEPTED)


async def want_sign(order: OrderRow, kind: str, told: Sequence[uuid.UUID], at: Moment) -> None:
    """Note that whoever has the order was told, and by when a device of theirs should have said so."""
    if not order.silent_minutes or kind not in _ASKS or order.person not in told or order.state not in _IN_HAND:
        return
    await db.execute(
        "insert into sign_wanted (id, order_id, person, since, due_at) values ($1, $2, $3, $4, $5)",
        *(new_id(), order.id, order.person, at.now, at.now + timedelta(minutes=order.silent_minutes / at.speed)),
    )
