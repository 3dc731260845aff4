"""What a command is refused for, and whom it may hand the order to."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from fieldloop import db
from fieldloop.errors import Problem, problem
from fieldloop.orders import dispatch, duty, pauses
from fieldloop.orders.audience import undecidable
from fieldloop.orders.command import Order
from fieldloop.orders.queries import was_theirs
from fieldloop.orders.relations import Standing, entitled, has_room, relations
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import (
    NEEDS_REASON,
    NEEDS_TEXT,
    OTHER,
    RIGHTS,
    VERDICTS,
    Action,
    Relation,
    next_state,
)
from fieldloop.orders.target import Target
from fieldloop.people.queries import is_in_unit
from fieldloop.people.rules import Caller

# What a command names, of all that it may name, by its action.
_NAMED = {
    Action.ASSIGN: ("person",),
    Action.TRANSFER: ("unit",),
    Action.DISPATCH: ("person", "unit"),
    Action.REDACT: ("photo", "boxes"),
    Action.REQUEST: ("wants", "until"),
    Action.PRIORITIZE: ("priority",),
    Action.WAIT: ("waits_for",),
}

# What proves no work comes with one step only.
_BROUGHT_WITH = {"mark": Action.RETURN, "found": Action.REOPEN}

# Steps of whoever does the work: these may come too late.
LOST = frozenset({Action.ACCEPT, Action.DECLINE, Action.ARRIVE, Action.SUBMIT})


async def done_before(order_id: uuid.UUID, command: Order, caller: Caller) -> bool:
    """Tell whether this very command was carried out before.

    Raises command.reused when its id stands for another, and what it was refused for when what it brought was kept.
    """
    sql = "select order_id, person, action, reason, text, data from order_event where id = $1"
    row = await db.fetchrow(sql, command.id)
    if row is None:
        return False
    data, only_kept = row["data"], row["action"] == Action.KEPT
    own = (order_id, caller.id, command.action, command.reason, command.text, len(command.photos))
    action = data["wanted"] if only_kept else row["action"]
    stored = (row["order_id"], row["person"], action, row["reason"], row["text"], data.get("photos", 0))
    said = data | {"person": data.get("instead_of", data.get("person"))}
    named = all(_text(getattr(command, name)) == said.get(name) for name in _NAMED.get(command.action, ()))
    if own != stored or not (named or only_kept):
        raise problem("command.reused")
    if only_kept:
        raise problem(data["code"], kept=True)
    return True


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else msgspec.to_builtins(value)


def _is_same(seen: datetime, stored: datetime | None) -> bool:
    # JavaScript's clock knows no microseconds; a moment without a zone says nothing.
    return bool(seen.tzinfo and stored and abs(seen - stored) < timedelta(milliseconds=2))


async def refusal(order: OrderRow, command: Order, standing: Standing, caller: Caller) -> Problem | None:
    """Return why the command cannot be carried out now, if so."""
    action, held = command.action, relations(standing, caller)
    if RIGHTS[action] == frozenset({Relation.SYSTEM}):
        return problem("order.not_allowed")
    # Returned and submitted again meanwhile: nobody may close work that they have not looked at.
    other = action in VERDICTS and command.submitted and not _is_same(command.submitted, order.submitted_at)
    if (
        other
        or not next_state(action, order.state, order.paused_state, by_owner=order.by_owner)
        or not has_room(action, standing)
    ):
        return problem("order.wrong_state")
    if not entitled(action, standing, caller, held):
        # Not theirs any more: somebody was quicker, or it was given to somebody else while they were away.
        lost = action in LOST and await was_theirs(order.id, caller, to_take=action is Action.ACCEPT)
        return problem("order.wrong_state" if lost else "order.not_allowed")
    if not all(_may_bring(action, shot.phase, held) for shot in command.photos):
        return problem("order.not_allowed")
    if action is Action.APPEAL and await undecidable([order.id]):
        return problem("appeal.nobody_else")
    return None


def _may_bring(action: Action, phase: str, held: frozenset[Relation]) -> bool:
    """Before and after are the work's: from anybody else they would pass for its proof, or change it under review.

    Whoever opens an order again may show what was found, as whoever found it first did.
    """
    if phase in _BROUGHT_WITH:
        return action is _BROUGHT_WITH[phase]
    return Relation.HOLDER in held and action is not Action.APPEAL


async def check_reason(command: Order) -> None:
    if command.action in NEEDS_TEXT and not (command.text or "").strip():
        raise problem("text.required")
    if command.action not in NEEDS_REASON:
        return
    sql = "select true from reason where action = $1 and code = $2 and active and offered"
    known = command.reason and await db.fetchval(sql, command.action, command.reason)
    if not known or (command.reason == OTHER and not (command.text or "").strip()):
        raise problem("reason.required")


async def target_of(order: OrderRow, command: Order, caller: Caller, held: frozenset[Relation]) -> Target:
    """Find whom the action hands the order to, and refuse whoever cannot have it."""
    match command.action:
        case Action.ASSIGN:
            if not (command.person and order.unit and await is_in_unit(command.person, order.unit)):
                raise problem("order.unknown_person")
            return await duty.handed(Target(caller.id, person=command.person), order.unit)
        case Action.TRANSFER:
            return Target(caller.id, unit=await _other_unit(order, command.unit))
        case Action.DISPATCH:
            unit = await _other_unit(order, command.unit)
            if command.person and not await is_in_unit(command.person, unit):
                raise problem("order.unknown_person")
            return await duty.handed(Target(caller.id, unit=unit, person=command.person), unit)
        case Action.DECLINE:
            # A unit declines by its coordinator; one of its people only hands it back to the unit.
            by_unit = Relation.COORDINATOR in held and order.unit is not None
            declined = order.unit if by_unit else f"person:{caller.id}"
            return Target(caller.id, desk=(await dispatch.choose(order, declined)).desk, declined=declined)
        case Action.REOPEN:
            objects = Relation.MANAGER not in held
            return Target(caller.id, desk=(await dispatch.choose(order)).desk, objects=objects)
        case _:
            return await _with_priority(order, command, Target(caller.id))


async def _with_priority(order: OrderRow, command: Order, target: Target) -> Target:
    if command.action is not Action.PRIORITIZE:
        return target
    if command.priority is None:
        raise problem("input.invalid", errors=[{"field": "priority", "message": "missing"}])
    if command.priority is order.priority:
        raise problem("order.wrong_state")
    return replace(target, priority=command.priority, spans=await pauses.spans(order))


async def _other_unit(order: OrderRow, unit: str | None) -> str:
    # Only units of the same district: another district's would be a way to see whether a code exists there.
    sql = "select u.code from unit u join area a on a.code = u.area where u.code = $1 and u.active and a.district = $2"
    found = await db.fetchval(sql, unit, order.district) if unit and unit != order.unit else None
    if found is None:
        raise problem("order.unknown_unit")
    return found
