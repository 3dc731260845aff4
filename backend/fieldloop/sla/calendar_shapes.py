"""What administrators see and send of working calendars."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from fieldloop.shapes import Command, Names, PersonRef, Ref
from fieldloop.sla.reckon_waiting import Moving

_Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}$")]
_Words = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
_Minute = Annotated[int, Meta(ge=0, le=2_880)]
Shifts = Annotated[list[tuple[_Minute, _Minute]], Meta(max_length=8)]
"""From and to, in minutes from the day's midnight; over midnight the end goes on counting, so that six is 1800."""
Week = Annotated[list[Shifts], Meta(min_length=7, max_length=7)]
"""From Monday on."""
Year = Annotated[int, Meta(ge=2000, le=2200)]
_Codes = Annotated[list[Annotated[str, Meta(max_length=32)]], Meta(max_length=1_000)]


class NamesSaid(Command):
    """A name in both languages."""

    zh: _Words
    en: _Words


class DaySaid(Command):
    """A day that differs from its weekday; without shifts it is free."""

    shifts: Shifts
    name: NamesSaid


class CalendarNew(Command, kw_only=True):
    """A calendar to be; without a district it is everybody's."""

    id: uuid.UUID
    code: _Code
    name: NamesSaid
    week: Week
    district: Annotated[str, Meta(max_length=32)] | None = None
    base: Annotated[str, Meta(max_length=32)] | None = None
    region: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")] | None = None


class CalendarPatch(Command, kw_only=True):
    """What is to change: `id` names this change, `version` is that of the calendar it was made on."""

    id: uuid.UUID
    version: int
    name: NamesSaid | UnsetType = UNSET
    week: Week | UnsetType = UNSET
    days: Annotated[dict[date, DaySaid | None], Meta(max_length=400)] | UnsetType = UNSET
    """Only the days named; null is like its weekday again."""
    fill: Annotated[list[Year], Meta(max_length=5)] | UnsetType = UNSET
    """Years whose holidays are taken from the library; what a person said of a day stays."""
    confirmed: Annotated[list[Year], Meta(max_length=20)] | UnsetType = UNSET
    """Years of which all days off and make-up workdays are known now."""
    areas: _Codes | UnsetType = UNSET
    """All areas of the caller's districts that work by it; where nothing is said the next area up speaks."""
    units: _Codes | UnsetType = UNSET
    """All units of the caller's districts that work by it; the others work by their area's."""


class DayView(msgspec.Struct):
    """A day that differs from its weekday, and who says so: the library of holidays, or a person."""

    day: date
    shifts: list[tuple[int, int]]
    name: Names
    source: str


class YearView(msgspec.Struct):
    """A year whose holidays are filled in."""

    year: int
    provisional: bool


class CalendarLine(msgspec.Struct):
    """A calendar in a list."""

    code: str
    name: Names
    district: str | None
    base: str | None
    region: str | None


class Placed(msgspec.Struct):
    """An area or a unit that has a calendar of its own, and which."""

    kind: Literal["area", "unit"]
    code: str
    name: Names
    calendar: str


class Calendars(msgspec.Struct):
    """Calendars of the caller's districts, and everybody's.

    `default` is worked by where nobody says anything; `districts` are those whose calendars the caller keeps, and
    `may_share` tells whether that is all of them, so that everybody's are his to change too.
    """

    items: list[CalendarLine]
    default: str
    districts: list[Ref]
    may_share: bool
    places: list[Placed]


class CalendarChange(msgspec.Struct):
    """Who changed what, when; nobody's are the library's. The newest stand first."""

    version: int
    person: PersonRef | None
    at: datetime
    was: dict[str, Any]
    became: dict[str, Any]


class CalendarView(CalendarLine, kw_only=True):
    """A calendar as who administers it sees it, with the days of the years asked for.

    `lent` are the base's days of which this one says nothing itself, so that they hold here; `lent_years` its years.
    """

    version: int
    may_change: bool
    week: list[list[tuple[int, int]]]
    days: list[DayView]
    years: list[YearView]
    lent: list[DayView]
    lent_years: list[YearView]
    areas: list[Ref]
    units: list[Ref]
    changes: list[CalendarChange]
    moving: Moving | None
    """Orders that the last changes have yet to move, of which there were too many for one transaction."""
