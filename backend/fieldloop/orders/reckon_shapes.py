"""What a change of limits or calendars does, or would do, to open orders."""

import uuid
from datetime import datetime

import msgspec

from fieldloop.orders.reckoning import Outcome
from fieldloop.sla.rules import ClockKind

SHOWN = 100


class MovedOrder(msgspec.Struct):
    """An order whose deadline moves, and by how many seconds; less than nothing is earlier."""

    id: uuid.UUID
    order_no: str
    clock: ClockKind
    was: datetime
    due_at: datetime
    by_s: int


class WhatIf(msgspec.Struct):
    """How many open orders were looked at and would move, and the hundred that move most.

    `kept` would be late at once and so keep the deadline they have. `more`: of all that are `open` only those due first
    were looked at. The change moves those due first at once, and the worker goes on with the others.
    `soonest_by_s` and `latest_by_s` are the farthest that one moves to an earlier and to a later time; 0 for none.
    """

    looked_at: int
    open: int
    moved: int
    earlier: int
    kept: int
    more: bool
    soonest_by_s: int
    latest_by_s: int
    items: list[MovedOrder]


def what_if_view(outcome: Outcome) -> WhatIf:
    """Make an answer of what was found."""
    items = [
        MovedOrder(it.id, it.no, it.kind, it.was, it.due_at, round((it.due_at - it.was).total_seconds()))
        for it in outcome.moved
    ]
    items.sort(key=lambda it: (-abs(it.by_s), it.order_no))
    moves = [it.by_s for it in items]
    return WhatIf(
        looked_at=outcome.looked_at,
        open=outcome.open,
        moved=len(items),
        earlier=sum(by < 0 for by in moves),
        kept=outcome.kept,
        more=outcome.more,
        soonest_by_s=min([0, *moves]),
        latest_by_s=max([0, *moves]),
        items=items[:SHOWN],
    )
