"""What another priority does to the clock that runs. Pure.

An urgent limit counts from when the order became urgent: nobody is late with what they were not told. No later than
before it ends all the same. Back to normal no deadline comes earlier.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from fieldloop.orders.clocks import Changes, Moment
from fieldloop.orders.recount import Span, counted_anew, moved_columns, settled, shifted
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Priority
from fieldloop.sla import rules as sla
from fieldloop.sla.limits import part


def prioritized(order: OrderRow, priority: Priority, spans: Sequence[Span], at: Moment) -> Changes:
    """Return the clock's columns after a change of priority; `spans` are the pauses of the run."""
    clock, kind = order.clock(), sla.kind_of(order.state, order.late_appeal)
    if clock is None or kind is None:
        return {}
    changed = msgspec.structs.replace(order, priority=priority)
    limits = changed.limits(at.speed, at.calendar)
    if priority is Priority.URGENT:
        same = limits.limit(kind) == order.limits(at.speed).limit(kind)
        then = clock if same or clock.due_at <= at.now else _hurried(clock, kind, limits, at.now)
    else:
        then = _eased(clock, kind, limits, spans, at.now)
    return {} if then == clock else moved_columns(changed, clock, then, changed.plan(at.speed, at.calendar))


def _hurried(clock: sla.Clock, kind: sla.ClockKind, limits: sla.Limits, now: datetime) -> sla.Clock:
    fresh = sla.start(kind, now, limits)
    begun_at = clock.made_of.begun_at if clock.made_of else clock.started_at
    made = replace(fresh.made_of or sla.Sum(now, 0), begun_at=begun_at, since=now, at_most=clock.due_at)
    if fresh.due_at >= clock.due_at:
        return replace(clock, made_of=made)
    return settled(clock, replace(fresh, started_at=clock.started_at, made_of=made), now)


def _eased(
    clock: sla.Clock, kind: sla.ClockKind, limits: sla.Limits, spans: Sequence[Span], now: datetime
) -> sla.Clock:
    made = clock.made_of
    normal = replace(clock, made_of=replace(made, since=None, at_most=None)) if made else clock
    counted = counted_anew(normal, kind, limits, spans)
    due_at = max(counted.due_at, clock.due_at)
    if made and made.since and made.at_most:
        since = made.since
        held = shifted(made.at_most, [span for span in spans if span[0] >= since], made.unit, limits)
        due_at = max(due_at, held)
    if due_at != counted.due_at:
        unit = limits.limit(kind).unit
        warn_at = part(counted.started_at, due_at, limits.warn_share, unit, limits.calendar)
        counted = replace(counted, due_at=due_at, warn_at=warn_at, look_at=warn_at)
    return settled(clock, counted, now)
