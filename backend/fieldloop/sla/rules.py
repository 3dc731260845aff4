"""Clocks: when a limit starts, warns, ends, and what the sweeper has to do at a moment. `now` is always given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOP_LEVEL = 3


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
    """An element's limits in minutes; `speed` makes them shorter in demos and drills."""

    accept: int
    fix: int
    review: int
    escalate: int
    warn_share: float
    speed: float = 1.0

    def span(self, kind: ClockKind) -> timedelta:
        """Return how long a clock runs."""
        return timedelta(minutes={"accept": self.accept, "fix": self.fix, "review": self.review}[kind] / self.speed)

    def between_levels(self) -> timedelta:
        """Return how long each level has before the next one is told."""
        return timedelta(minutes=self.escalate / self.speed)


@dataclass(frozen=True, slots=True)
class Clock:
    """One run of a clock, and how far the sweeper has come with it."""

    started_at: datetime
    warn_at: datetime
    due_at: datetime
    look_at: datetime | None
    level: int = 0
    warned: bool = False


class Step(StrEnum):
    """What is due."""

    NOTHING = "nothing"
    WARN = "warn"
    ESCALATE = "escalate"


def start(kind: ClockKind, now: datetime, limits: Limits) -> Clock:
    """Start a clock now."""
    span = limits.span(kind)
    warn_at = now + span * limits.warn_share
    return Clock(started_at=now, warn_at=warn_at, due_at=now + span, look_at=warn_at)


def moved(clock: Clock, by: timedelta) -> Clock:
    """Return the clock as if it had stood still for `by`: whoever was suspended loses no time."""
    look_at = clock.look_at + by if clock.look_at else None
    return Clock(clock.started_at + by, clock.warn_at + by, clock.due_at + by, look_at, clock.level, clock.warned)


def due_step(clock: Clock, now: datetime) -> Step:
    """Return what the sweeper has to do; a breach overtakes a warning that was never sent."""
    if clock.look_at is None or now < clock.look_at:
        return Step.NOTHING
    if now >= clock.due_at:
        return Step.ESCALATE if clock.level < TOP_LEVEL else Step.NOTHING
    return Step.NOTHING if clock.warned else Step.WARN


def after_warning(clock: Clock) -> Clock:
    """Return the clock once the warning is out: the next look is at the deadline."""
    return Clock(clock.started_at, clock.warn_at, clock.due_at, clock.due_at, clock.level, warned=True)


def after_escalation(clock: Clock, now: datetime, limits: Limits) -> Clock:
    """Return the clock one level up; each level has its time from now, also when we come late after an outage."""
    level = min(clock.level + 1, TOP_LEVEL)
    look_at = now + limits.between_levels() if level < TOP_LEVEL else None
    return Clock(clock.started_at, clock.warn_at, clock.due_at, look_at, level, warned=True)
