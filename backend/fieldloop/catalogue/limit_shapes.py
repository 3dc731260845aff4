"""Limits of an element as clients see and send them: how long, and counted in what (docs/deadlines.md)."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from fieldloop.shapes import Command

Counted = Literal["minutes", "urgent_hours", "working_minutes", "working_hours", "working_days", "calendar_days"]


class LimitSaid(Command):
    """A limit to be: at most a year of it."""

    amount: Annotated[int, Meta(ge=1, le=525_600)]
    unit: Counted


class LimitsPatch(Command, kw_only=True):
    """Limits to be; what is absent stays."""

    accept: LimitSaid | UnsetType = UNSET
    fix: LimitSaid | UnsetType = UNSET
    review: LimitSaid | UnsetType = UNSET


class UrgentPatch(Command, kw_only=True):
    """Limits of urgent orders to be; null is those of all again, what is absent stays."""

    accept: LimitSaid | UnsetType | None = UNSET
    fix: LimitSaid | UnsetType | None = UNSET
    review: LimitSaid | UnsetType | None = UNSET


class LimitView(msgspec.Struct):
    """A limit."""

    amount: int
    unit: Counted


class Limits(msgspec.Struct):
    """The limits of an element's three clocks."""

    accept: LimitView
    fix: LimitView
    review: LimitView


class UrgentLimits(msgspec.Struct):
    """Limits that urgent orders have of their own; null: those of all."""

    accept: LimitView | None = None
    fix: LimitView | None = None
    review: LimitView | None = None
