"""What a step does to an order's clock: starts it, stops it, moves it, leaves it alone. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import PAUSES, Action, State
from fieldloop.sla import ladders
from fieldloop.sla import rules as sla
from fieldloop.sla.calendar import Calendar

Changes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """When, how fast limits run, and on which calendar those run that need one."""

    now: datetime
    speed: float = 1.0
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Climbing:
    """Of an escalation its level, of any look whether somebody told has seen the order since its clock started."""

    rung: ladders.Rung | None = None
    seen: bool = False


NOT_CLIMBING = Climbing()


def clock_columns(clock: sla.Clock | None) -> Changes:
    """Return a clock as columns; none clears them."""
    if clock is None:
        stopped = dict.fromkeys(("clock_started_at", "warn_at", "due_at", "look_at", "clock_sum", "climbed_at"))
        return stopped | {"level": 0, "warned": False, "unseen": 0}
    return {
        "clock_started_at": clock.started_at,
        "warn_at": clock.warn_at,
        "due_at": clock.due_at,
        "look_at": clock.look_at,
        "level": clock.level,
        "warned": clock.warned,
        "unseen": clock.unseen,
        "clock_sum": clock.made_of,
        "climbed_at": clock.climbed_at,
    }


# Steps that begin a new wait even though the same kind of clock ran before: somebody else now answers for it. So does
# a dispatch by hand; the one that follows filing and declining at once finds a clock that began in the same moment.
_BEGIN_ANEW = frozenset({Action.DISPATCH, Action.DECLINE, Action.TRANSFER, Action.REOPEN, Action.OWNER_LEFT})


def started(
    order: OrderRow, kind: sla.ClockKind, at: Moment, state: State | None = None, late_appeal: str | None = None
) -> Changes:
    """Return the columns of a clock that starts now, with the first look that the ladders of a state ask for."""
    clock, held = sla.start(kind, at.now, order.limits(at.speed, at.calendar)), _plan(order, at, state, late_appeal)
    return _climbed(ladders.watched(clock, held), held)


def _plan(order: OrderRow, at: Moment, state: State | None = None, late_appeal: str | None = None) -> ladders.Plan:
    return order.plan(at.speed, at.calendar, state, late_appeal)


def _climbed(clock: sla.Clock, held: ladders.Plan) -> Changes:
    return clock_columns(clock) | {"top": held.top(clock)}


def clock_changes(
    order: OrderRow,
    action: Action,
    to: State,
    late_appeal: str | None,
    at: Moment,
    climbing: Climbing = NOT_CLIMBING,
) -> Changes:
    """Return the clock's columns after a step to a state, with what has become of an appeal of a late mark by then."""
    clock, kind = order.clock(), sla.kind_of(to, late_appeal)
    if action in PAUSES:
        paused: Changes = msgspec.to_builtins(clock) if clock else {}
        return clock_columns(None) | {"paused_state": order.state, "paused_at": at.now, "paused_clock": paused}
    if action is Action.RESUME:
        return _resumed(order, at)
    asking = order.asked_until and goes_on_asking(action, to)
    if asking or (kind is None and clock is None and to is order.state):
        return {}  # a remark on a suspended order must not forget the clock that waits
    if kind is None:
        return clock_columns(None) | {"paused_state": None, "paused_at": None, "paused_clock": None}
    begins = action in _BEGIN_ANEW
    anew = begins and order.clock_started_at != at.now
    if clock is None or anew or kind is not sla.kind_of(order.state, order.late_appeal):
        return started(order, kind, at, to, late_appeal) | {"round": order.round + 1}
    return _sent_on(order, clock, kind, to, at) if begins else _same_clock(order, clock, action, to, at, climbing)


def grace(now: datetime, until: datetime, minutes: int) -> Changes:
    """Return the columns of an order whose owner is asked: the sweeper looks when the time is over, and nobody is late.

    It is no run of ours: the timeline does not tell of it as of one, and the first of ours begins when it has ended.
    """
    return clock_columns(sla.Clock(now, until, until, until, made_of=sla.Sum(now, minutes))) | {"asked_until": until}


def goes_on_asking(action: Action, to: State) -> bool:
    """Tell whether the owner is still being asked after a step."""
    return to is State.FILED and action is not Action.OWNER_LEFT


def overrun(order: OrderRow, clock: Changes, now: datetime) -> Changes:
    """Note that a run of the work's clocks ended too late (`whole.clock_runs`), and in whose hands it was."""
    ends = "clock_started_at" in clock and clock["clock_started_at"] != order.clock_started_at
    of_work = sla.CLOCK_OF_STATE.get(order.state) in {sla.ClockKind.ACCEPT, sla.ClockKind.FIX}
    late = order.due_at is not None and now > order.due_at and order.asked_until is None
    return {"overran": True, "overran_by": order.person or order.overran_by} if ends and of_work and late else {}


def prolonged(order: OrderRow, due_at: datetime, at: Moment) -> Changes:
    """Return the clock's columns with the deadline that was granted; the next level is told after it."""
    if (clock := order.clock()) is None:
        raise ValueError("more time for an order without a clock")
    held = _plan(order, at)
    longer = sla.prolonged(clock, due_at, at.now, order.limits(at.speed, at.calendar))
    return _climbed(ladders.watched(longer, held), held)


def _sent_on(order: OrderRow, clock: sla.Clock, kind: sla.ClockKind, to: State, at: Moment) -> Changes:
    """In the moment in which its clock began, the order goes to somebody who may have other hours, or other ladders."""
    fresh = started(order, kind, at, to)
    same = fresh["clock_sum"] == clock.made_of and fresh["look_at"] == clock.look_at and fresh["top"] == order.top
    return {} if same else fresh


def _same_clock(
    order: OrderRow, clock: sla.Clock, action: Action, to: State, at: Moment, climbing: Climbing
) -> Changes:
    held = _plan(order, at)
    if action is Action.WARN:
        return _climbed(ladders.after_warning(clock, held, seen=climbing.seen), held)
    if action is Action.ESCALATE and (rung := climbing.rung or ladders.by_hand(clock, held)):
        return _climbed(ladders.after_level(clock, held, rung, at.now, seen=climbing.seen), held)
    if to is not order.state and (then := _plan(order, at, to)) != held:
        return _climbed(ladders.watched(clock, then), then)  # given to somebody before it was sent to anybody
    return {}


def _resumed(order: OrderRow, at: Moment) -> Changes:
    clock = order.paused()
    if order.paused_at is None or clock is None:
        raise ValueError("a suspended order without its clock")
    ran = clock_columns(sla.moved(clock, order.paused_at, at.now, at.calendar))
    return ran | {"paused_state": None, "paused_at": None, "paused_clock": None}
