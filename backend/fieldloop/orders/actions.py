"""The one door: everything that happens to an order comes through here, by `Ledger.record`."""

import uuid
from datetime import datetime
from typing import Annotated, Any

import asyncpg
import msgspec
from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence.attach import Phase, PhasedShot, attach, photos_of
from fieldloop.orders import dispatch, queries
from fieldloop.orders.audience import addressees
from fieldloop.orders.effects import Changes, Moment, OrderRow, Target
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.rules import (
    NEEDS_REASON,
    NEEDS_TEXT,
    OTHER,
    RIGHTS,
    Action,
    Relation,
    Standing,
    has_room,
    may,
    next_state,
    relations,
    still_missing,
)
from fieldloop.orders.timeline import SYSTEM, Actor, Entry
from fieldloop.people.queries import is_in_unit
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.settings import settings
from fieldloop.shapes import Command
from fieldloop.sla.rules import Step, due_step

# Steps after which the order waits for the next candidate, who is tried at once.
_SENT_ON = frozenset({Action.DECLINE, Action.REOPEN})


class Order(Command, kw_only=True):
    """A command to an order; `id` is made once by whoever commands and kept on every retry."""

    id: uuid.UUID
    action: Action
    at: datetime
    reason: Annotated[str, Meta(max_length=32)] | None = None
    text: Annotated[str, Meta(max_length=2000)] | None = None
    person: uuid.UUID | None = None
    unit: Annotated[str, Meta(max_length=32)] | None = None
    until: datetime | None = None
    photos: Annotated[list[PhasedShot], Meta(max_length=10)] = msgspec.field(default_factory=list[PhasedShot])


def moment() -> Moment:
    """Return now, by the database's clock, and how fast limits run."""
    return Moment(db.clock.now(), settings().clock_speed)


async def move(order_id: uuid.UUID, command: Order, caller: Caller) -> None:
    """Carry out a person's command, once however often it is sent.

    1. Lock the order if the caller may see it; a foreign one looks like an unknown one.
    2. Find the command's own earlier event: then everything is done already.
    3. Ask the machine: wrong state 409, not allowed 403.
    4. Attach photos, take the step, send on what was declined or reopened.
    """
    ledger = Ledger(moment())
    try:
        async with db.transaction():
            await _move(ledger, order_id, command, caller)
    except asyncpg.UniqueViolationError as error:
        if "order_event_pkey" not in str(error):
            raise
        # The same id went to another order at the same moment.
        raise problem("command.reused") from error
    ledger.announce()


async def _move(ledger: Ledger, order_id: uuid.UUID, command: Order, caller: Caller) -> None:
    order = await queries.load(order_id, caller, lock=True)
    if order is None:
        raise problem("not.found")
    if await _done_before(order_id, command, caller):
        return
    standing = order.standing(reported=await queries.is_reporter(order_id, caller.id))
    held = relations(standing, caller)
    _refuse(order, command, standing, held)
    await _check_reason(command)
    target = await _target(order, command, caller, held)
    extra = await _evidence(ledger, order, command, caller)
    role = _role(caller, command.action, held)
    entry = Entry(
        action=command.action,
        actor=Actor("person", caller.id, role),
        at=command.at if command.at.tzinfo else ledger.moment.now,
        id=command.id,
        reason=command.reason,
        text=command.text,
        data=_data(command, target),
    )
    after = await ledger.record(order, entry, target, extra)
    if command.action in _SENT_ON:
        await send_on(ledger, after, entry.id)


async def _done_before(order_id: uuid.UUID, command: Order, caller: Caller) -> bool:
    row = await db.fetchrow("select order_id, person, action from order_event where id = $1", command.id)
    if row is None:
        return False
    if (row["order_id"], row["person"], row["action"]) != (order_id, caller.id, command.action):
        raise problem("command.reused")
    return True


def _refuse(order: OrderRow, command: Order, standing: Standing, held: frozenset[Relation]) -> None:
    if RIGHTS[command.action] == frozenset({Relation.SYSTEM}):
        raise problem("order.not_allowed")
    possible = next_state(command.action, order.state, order.paused_state) and has_room(command.action, standing)
    if not possible:
        raise problem("order.wrong_state")
    if not may(command.action, held):
        raise problem("order.not_allowed")


async def _check_reason(command: Order) -> None:
    if command.action in NEEDS_TEXT and not (command.text or "").strip():
        raise problem("text.required")
    if command.action not in NEEDS_REASON:
        return
    sql = "select true from reason where action = $1 and code = $2 and active"
    known = command.reason and await db.fetchval(sql, command.action, command.reason)
    if not known or (command.reason == OTHER and not (command.text or "").strip()):
        raise problem("reason.required")


