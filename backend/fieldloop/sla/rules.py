"""Clocks: when a limit starts, warns, ends, and what the sweeper has to do at a moment. `now` is always given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from fieldloop.sla.calendar import Calendar
from fieldloop.sla.limits import PLAIN, Limit, Unit, end, later, part, passed


class ClockKind(StrEnum):
    """Which limit runs: until somebody accepts, until it is fixed, until it is reviewed."""

    ACCEPT = "accept"
    FIX = "fix"
    REVIEW = "review"


# An order in any other state has no clock, save for an appeal: see `kind_of`.
CLOCK_OF_STATE = {
    "filed": ClockKind.ACCEPT,
    "dispatched": ClockKind.ACCEPT,
    "accepted": ClockKind.FIX,
    "submitted": ClockKind.REVIEW,
}


def kind_of(state: str, late_appeal: str | None) -> ClockKind | None:
    """Return which limit runs; a closed order has one while somebody is to decide about its late mark."""
    return ClockKind.REVIEW if state == "closed" and late_appeal == "open" else CLOCK_OF_STATE.get(state)


@dataclass(frozen=True, slots=True)
class Limits:
    """An element's limits: plain minutes, or `own` ones in other units, counted on the calendar of who has the work.

    `speed` makes them shorter in demos and drills.
    """

    accept: int
    fix: int
    review: int
    escalate: int
    warn_share: float
    speed: float = 1.0
    own: Mapping[str, Limit] = field(default_factory=dict[str, Limit])
    calendar: Calendar | None = None

    def limit(self, kind: ClockKind) -> Limit:
        """Return how long a clock runs."""
        minutes = {"accept": self.accept, "fix": self.fix, "review": self.review}[kind]
        return self.own.get(kind) or Limit(minutes, Unit.MINUTES)

    def end(self, kind: ClockKind, start: datetime) -> datetime:
        """Return when a clock that starts at a moment is over."""
        return end(start, self.limit(kind), self.calendar, self.speed)


@dataclass(frozen=True, slots=True)
class Sum:
    """What a deadline was made of: when its clock really began, the limit, and on whose calendar it was counted."""

    begun_at: datetime
    amount: int
    unit: Unit = Unit.MINUTES
    calendar: str | None = None
    since: datetime | None = None
    """From when the limit counts, where that is not the beginning: the order became urgent then."""
    at_most: datetime | None = None
    """The deadline that held until then, later than which none may be."""

    @property
    def limit(self) -> Limit:
        """Return the limit."""
        return Limit(self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class Clock:
    """One run of a clock, and how far the sweeper has come with it."""

    started_at: datetime
    warn_at: datetime
    due_at: datetime
    look_at: datetime | None
    level: int = 0
    warned: bool = False
    made_of: Sum | None = None
    unseen: int = 0
    """How many of its levels were for nobody having seen the order."""
    climbed_at: datetime | None = None
    """When the last level was told, be it late after an outage: the next has its time from then."""

    @property
    def unit(self) -> Unit:
        """Return what its time is counted in; a clock older than units runs in minutes."""
        return self.made_of.unit if self.made_of else Unit.MINUTES


class Step(StrEnum):
    """What is due."""

    NOTHING = "nothing"
    WARN = "warn"
    ESCALATE = "escalate"


def start(kind: ClockKind, now: datetime, limits: Limits) -> Clock:
    """Start a clock now."""
    limit, due_at = limits.limit(kind), limits.end(kind, now)
    warn_at = part(now, due_at, limits.warn_share, limit.unit, limits.calendar)
    code = limits.calendar.code if limits.calendar and limit.unit not in PLAIN else None
    return Clock(now, warn_at, due_at, warn_at, made_of=Sum(now, limit.amount, limit.unit, code))


def moved(clock: Clock, paused_at: datetime, now: datetime, calendar: Calendar | None) -> Clock:
    """Return the clock as if it had stood still since `paused_at`: whoever was suspended loses no time.

    A clock of working time gets back what working time the pause took, and not its nights and holidays.
    """
    by = passed(paused_at, now, clock.unit, calendar)

    def shifted(at: datetime) -> datetime:
        return later(at, by, clock.unit, calendar)

    look_at, climbed_at = (shifted(at) if at else None for at in (clock.look_at, clock.climbed_at))
    times = {"warn_at": shifted(clock.warn_at), "due_at": shifted(clock.due_at)}
    return replace(clock, started_at=shifted(clock.started_at), look_at=look_at, climbed_at=climbed_at, **times)


def prolonged(clock: Clock, due_at: datetime, now: datetime, limits: Limits) -> Clock:
    """Return the clock with a later deadline; whoever was told already stays told, the next as the new one says."""
    warn_at = part(clock.started_at, due_at, limits.warn_share, clock.unit, limits.calendar)
    return replace(clock, warn_at=warn_at, due_at=due_at, warned=warn_at <= now, climbed_at=None)
