"""A running clock counted anew by other limits or another calendar, from its beginning and with its pauses. Pure."""

from collections.abc import Sequence
from datetime import datetime

from fieldloop.sla import rules as sla
from fieldloop.sla.limits import later, part, passed

Span = tuple[datetime, datetime]
"""From when to when a clock stood still."""


def recounted(
    clock: sla.Clock, kind: sla.ClockKind, limits: sla.Limits, pauses: Sequence[Span], now: datetime
) -> sla.Clock | None:
    """Return the clock as it would have been all along; None when that would make late at once who is not late yet.

    A clock older than the sums of clocks knows its beginning only as its pauses have moved it.
    """
    made = clock.made_of
    begun_at, spans = (made.begun_at, pauses) if made else (clock.started_at, ())
    fresh, unit = sla.start(kind, begun_at, limits), limits.limit(kind).unit
    started_at, warn_at, due_at = fresh.started_at, fresh.warn_at, fresh.due_at
    for paused_at, ended_at in spans:
        by = passed(paused_at, ended_at, unit, limits.calendar)
        started_at, due_at = (later(at, by, unit, limits.calendar) for at in (started_at, due_at))
    warn_at = part(started_at, due_at, limits.warn_share, unit, limits.calendar)
    if due_at <= now < clock.due_at:
        return None
    late, was_late = due_at <= now, clock.due_at <= now
    if was_late and not late:
        return sla.Clock(started_at, warn_at, due_at, max(warn_at, now), made_of=fresh.made_of)
    warned = clock.warned and (clock.level > 0 or warn_at <= now)
    look_at = clock.look_at if clock.level or late else due_at if warned else warn_at
    times = (started_at, warn_at, due_at, look_at)
    return sla.Clock(*times, clock.level, warned, fresh.made_of, clock.unseen, clock.climbed_at)
