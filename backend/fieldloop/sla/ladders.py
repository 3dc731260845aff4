"""When a level is due: a run of a clock, the ladders that hold for it, and how far they were climbed; pure.

Two ladders may run at once: that of the deadline, and while nobody has seen the order that of not being seen. Levels
are counted over both, so that (order, run, level) names each escalation once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fieldloop.catalogue.ladders import Ladder, Level, levels
from fieldloop.sla.calendar import Calendar
from fieldloop.sla.limits import later, part, passed
from fieldloop.sla.rules import Clock, ClockKind, Step, kind_of

_OF_CLOCK = {
    ClockKind.ACCEPT: Ladder.NOT_ACCEPTED,
    ClockKind.FIX: Ladder.NOT_FIXED,
    ClockKind.REVIEW: Ladder.NOT_REVIEWED,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The ladders that hold while an order is in a state."""

    ladder: Ladder
    main: tuple[Level, ...]
    unseen: tuple[Level, ...] = ()
    speed: float = 1.0
    calendar: Calendar | None = None

    def top(self, clock: Clock) -> int:
        """Return the level above which nobody is left to be told, as far as is known."""
        return clock.unseen + len(self.main)


@dataclass(frozen=True, slots=True)
class Rung:
    """A level that comes next, and of which ladder it is."""

    ladder: Ladder
    level: Level

    @property
    def unseen(self) -> bool:
        """Tell whether it is there because nobody has seen the order."""
        return self.ladder is Ladder.NOT_SEEN


def plan(said: Mapping[str, Any], between_minutes: int, state: str, late_appeal: str | None) -> Plan:
    """Return the ladders of an order in a state; `said` is the element's."""
    kind = kind_of(state, late_appeal) or ClockKind.ACCEPT
    ladder = Ladder.NOT_DISPATCHED if state == "filed" else _OF_CLOCK[kind]
    unseen = levels(said, Ladder.NOT_SEEN, between_minutes) if state == "dispatched" else ()
    return Plan(ladder, levels(said, ladder, between_minutes), unseen)


def by_hand(clock: Clock, held: Plan) -> Rung | None:
    """Return the next level of the deadline's ladder, or None at its top."""
    done = clock.level - clock.unseen
    return Rung(held.ladder, held.main[done]) if done < len(held.main) else None


def coming(clock: Clock, held: Plan, *, seen: bool) -> Rung | None:
    """Return the level that comes next of both ladders; once somebody has seen the order one of them is over."""
    main = by_hand(clock, held)
    if seen or clock.unseen >= len(held.unseen):
        return main
    unseen = Rung(Ladder.NOT_SEEN, held.unseen[clock.unseen])
    later = main is None or _planned(unseen, clock, held) < _planned(main, clock, held)
    return unseen if later else main


def _planned(rung: Rung, clock: Clock, held: Plan) -> datetime:
    level = rung.level
    if level.share is not None:
        return part(clock.started_at, clock.due_at, level.share, clock.unit, held.calendar)
    return _later(clock.due_at, level.after_minutes or 0, clock, held)


def _later(at: datetime, minutes: int, clock: Clock, held: Plan) -> datetime:
    # A deadline may lie where no work is done: only what comes after it is counted.
    return later(at, timedelta(minutes=minutes / held.speed), clock.unit, held.calendar) if minutes else at


def _comes_at(rung: Rung, clock: Clock, held: Plan) -> datetime:
    """Return when a level comes: as planned, and when the one climbed last has had its time.

    That one may have come early by hand, or late after an outage; before its deadline nobody is told that it is over.
    """
    planned = _planned(rung, clock, held)
    before = _climbed_before(planned, clock, held)
    if before is None or clock.climbed_at is None:
        return planned
    first, second = before.level.after_minutes, rung.level.after_minutes
    if first is not None and second is not None:
        after = _later(clock.climbed_at, max(0, second - first), clock, held)
    else:
        gap = passed(_planned(before, clock, held), planned, clock.unit, held.calendar)
        after = later(clock.climbed_at, gap, clock.unit, held.calendar)
    return max(after, clock.due_at if second is not None else planned)


def _climbed_before(planned: datetime, clock: Clock, held: Plan) -> Rung | None:
    """Return which climbed level of both ladders was planned last until a moment."""
    done = clock.level - clock.unseen
    climbed = [Rung(held.ladder, level) for level in held.main[max(0, done - 1) : done]]
    climbed += [Rung(Ladder.NOT_SEEN, level) for level in held.unseen[max(0, clock.unseen - 1) : clock.unseen]]
    moments = [(at, rung) for rung in climbed if (at := _planned(rung, clock, held)) <= planned]
    return max(moments, key=lambda each: each[0])[1] if moments else None


def due(clock: Clock, held: Plan, now: datetime, *, seen: bool = False) -> tuple[Step, Rung | None]:
    """Return what the sweeper has to do, and at which level; a breach overtakes a warning that was never sent."""
    if clock.look_at is None or now < clock.look_at:
        return Step.NOTHING, None
    rung = coming(clock, held, seen=seen)
    if rung and now >= _comes_at(rung, clock, held):
        return Step.ESCALATE, rung
    return (Step.NOTHING if clock.warned or now < clock.warn_at else Step.WARN), None


def watched(clock: Clock, held: Plan, *, seen: bool = False) -> Clock:
    """Return the clock with its next look, at the warning or at a level; above the top of its ladders there is none."""
    rung = coming(clock, held, seen=seen)
    moments = [_comes_at(rung, clock, held)] if rung else []
    return replace(clock, look_at=min(moments if clock.warned else [*moments, clock.warn_at], default=None))


def after_warning(clock: Clock, held: Plan, *, seen: bool = False) -> Clock:
    """Return the clock once the warning is out."""
    return watched(replace(clock, warned=True), held, seen=seen)


def after_level(clock: Clock, held: Plan, rung: Rung, now: datetime, *, seen: bool = False) -> Clock:
    """Return the clock one level up, with the look for the next."""
    past = replace(
        clock,
        level=clock.level + 1,
        unseen=clock.unseen + rung.unseen,
        warned=clock.warned or rung.level.share is None or now >= clock.warn_at,
        climbed_at=now,
    )
    return watched(past, held, seen=seen)
