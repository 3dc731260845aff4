"""What clients see and send of rosters."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from fieldloop.roster.rules import Kind
from fieldloop.shapes import Command, PersonRef

Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of a day in the zone of the person's area, like 08:30."""


class ShiftView(Command):
    """A part of the week; one that ends no later than it starts ends on the next day. 1 is Monday."""

    weekday: Annotated[int, Meta(ge=1, le=7)]
    starts: Clock
    ends: Clock


class SpellView(msgspec.Struct):
    """An exception that runs or is to come."""

    kind: Kind
    from_at: datetime
    to_at: datetime
    stand_in: PersonRef | None


class RosterView(msgspec.Struct, kw_only=True):
    """What is planned of a person, and what follows from it now; no shifts means always on duty."""

    person: PersonRef
    roles: list[str]
    version: int
    """0 while nothing is planned."""
    zone: str
    shifts: list[ShiftView]
    spells: list[SpellView]
    stand_in: PersonRef | None
    on_duty: bool
    told: PersonRef | None
    """Who has this person's orders now: they themselves on duty, else who stands in; None when nobody does."""
    may_change: bool


class Rosters(msgspec.Struct):
    """The rosters of some people."""

    items: list[RosterView]


class SpellSaid(Command):
    """An exception as it is planned."""

    kind: Kind
    from_at: datetime
    to_at: datetime
    stand_in: uuid.UUID | None = None


class RosterSaid(Command, kw_only=True):
    """All that is planned of a person from now on, made on a version."""

    version: Annotated[int, Meta(ge=0)]
    shifts: Annotated[list[ShiftView], Meta(max_length=42)]
    spells: Annotated[list[SpellSaid], Meta(max_length=100)]
    stand_in: uuid.UUID | None = None


class Import(Command):
    """A file of rosters: CSV with the columns login, kind, weekday, from, to, stand_in."""

    csv: Annotated[str, Meta(max_length=200_000)]


class Imported(msgspec.Struct):
    """How many people a file planned."""

    persons: int
