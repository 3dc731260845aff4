"""The timeline's lines: who did what when, written with the order's row and never changed."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.record.rules import GENESIS, Event, Tied, canonical, link


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: a person in a role, a device, the owner who was asked, or the system itself."""

    kind: Literal["person", "system", "device", "owner"]
    person: uuid.UUID | None = None
    role: str | None = None
    name: str | None = None


SYSTEM = Actor("system")
OWNER = Actor("owner")


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


_COLUMNS = (
    *("id", "order_id", "seq", "action", "from_state", "to_state", "actor", "person", "role", "at", "received_at"),
    *("reason", "text", "data", "prev", "hash"),
)


async def append(now: datetime, *lines: Line) -> None:
    """Add lines of one order, on top of its newest; its row is locked, or new, and its photos are tied already.

    Each line's number is the order's new version, so that neither can be without the other; each holds the hash of the
    line before it, and waits for its place in the tree over all of them.
    """
    order_id, events = lines[0][1].id, [_event(now, *line) for line in lines]
    known = await db.fetch(
        "select o.chain, p.event, p.photo, p.phase, p.claim from orders o left join order_photo p on p.order_id = o.id"
        " and p.event = any($2) where o.id = $1",
        order_id,
        [event.id for event in events],
    )
    prev, values = known[0]["chain"] or GENESIS, list[Any]()
    for event in events:
        tied = [Tied(row["phase"], row["photo"], row["claim"] or "") for row in known if row["event"] == event.id]
        found = link(prev, canonical(replace(event, photos=tied)))
        values += _values(event, prev, found)
        prev = found
    rows = [f"({', '.join(f'${width + n}' for n in _PLACES)})" for width in range(0, len(values), len(_COLUMNS))]
    await db.execute(
        f"with e as (insert into order_event ({', '.join(_COLUMNS)}) values {', '.join(rows)} returning id),"
        " q as (insert into record_queue (event) select id from e) update orders set chain = $2 where id = $1",
        *(order_id, prev, *values),
    )


_PLACES = range(3, len(_COLUMNS) + 3)  # after the order and its newest hash


def _event(now: datetime, before: OrderRow | None, after: OrderRow, entry: Entry) -> Event:
    actor = entry.actor
    return Event(
        id=entry.id,
        order=after.id,
        seq=after.version,
        action=entry.action,
        from_state=before.state if before else None,
        to_state=after.state,
        actor=actor.kind,
        person=actor.person,
        role=actor.role,
        at=_in_utc(entry.at),
        received_at=now,
        reason=entry.reason,
        text=entry.text,
        # As it will be read again: a hash must be made of what is kept, and not of what was handed over.
        data=msgspec.json.decode(msgspec.json.encode(_data(before, after, entry))),
    )


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:  # the first hours of the year 1, in a zone east of us
        raise problem("input.invalid", errors=[{"field": "at", "message": "outside the calendar"}]) from error


def _values(event: Event, prev: bytes, found: bytes) -> tuple[Any, ...]:
    return (
        *(event.id, event.order, event.seq, event.action, event.from_state, event.to_state, event.actor, event.person),
        *(event.role, event.at, event.received_at, event.reason, event.text, event.data, prev, found),
    )


def _data(before: OrderRow | None, after: OrderRow, entry: Entry) -> dict[str, Any]:
    data = dict(entry.data)
    if entry.actor.name:
        data["actor_name"] = entry.actor.name
    times = ("clock_started_at", "due_at", "clock_sum")
    began = before is None or any(getattr(before, name) != getattr(after, name) for name in times)
    if began and not after.asked_until and after.clock_started_at and after.due_at:
        data |= {"clock_started_at": after.clock_started_at.isoformat(), "due_at": after.due_at.isoformat()}
        data |= _made_of(after)
    if entry.action is Action.ESCALATE:
        data["level"] = after.level
    return data


def _made_of(order: OrderRow) -> dict[str, Any]:
    """Say what the deadline was made of: limits and calendars change, what held then stays to be read."""
    if (made := order.clock_sum) is None:
        return {}
    said: dict[str, Any] = {"limit": {"amount": made.amount, "unit": made.unit}}
    said |= {"limit_since": made.since.isoformat()} if made.since else {}
    return said | ({"calendar": made.calendar} if made.calendar else {})
