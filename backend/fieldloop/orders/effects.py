"""What an action does to an order's columns. Pure: the order before, the action and the moment in; changes out."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, State
from fieldloop.sla import rules as sla

Changes = dict[str, Any]
ENDED = frozenset({State.CLOSED, State.VOID})


@dataclass(frozen=True, slots=True)
class Target:
    """Whom an action names: the person who acts, and the person or unit it hands the order to."""

    actor: uuid.UUID | None = None
    person: uuid.UUID | None = None
    unit: str | None = None
    desk: str | None = None
    pool: bool = False
    declined: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When, and how fast limits run."""

    now: datetime
    speed: float = 1.0


def changes(order: OrderRow, action: Action, to: State, target: Target, at: Moment) -> Changes:
    """Return every column that the action changes; the caller adds version and bookkeeping."""
    own = _OWN.get(action)
    found: Changes = {"state": to, "changed_at": at.now}
    if own:
        found |= own(order, target, at.now)
    if (to in ENDED) != (order.state in ENDED):
        # Opened again, its photos count as here: those taken from now on are.
        found |= {"ended_at": at.now} if to in ENDED else {"ended_at": None, "forgotten_at": None}
    return found | _clock_changes(order, action, to, at)


def holder(order: OrderRow) -> uuid.UUID | None:
    """Return who has the work in hand; a pause takes it out of nobody's hand."""
    state = order.paused_state if order.state is State.SUSPENDED else order.state
    return order.person if state is State.ACCEPTED else None


def clock_columns(clock: sla.Clock | None) -> Changes:
    """Return a clock as columns; none clears them."""
    if clock is None:
        return {"clock_started_at": None, "warn_at": None, "due_at": None, "look_at": None, "level": 0, "warned": False}
    return {
        "clock_started_at": clock.started_at,
        "warn_at": clock.warn_at,
        "due_at": clock.due_at,
        "look_at": clock.look_at,
        "level": clock.level,
        "warned": clock.warned,
    }


# Steps that begin a new wait even though the same kind of clock ran before: somebody else now answers for it. So does
# a dispatch by hand; the one that follows filing and declining at once finds a clock that began in the same moment.
_BEGIN_ANEW = frozenset({Action.DISPATCH, Action.DECLINE, Action.TRANSFER, Action.REOPEN})


def _clock_changes(order: OrderRow, action: Action, to: State, at: Moment) -> Changes:
    clock, kind = order.clock(), sla.CLOCK_OF_STATE.get(to)
    if action is Action.SUSPEND:
        paused: Changes = msgspec.to_builtins(clock) if clock else {}
        return clock_columns(None) | {"paused_state": order.state, "paused_at": at.now, "paused_clock": paused}
    if action is Action.RESUME:
        return _resumed(order, at)
    if kind is None and to is order.state:
        return {}  # a remark on a suspended order must not forget the clock that waits
    if kind is None:
        return clock_columns(None) | {"paused_state": None, "paused_at": None, "paused_clock": None}
    anew = action in _BEGIN_ANEW and order.clock_started_at != at.now
    if clock is None or anew or kind is not sla.CLOCK_OF_STATE.get(order.state):
        return clock_columns(sla.start(kind, at.now, order.limits(at.speed))) | {"round": order.round + 1}
    return _same_clock(order, clock, action, at)


def _same_clock(order: OrderRow, clock: sla.Clock, action: Action, at: Moment) -> Changes:
    if action is Action.WARN:
        return clock_columns(sla.after_warning(clock))
    if action is Action.ESCALATE:
        return clock_columns(sla.after_escalation(clock, at.now, order.limits(at.speed)))
    return {}


def _resumed(order: OrderRow, at: Moment) -> Changes:
    if order.paused_at is None or not order.paused_clock:
        raise ValueError("a suspended order without its clock")
    clock = msgspec.convert(order.paused_clock, sla.Clock)
    return clock_columns(sla.moved(clock, at.now - order.paused_at)) | {
        "paused_state": None,
        "paused_at": None,
        "paused_clock": None,
    }


def _dispatch(_order: OrderRow, target: Target, now: datetime) -> Changes:
    desk = None if target.unit else target.desk
    return _addressed_to(target.unit, desk, target.person, pool=target.pool) | {"dispatched_at": now}


def _addressed_to(unit: str | None, desk: str | None, person: uuid.UUID | None, *, pool: bool) -> Changes:
    return {"unit": unit, "desk": desk, "person": person, "pool": pool}


def _accept(_order: OrderRow, target: Target, now: datetime) -> Changes:
    return {"person": target.actor, "pool": False, "accepted_at": now}


def _assign(order: OrderRow, target: Target, now: datetime) -> Changes:
    found: Changes = {"person": target.person, "pool": False}
    return found | ({} if order.state is State.ACCEPTED else {"dispatched_at": now})


def _decline(order: OrderRow, target: Target, _now: datetime) -> Changes:
    return _addressed_to(None, target.desk, None, pool=False) | {"declined_by": [*order.declined_by, target.declined]}


def _transfer(_order: OrderRow, target: Target, now: datetime) -> Changes:
    return _addressed_to(target.unit, None, None, pool=False) | {"dispatched_at": now}


def _submit(_order: OrderRow, target: Target, now: datetime) -> Changes:
    return {"submitter": target.actor, "submitted_at": now}


def _reopen(_order: OrderRow, target: Target, _now: datetime) -> Changes:
    found = _addressed_to(None, target.desk, None, pool=False)
    return found | {"submitter": None, "closed_at": None, "declined_by": []}


_OWN: Mapping[Action, Callable[[OrderRow, Target, datetime], Changes]] = {
    Action.DISPATCH: _dispatch,
    Action.ACCEPT: _accept,
    Action.ASSIGN: _assign,
    Action.DECLINE: _decline,
    Action.TRANSFER: _transfer,
    Action.ARRIVE: lambda _order, _target, now: {"arrived_at": now},
    Action.SUBMIT: _submit,
    Action.APPROVE: lambda _order, _target, now: {"reviewed_at": now, "closed_at": now},
    Action.RETURN: lambda order, _target, now: {"reviewed_at": now, "returned": order.returned + 1},
    Action.REOPEN: _reopen,
    Action.SEEN: lambda _order, _target, now: {"seen_at": now},
}
# The first time counts; later ones stand in the timeline.
FIRST_COUNTS = frozenset({"dispatched_at", "seen_at", "arrived_at"})
