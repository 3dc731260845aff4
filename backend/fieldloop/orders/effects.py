"""What an action does to an order's columns. Pure: the order before, the action and the moment in; changes out."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from fieldloop.orders.clocks import Changes, Moment, clock_changes, goes_on_asking, overrun, prolonged
from fieldloop.orders.priority import prioritized
from fieldloop.orders.relations import Appeal
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import DECIDES_REQUEST, Action, State
from fieldloop.orders.target import Target

ENDED = frozenset({State.CLOSED, State.VOID})


def changes(order: OrderRow, action: Action, to: State, target: Target, at: Moment) -> Changes:
    """Return every column that the action changes; the caller adds version and bookkeeping."""
    own = _OWN.get(action)
    found: Changes = {"state": to, "changed_at": at.now}
    if own:
        found |= own(order, target, at.now)
    if order.asked_until and not goes_on_asking(action, to):
        found["asked_until"] = None
    if (to in ENDED) != (order.state in ENDED):
        # Opened again, its photos count as here: those taken from now on are.
        found |= {"ended_at": at.now} if to in ENDED else {"ended_at": None, "forgotten_at": None}
    if order.waits_for and to is not State.SUSPENDED:
        found |= {"waits_for": None, "waits_unit": None}
    if order.unheard_at and _gives_sign(order, to, found, target):
        found |= {"unheard_at": None}
    found |= _unasked(order, action, to)
    appeal = found.get("late_appeal", order.late_appeal)
    clock = clock_changes(order, action, to, appeal, at, target.climbing)
    if target.extend_to:
        clock = prolonged(order, target.extend_to, at)
    if target.priority:
        clock = prioritized(order, target.priority, target.spans, at)
    if to is State.SUSPENDED is not order.state:
        clock["look_at"] = target.resume_at
    return found | clock | overrun(order, clock, at.now)


def _gives_sign(order: OrderRow, to: State, found: Changes, target: Target) -> bool:
    """Tell whether somebody is heard of again: who has the order acts, or it is somebody else's, or over."""
    handed = found.get("person", order.person) != order.person
    return target.actor == order.person or handed or to not in {State.DISPATCHED, State.ACCEPTED, State.SUSPENDED}


# Whoever is asked to do it from now on has not asked for anything.
_OTHERS_NOW = frozenset({Action.DISPATCH, Action.TRANSFER, Action.DECLINE})


def _unasked(order: OrderRow, action: Action, to: State) -> Changes:
    """A request ends with what it was about: decided, or overtaken by what became of the order."""
    over = action in DECIDES_REQUEST or action in _OTHERS_NOW or to is not order.state
    return {"request": None, "request_by": None} if order.request and over else {}


def holder(order: OrderRow) -> uuid.UUID | None:
    """Return who has the work in hand; a pause takes it out of nobody's hand."""
    state = order.paused_state if order.state is State.SUSPENDED else order.state
    return order.person if state is State.ACCEPTED else None


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
    found |= {"submitter": None, "closed_at": None, "declined_by": [], "confirmed": False, "by_owner": False}
    # Marks are of a round that did not count: the next begins without, and with its own right of reply.
    found |= {"overran": False, "overran_by": None, "return_appeal": None, "late_appeal": None}
    return found | ({"disputed": True} if target.objects else {})


def _approve(order: OrderRow, target: Target, now: datetime) -> Changes:
    return _closed(order, now) | {"judged_by": target.actor}


def _closed(order: OrderRow, now: datetime) -> Changes:
    found: Changes = {"reviewed_at": now, "closed_at": now, "asker": None}
    if order.return_appeal == Appeal.OPEN:
        # What should not have been returned was not done badly either.
        found |= {"return_appeal": Appeal.REVERSED, "returned": max(0, order.returned - 1)}
    return found


def _return(order: OrderRow, target: Target, now: datetime) -> Changes:
    found: Changes = {"reviewed_at": now, "judged_by": target.actor, "asker": None}
    if order.return_appeal == Appeal.OPEN:
        return found | {"return_appeal": Appeal.UPHELD}  # the same return, looked at twice
    if order.by_owner:
        return found | {"by_owner": False}  # nobody of ours did it badly
    return found | {"returned": order.returned + 1}


def _appeal(order: OrderRow, _target: Target, now: datetime) -> Changes:
    if order.state is State.CLOSED:
        return {"late_appeal": Appeal.OPEN}
    # A round of its own: a verdict that was sent before it was appealed must not decide the appeal.
    return {"return_appeal": Appeal.OPEN, "submitted_at": now}


def _void(order: OrderRow, _target: Target, _now: datetime) -> Changes:
    """Nobody decides an appeal of what was no case."""
    return {"asker": None} | ({"return_appeal": Appeal.DROPPED} if order.return_appeal == Appeal.OPEN else {})


def _comment(order: OrderRow, target: Target, _now: datetime) -> Changes:
    return {"asker": None} if order.asker and target.actor == order.submitter else {}


def _wait(order: OrderRow, target: Target, _now: datetime) -> Changes:
    return {"waits_for": target.waits_for, "waits_unit": target.unit, "waited": order.waited + 1}


_OWN: Mapping[Action, Callable[[OrderRow, Target, datetime], Changes]] = {
    Action.DISPATCH: _dispatch,
    Action.ACCEPT: _accept,
    Action.ASSIGN: _assign,
    Action.DECLINE: _decline,
    Action.TRANSFER: _transfer,
    Action.ARRIVE: lambda _order, _target, now: {"arrived_at": now},
    Action.SUBMIT: _submit,
    Action.APPROVE: _approve,
    Action.RETURN: _return,
    Action.REOPEN: _reopen,
    Action.VOID: _void,
    Action.COMMENT: _comment,
    Action.ASK: lambda _order, target, _now: {"asker": target.actor},
    Action.REQUEST: lambda _order, target, _now: {"request": target.wants, "request_by": target.actor},
    Action.GRANT: lambda order, target, _now: {"extended": order.extended + 1} if target.extend_to else {},
    Action.APPEAL: _appeal,
    Action.EXCUSE: lambda _order, _target, _now: {"late_appeal": Appeal.REVERSED, "overran": False},
    Action.UPHOLD: lambda _order, _target, _now: {"late_appeal": Appeal.UPHELD},
    Action.PRIORITIZE: lambda _order, target, _now: {"priority": target.priority},
    Action.WAIT: _wait,
    Action.URGE: lambda order, _target, _now: {"urged": order.urged + 1},
    Action.CONFIRM: lambda _order, _target, _now: {"confirmed": True},
    Action.CLEAR: lambda order, _target, now: _closed(order, now) | {"judged_by": None},
    Action.OWNER_DONE: lambda _order, _target, now: {"by_owner": True, "submitted_at": now},
    Action.SEEN: lambda _order, _target, now: {"seen_at": now},
}
# The first time counts; later ones stand in the timeline.
FIRST_COUNTS = frozenset({"dispatched_at", "seen_at", "arrived_at"})
