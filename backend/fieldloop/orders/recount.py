"""A running clock counted anew by other limits or another calendar, from its beginning and with its pauses. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from fieldloop.orders.clocks import Changes, clock_columns
from fieldloop.orders.row import OrderRow
from fieldloop.sla import ladders
from fieldloop.sla import rules as sla
from fieldloop.sla.limits import Unit, later, part, passed

Span = tuple[datetime, datetime]
"""From when to when a clock stood still."""


def recounted(
    clock: sla.Clock, kind: sla.ClockKind, limits: sla.Limits, pauses: Sequence[Span], now: datetime
) -> sla.Clock | None:
    """Return the clock as it would have been all along; None when that would make late at once who is not late yet."""
    counted = counted_anew(clock, kind, limits, pauses)
    return None if counted.due_at <= now < clock.due_at else settled(clock, counted, now)


def counted_anew(clock: sla.Clock, kind: sla.ClockKind, limits: sla.Limits, pauses: Sequence[Span]) -> sla.Clock:
    """Return the clock as if nobody had been warned or told yet.

    A clock older than the sums of clocks knows its beginning only as its pauses have moved it. One that became urgent
    is counted from then on, and ends no later than it would have.
    """
    made = clock.made_of or sla.Sum(clock.started_at, 0)
    since = made.since or made.begun_at
    fresh = sla.start(kind, since, limits)
    due_at = min(fresh.due_at, made.at_most) if made.at_most else fresh.due_at
    spans = [span for span in pauses if span[0] >= since] if clock.made_of else []
    unit = limits.limit(kind).unit
    from_at, due_at = (shifted(at, spans, unit, limits) for at in (since, due_at))
    warn_at = part(from_at, due_at, limits.warn_share, unit, limits.calendar)
    said = replace(fresh.made_of or made, begun_at=made.begun_at, since=made.since, at_most=made.at_most)
    return sla.Clock(clock.started_at if made.since else from_at, warn_at, due_at, warn_at, made_of=said)


def shifted(at: datetime, spans: Iterable[Span], unit: Unit, limits: sla.Limits) -> datetime:
    """Return a moment later by what pauses took, counted as a limit in this unit is."""
    for paused_at, ended_at in spans:
        at = later(at, passed(paused_at, ended_at, unit, limits.calendar), unit, limits.calendar)
    return at


def settled(clock: sla.Clock, counted: sla.Clock, now: datetime) -> sla.Clock:
    """Return the clock counted anew with who was warned and told already; late no longer, it begins at no level."""
    late, was_late = counted.due_at <= now, clock.due_at <= now
    if was_late and not late:
        return replace(counted, look_at=max(counted.warn_at, now))
    warned = clock.warned and (clock.level > 0 or counted.warn_at <= now)
    look_at = clock.look_at if clock.level or late else counted.due_at if warned else counted.warn_at
    told = replace(counted, level=clock.level, unseen=clock.unseen, climbed_at=clock.climbed_at)
    return replace(told, look_at=look_at, warned=warned)


def moved_columns(order: OrderRow, clock: sla.Clock, then: sla.Clock, plan: ladders.Plan) -> Changes:
    """Return the columns of an order's clock that was counted anew; late no longer, it escalates as a new lateness.

    Also of one that was escalated the next level may come sooner now.
    """
    return clock_columns(ladders.watched(then, plan)) | ({"round": order.round + 1} if then.level < clock.level else {})
