"""What clients see of a deadline: the sum that it is, in numbers; screens put it into words."""

import uuid
from datetime import datetime
from typing import Literal

import msgspec

from fieldloop.shapes import Ref
from fieldloop.sla.day_shapes import OtherDay
from fieldloop.sla.limits import Limit


class Pause(msgspec.Struct):
    """A time in which the clock stood still; who and why stand in the event."""

    event: uuid.UUID
    started_at: datetime
    ended_at: datetime | None
    by: str
    reason: str | None
    text: str | None
    waits_for: Literal["reporter", "unit"] | None
    """Whose answer it is for; None: a suspension."""
    given_back_s: int | None
    """Counted as the limit is: of a working-time clock only the working time; None while it lasts."""


class Move(msgspec.Struct):
    """The deadline after something has moved it: what, and of a person's step by whom and why.

    `cause`: a limit or a calendar was changed, more time was granted, or the order has another priority.
    """

    event: uuid.UUID
    at: datetime
    was: datetime | None
    due_at: datetime
    cause: Literal["limit", "calendar", "granted", "priority"]
    by: str | None
    reason: str | None
    text: str | None


class NextLevel(msgspec.Struct):
    """What comes when nothing happens until then."""

    level: int
    at: datetime


class Deadline(msgspec.Struct, kw_only=True):
    """One run of a clock as a sum: start, limit, pauses, days that do not count, end.

    `kind` resident is the resident's own clock: from the discovery to the end, whoever has the work.
    """

    kind: Literal["accept", "fix", "review", "resident"]
    started_at: datetime
    limit: Limit | None
    limit_since: datetime | None
    """From when the limit counts, where that is not the start: it became urgent then."""
    calendar: Ref | None
    zone: str
    pauses: list[Pause]
    days: list[OtherDay]
    more_days: int
    provisional: bool
    """A year it reaches into has no published make-up workdays yet: it may still move."""
    moves: list[Move]
    due_at: datetime | None
    next_level: NextLevel | None
    ended_at: datetime | None
    late: bool


def blank(kind: Literal["accept", "fix", "review", "resident"], started_at: datetime, zone: str) -> Deadline:
    """Return a sum of which only the start is known."""
    return Deadline(
        kind=kind,
        started_at=started_at,
        limit=None,
        limit_since=None,
        calendar=None,
        zone=zone,
        pauses=[],
        days=[],
        more_days=0,
        provisional=False,
        moves=[],
        due_at=None,
        next_level=None,
        ended_at=None,
        late=False,
    )
