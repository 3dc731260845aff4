"""Who is told when nobody acts, level by level: data of the element, with a default for what it does not say; pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

MOST_LEVELS = 10


class Ladder(StrEnum):
    """What nobody has done."""

    NOT_DISPATCHED = "not_dispatched"
    NOT_SEEN = "not_seen"
    NOT_ACCEPTED = "not_accepted"
    NOT_FIXED = "not_fixed"
    NOT_REVIEWED = "not_reviewed"


class Who(StrEnum):
    """Who is told at a level; a manager is of the order's neighbourhood, street or district."""

    COORDINATOR = "coordinator"
    STAND_IN = "stand_in"
    NEIGHBOURHOOD = "neighbourhood"
    STREET = "street"
    DISTRICT = "district"
    PERSON = "person"


class AtOnce(StrEnum):
    """A rung of telling that a level need not wait for."""

    GATEWAY = "gateway"
    STAND_IN = "stand_in"
    SUPERVISOR = "supervisor"


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One level: at a share of the limit or so many minutes after the deadline, who, and whether the order moves on."""

    who: Who
    share: Annotated[float, Meta(gt=0, le=1)] | None = None
    after_minutes: Annotated[int, Meta(ge=0, le=525_600)] | None = None
    person: uuid.UUID | None = None
    """Of `person`: which one."""
    moves: bool = False
    """The order goes to the next unit that may have it, if there is one."""
    at_once: Annotated[list[AtOnce], Meta(max_length=3)] = []
    """Rungs tried beside the push and not minutes after it (docs/telling.md); whom it tells, nobody hears less."""


Levels = Annotated[list[Level], Meta(max_length=MOST_LEVELS)]


class Ladders(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An element's own ladders; what is left out, or null, is the default."""

    not_dispatched: Levels | None = None
    not_seen: Levels | None = None
    not_accepted: Levels | None = None
    not_fixed: Levels | None = None
    not_reviewed: Levels | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What of which level (counted from 1) cannot be."""

    ladder: str
    level: int
    code: str


def by_default(ladder: Ladder, between_minutes: int) -> tuple[Level, ...]:
    """Return the levels of an element that says nothing: the unit, its street, its district, each with its time."""
    if ladder is Ladder.NOT_SEEN:
        return ()
    return (
        Level(Who.COORDINATOR, after_minutes=0),
        Level(Who.STREET, after_minutes=between_minutes),
        Level(Who.DISTRICT, after_minutes=2 * between_minutes),
    )


def defaults(between_minutes: int) -> Ladders:
    """Return every ladder of an element that says nothing."""
    return Ladders(**{str(ladder): list(by_default(ladder, between_minutes)) for ladder in Ladder})


def levels(said: Mapping[str, Any], ladder: Ladder, between_minutes: int) -> tuple[Level, ...]:
    """Return the levels of a ladder as an element's row says them."""
    own = said.get(ladder)
    return by_default(ladder, between_minutes) if own is None else msgspec.convert(own, tuple[Level, ...])


def faults(said: Ladders) -> list[Fault]:
    """Return what cannot be: a deadline that passes and tells nobody, levels out of order, a level without a moment."""
    found: list[Fault] = []
    for ladder in Ladder:
        own: Sequence[Level] | None = getattr(said, ladder)
        if own is not None and not own and ladder is not Ladder.NOT_SEEN:
            found.append(Fault(ladder, 1, "nobody"))
        for number, level in enumerate(own or (), start=1):
            before = own[number - 2] if own and number > 1 else None
            code = _fault(ladder, level) or ("order" if before and _place(before) >= _place(level) else None)
            if number == 1 and _place(level) > _DEADLINE and ladder is not Ladder.NOT_SEEN:
                code = code or "late"
            found += [Fault(ladder, number, code)] if code else []
    return found


_DEADLINE = (1.0, 0)


def _fault(ladder: Ladder, level: Level) -> str | None:
    if (level.share is None) == (level.after_minutes is None):
        return "when"
    if (level.person is None) == (level.who is Who.PERSON):
        return "person"
    return "moves" if level.moves and ladder is Ladder.NOT_REVIEWED else None


def _place(level: Level) -> tuple[float, int]:
    return (level.share or 1.0, -1 if level.after_minutes is None else level.after_minutes)
