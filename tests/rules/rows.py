"""Orders as the machine holds them, made without a database."""

import uuid
from datetime import UTC, datetime
from typing import Any

from fieldloop.orders.clocks import clock_columns
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import State
from fieldloop.sla import rules as sla

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIMITS = sla.Limits(accept=5, fix=30, review=60, escalate=10, warn_share=0.8)


def row(state: State = State.DISPATCHED, **columns: Any) -> OrderRow:
    """Return an order of unit u1 whose clock started at noon."""
    kind = sla.CLOCK_OF_STATE.get(state)
    clock = sla.start(kind, NOON, LIMITS) if kind else None
    known = clock_columns(clock) | columns
    first: dict[str, Any] = {
        "id": uuid.uuid4(),
        "no": "1",
        "version": 3,
        "state": state,
        "element": "waste.bag_outside",
        "scenario": "waste",
        "site": "site1",
        "area": "n1",
        "district": "d1",
        "street": "s1",
        "neighbourhood": "n1",
        "grid": None,
        "unit": "u1",
        "filed_at": NOON,
        "round": 1,
        "accept_minutes": LIMITS.accept,
        "fix_minutes": LIMITS.fix,
        "review_minutes": LIMITS.review,
        "escalate_minutes": LIMITS.escalate,
        "warn_share": LIMITS.warn_share,
        "before_photos": 0,
        "after_photos": 1,
        "dispatch": "unit",
        "other_unit": False,
        "reopen_days": 7,
    }
    return OrderRow(**first | known)
