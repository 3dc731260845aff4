"""On which calendar an order's clock is counted: that of the unit that has the work, the area's for a review.

Only limits in working time or days ask for one; for the others no query is made.
"""

from dataclasses import replace

import msgspec

from fieldloop.orders.clocks import Moment
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, State
from fieldloop.orders.target import Target
from fieldloop.sla.calendar_queries import calendar_of
from fieldloop.sla.limits import PLAIN
from fieldloop.sla.rules import ClockKind, kind_of

# Steps that name who has the work from now on, be it nobody yet.
_GO_TO = frozenset({Action.DISPATCH, Action.TRANSFER, Action.DECLINE, Action.REOPEN, Action.OWNER_LEFT})
# Steps that start or move a clock although the order stays in its state.
_TOUCHING = _GO_TO | {Action.WARN, Action.ESCALATE, Action.APPEAL, Action.GRANT, Action.PRIORITIZE}


async def terms(moment: Moment, order: OrderRow, action: Action, to: State, target: Target) -> Moment:
    """Return the moment with the calendar that the step's clock needs."""
    if to is order.state and action not in _TOUCHING:
        return moment
    kind = kind_of(to, order.late_appeal) or (ClockKind.REVIEW if action is Action.APPEAL else None)
    unit = target.unit if action in _GO_TO else order.unit
    then = msgspec.structs.replace(order, priority=target.priority) if target.priority else order
    return await counted(moment, then, kind, unit) if kind else moment


async def counted(moment: Moment, order: OrderRow, kind: ClockKind, unit: str | None) -> Moment:
    """Return the moment with the calendar that one of the order's clocks needs, in a unit's hands."""
    own, running = order.own().get(kind), order.clock() or order.paused()
    if (own is None or own.unit in PLAIN) and (running is None or running.unit in PLAIN):
        return moment
    holder = None if kind is ClockKind.REVIEW else unit
    return replace(moment, calendar=await calendar_of(order.area, holder, moment.now))
