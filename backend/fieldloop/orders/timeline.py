"""The timeline's lines: who did what when, written with the order's row and never changed."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: a person in a role, a device, or the system itself."""

    kind: Literal["person", "system", "device"]
    person: uuid.UUID | None = None
    role: str | None = None
    name: str | None = None


SYSTEM = Actor("system")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the event will say."""

    action: Action
    actor: Actor
    at: datetime
    id: uuid.UUID = field(default_factory=new_id)
    reason: str | None = None
    text: str | None = None
    data: dict[str, Any] = field(default_factory=dict[str, Any])


Line = tuple[OrderRow | None, OrderRow, Entry]
"""The order before (None when it is filed), the order after, and what happened."""


async def append(now: datetime, *lines: Line) -> None:
    """Add lines; each one's number is the order's new version, so that neither can be without the other."""
    await db.executemany(
        "insert into order_event (id, order_id, seq, action, from_state, to_state, actor, person, role, at,"
        " received_at, reason, text, data) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        [_values(now, *line) for line in lines],
    )


def _values(now: datetime, before: OrderRow | None, after: OrderRow, entry: Entry) -> tuple[Any, ...]:
    actor = entry.actor
    return (
        *(entry.id, after.id, after.version, entry.action, before.state if before else None, after.state),
        *(actor.kind, actor.person, actor.role, entry.at, now, entry.reason, entry.text),
        _data(before, after, entry),
    )


def _data(before: OrderRow | None, after: OrderRow, entry: Entry) -> dict[str, Any]:
    data = dict(entry.data)
    if entry.actor.name:
        data["actor_name"] = entry.actor.name
    began = before is None or before.clock_started_at != after.clock_started_at
    if began and after.clock_started_at and after.due_at:
        data |= {"clock_started_at": after.clock_started_at.isoformat(), "due_at": after.due_at.isoformat()}
    if entry.action is Action.ESCALATE:
        data["level"] = after.level
    return data
