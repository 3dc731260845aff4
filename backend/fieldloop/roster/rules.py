"""Who is on duty at a moment, and who has their orders when they are not; pure, and `at` is always given."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MOST_HOPS = 5  # from stand-in to stand-in; a chain this long is looked after by nobody


class Kind(StrEnum):
    """What a spell is: off although the week says on, or on although it says off."""

    LEAVE = "leave"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Shift:
    """On duty each week from a time of a day (1 is Monday) to another, of the next day when that is no later."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Spell:
    """An exception between two moments; a leave may have a stand-in of its own."""

    kind: Kind
    from_at: datetime
    to_at: datetime
    stand_in: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """All that is planned of one person; without any shift they are on duty always."""

    person: uuid.UUID
    zone: str = "UTC"
    shifts: tuple[Shift, ...] = ()
    spells: tuple[Spell, ...] = ()
    stand_in: uuid.UUID | None = None
    active: bool = True


def on_duty(roster: Roster, at: datetime) -> bool:
    """Tell whether the person is on duty: leave comes before an extra shift, and that before the week."""
    kinds = {spell.kind for spell in roster.spells if spell.from_at <= at < spell.to_at}
    if not roster.active or Kind.LEAVE in kinds:
        return False
    return Kind.EXTRA in kinds or not roster.shifts or _in_week(roster, at)


def _in_week(roster: Roster, at: datetime) -> bool:
    local = at.astimezone(zone_of(roster.zone))
    today, clock = local.isoweekday(), local.time()
    yesterday = (local.date() - timedelta(days=1)).isoweekday()
    return any(_covers(shift, today, yesterday, clock) for shift in roster.shifts)


def _covers(shift: Shift, today: int, yesterday: int, clock: time) -> bool:
    if shift.starts < shift.ends:
        return shift.weekday == today and shift.starts <= clock < shift.ends
    begun = shift.weekday == today and shift.starts <= clock
    return begun or (shift.weekday == yesterday and clock < shift.ends)


def zone_of(name: str) -> tzinfo:
    """Return the zone; one that is mistyped must not stop a deadline, and counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def named_stand_in(roster: Roster, at: datetime) -> uuid.UUID | None:
    """Return who was named to stand in at a moment: by the leave that runs, else in general."""
    running = [spell for spell in roster.spells if spell.kind is Kind.LEAVE and spell.from_at <= at < spell.to_at]
    named = next((spell.stand_in for spell in running if spell.stand_in), None)
    return named or roster.stand_in


def stand_in_for(person: uuid.UUID, at: datetime, rosters: Mapping[uuid.UUID, Roster]) -> uuid.UUID | None:
    """Return who has the person's orders: they themselves on duty, else the first on duty along the stand-ins, or None.

    Two who stand in for each other are both off at times: the chain ends where it would begin again.
    """
    passed: set[uuid.UUID] = set()
    at_hand: uuid.UUID | None = person
    while at_hand and at_hand not in passed and len(passed) <= MOST_HOPS:
        roster = rosters.get(at_hand)
        if roster is None or on_duty(roster, at):
            return at_hand
        passed.add(at_hand)
        at_hand = named_stand_in(roster, at)
    return None


def there(persons: Sequence[uuid.UUID], at: datetime, rosters: Mapping[uuid.UUID, Roster]) -> list[uuid.UUID]:
    """Return who is reached through these: whoever is on duty, and who stands in for whoever is not; each once."""
    found = [stand_in_for(person, at, rosters) for person in persons]
    return list(dict.fromkeys(person for person in found if person))
