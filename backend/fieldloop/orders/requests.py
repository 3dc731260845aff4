"""Requests of whoever has an order: for more time, or to suspend it; a second person decides."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.orders.command import Order
from fieldloop.orders.room import NEEDED, bounds, earliest
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import DECIDES_REQUEST, Action
from fieldloop.orders.shapes import EventView, TimeRequest
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import Actor, Entry
from fieldloop.people.rules import Caller

_LONGEST = timedelta(days=366)
ABOUT_TIME = frozenset({Action.SUSPEND, Action.REQUEST, Action.GRANT})


async def target_of(order: OrderRow, command: Order, caller: Caller, now: datetime) -> Target:
    """Return until when a step stops or moves the clock; raises request.not_offered, request.until."""
    target = Target(caller.id)
    if command.action is Action.REQUEST:
        return _asked(order, command, target, now)
    if command.action is Action.GRANT:
        return await _granted(order, command, target, now)
    if command.until is None:
        return target
    # One that lies behind, as a phone without a network may send it, would never end by itself.
    return replace(target, resume_at=_within(command.until, now, now + _LONGEST))


def _asked(order: OrderRow, command: Order, target: Target, now: datetime) -> Target:
    wants = command.wants or "extend"
    allowed = bounds(wants, {name: getattr(order, name) for name in NEEDED}, now)
    if allowed is None:
        raise problem("request.not_offered")
    _within(command.until, *allowed)
    return replace(target, wants=wants)


def _within(until: datetime | None, first: datetime, last: datetime) -> datetime:
    if until is None or until.tzinfo is None or not first < until <= last:
        raise problem("request.until", earliest=first.isoformat(), latest=last.isoformat())
    return until


async def _granted(order: OrderRow, command: Order, target: Target, now: datetime) -> Target:
    # What was asked for, or less. When that is over meanwhile it still says from when on the order is late.
    sql = "select kind, until from time_request where order_id = $1 and decided_at is null"
    row = await db.fetchrow(sql, order.id)
    if row is None:
        raise problem("order.wrong_state")
    until = row["until"]
    if command.until:
        until = _within(command.until, earliest(row["kind"], order.due_at, now), until)
    if row["kind"] == "suspend":
        return replace(target, resume_at=until)
    return replace(target, extend_to=max(until, order.due_at or until))


async def note(before: OrderRow, after: OrderRow, entry: Entry, target: Target) -> None:
    """Write down a request that is made, and what came of one that ends; part of the step."""
    if entry.action is Action.REQUEST:
        await db.execute(
            "insert into time_request (id, order_id, kind, person, reason, text, until, made_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8)",
            *(entry.id, after.id, after.request, after.request_by, entry.reason, entry.text),
            *(datetime.fromisoformat(entry.data["until"]), after.changed_at),
        )
    elif before.request and not after.request:
        by = entry.actor.person if entry.action in DECIDES_REQUEST else None
        until = (target.extend_to or target.resume_at) if entry.action is Action.GRANT else None
        await db.execute(
            "update time_request set decided_at = $2, decided_by = $3, granted_until = $4"
            " where order_id = $1 and decided_at is null",
            *(after.id, after.changed_at, by, until),
        )


async def has_more_time(order: OrderRow) -> bool:
    """Tell whether somebody has granted the clock that runs more time: what a person granted no rule takes back."""
    sql = (
        "select exists (select from time_request where order_id = $1 and kind = 'extend'"
        " and granted_until is not null and decided_at >= $2)"
    )
    return bool(order.extended) and await db.fetchval(sql, order.id, order.clock_started_at)


async def suspension(order: OrderRow, actor: Actor, target: Target, now: datetime) -> Entry:
    """Return the step that carries out a suspension that was just granted."""
    reason = await db.fetchval(
        "select reason from time_request where order_id = $1 order by decided_at desc nulls last limit 1", order.id
    )
    until = {"until": target.resume_at.isoformat()} if target.resume_at else {}
    return Entry(Action.SUSPEND, actor, now, reason=reason, data=until)


def open_request(events: list[EventView]) -> TimeRequest | None:
    """Return the request that waits, as the timeline tells it."""
    for event in reversed(events):
        if event.action is Action.REQUEST:
            said = event.data
            until = datetime.fromisoformat(said["until"])
            return TimeRequest(said["wants"], until, event.reason or "", event.text, event.received_at)
    return None