async def _target(order: OrderRow, command: Order, caller: Caller, held: frozenset[Relation]) -> Target:
    """Find whom the action hands the order to, and refuse whoever cannot have it."""
    match command.action:
        case Action.ASSIGN:
            if not (command.person and order.unit and await is_in_unit(command.person, order.unit)):
                raise problem("order.unknown_person")
            return Target(caller.id, person=command.person)
        case Action.TRANSFER:
            return Target(caller.id, unit=await _other_unit(order, command.unit))
        case Action.DISPATCH:
            unit = await _other_unit(order, command.unit)
            if command.person and not await is_in_unit(command.person, unit):
                raise problem("order.unknown_person")
            return Target(caller.id, unit=unit, person=command.person)
        case Action.DECLINE:
            # A unit declines by its coordinator; one of its people only hands it back to the unit.
            by_unit = Relation.COORDINATOR in held and order.unit is not None
            declined = order.unit if by_unit else f"person:{caller.id}"
            return Target(caller.id, desk=(await dispatch.choose(order, declined)).desk, declined=declined)
        case Action.REOPEN:
            return Target(caller.id, desk=(await dispatch.choose(order)).desk)
        case _:
            return Target(caller.id)


async def _other_unit(order: OrderRow, unit: str | None) -> str:
    # Only units of the same district: another district's would be a way to see whether a code exists there.
    sql = "select u.code from unit u join area a on a.code = u.area where u.code = $1 and u.active and a.district = $2"
    found = await db.fetchval(sql, unit, order.district) if unit and unit != order.unit else None
    if found is None:
        raise problem("order.unknown_unit")
    return found


async def _evidence(ledger: Ledger, order: OrderRow, command: Order, caller: Caller) -> Changes:
    shots: list[tuple[Phase, PhasedShot]] = [(shot.phase, shot) for shot in command.photos]
    await attach(order.id, shots, caller.id, ledger.moment.now, event=command.id)
    if command.action is Action.SUBMIT:
        # After a return the old after-photos do not count: they were judged already.
        present = await photos_of(order.id, order.clock_started_at if order.returned else None)
        required = {"before": order.before_photos, "after": order.after_photos}
        if missing := still_missing(required, present):
            raise problem("evidence.incomplete", missing=missing)
    newest = next((shot.sha256 for phase, shot in reversed(shots) if phase == "after"), None)
    return {"after": newest} if newest else {}


def _role(caller: Caller, action: Action, held: frozenset[Relation]) -> str | None:
    """Return the role under which the timeline shows the person, by the right that was used."""
    wanted = {
        Relation.REVIEWER: RoleKind.MANAGER,
        Relation.MANAGER: RoleKind.MANAGER,
        Relation.COORDINATOR: RoleKind.COORDINATOR,
        Relation.REPORTER: RoleKind.VOLUNTEER,
    }
    for relation, kind in wanted.items():
        if relation in held & RIGHTS[action] and caller.has(kind):
            return kind
    return caller.roles[0].kind if caller.roles else None


def _data(command: Order, target: Target) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if command.action in {Action.ASSIGN, Action.DISPATCH, Action.TRANSFER}:
        data |= {"person": target.person, "unit": target.unit}
    if command.action is Action.SUSPEND and command.until:
        data["until"] = command.until.isoformat()
    if command.photos:
        data["photos"] = len(command.photos)
    return {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in data.items() if value}


async def send_on(ledger: Ledger, order: OrderRow, event: uuid.UUID) -> OrderRow:
    """Dispatch a filed order to whoever is next; when nobody is, its desk is told: it is never without an answerer."""
    target = await dispatch.choose(order)
    if target.unit is None and not target.pool:
        await ledger.tell_new(order, event, await addressees(order))
        return order
    return await ledger.record(order, dispatched(target, ledger.moment.now), target)


def dispatched(target: Target, now: datetime) -> Entry:
    """Return the event that says where the system sent an order."""
    data = {"unit": target.unit} if target.unit else {"pool": True}
    return Entry(Action.DISPATCH, SYSTEM, now, data=data)


async def look(order_id: uuid.UUID) -> None:
    """Do what an order's clock asks for now: warn, or go one level up. The sweeper's step; safe to repeat."""
    ledger = Ledger(moment())
    async with db.transaction():
        order = await queries.load_unless_locked(order_id)
        clock = order.clock() if order else None
        if order is None or clock is None:
            return
        step = due_step(clock, ledger.moment.now)
        if step is Step.NOTHING:
            await _look_later(order_id, ledger.moment.now)
            return
        action = Action.WARN if step is Step.WARN else Action.ESCALATE
        await ledger.record(order, Entry(action, SYSTEM, ledger.moment.now), Target())
    ledger.announce()


async def _look_later(order_id: uuid.UUID, now: datetime) -> None:
    # Nothing is due although the row said so: without this the sweeper would come back to it for ever.
    sql = "update orders set look_at = case when due_at > $2 then due_at end where id = $1 and look_at <= $2"
    await db.execute(sql, order_id, now)


async def seen(order_id: uuid.UUID, command_id: uuid.UUID, caller: Caller) -> None:
    """Note that somebody who was told has seen the order; the first time counts, and no clock changes."""
    await move(order_id, Order(id=command_id, action=Action.SEEN, at=db.clock.now()), caller)
