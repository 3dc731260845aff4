"""What clients see of the catalogue."""

import msgspec

from fieldloop import db
from fieldloop.catalogue.limit_shapes import Limits
from fieldloop.catalogue.rules import limits_of
from fieldloop.shapes import Names, Ref


class ElementView(msgspec.Struct):
    """An element: its limits in minutes, how many photos it asks for, and why."""

    code: str
    name: Names
    scenario: str
    accept_minutes: int
    fix_minutes: int
    review_minutes: int
    before_photos: int
    after_photos: int
    why: Names
    limits: Limits
    """The same limits with their units; where one is not in minutes, the minutes above do not hold."""


class ReasonView(msgspec.Struct):
    """One reason of an action; one that is not `offered` only the system gives, and nobody may choose."""

    action: str
    code: str
    name: Names
    offered: bool


def element_view(row: db.Row) -> ElementView:
    """Make an element of its row."""
    numbers = ("accept_minutes", "fix_minutes", "review_minutes", "before_photos", "after_photos")
    return ElementView(
        code=row["code"],
        name=Names(row["name_zh"], row["name_en"]),
        scenario=row["scenario"],
        why=Names(row["why_zh"], row["why_en"]),
        limits=msgspec.convert(limits_of(dict(row)), Limits),
        **{name: row[name] for name in numbers},
    )


def scenario_view(row: db.Row) -> Ref:
    """Make a scenario of its row."""
    return Ref(row["code"], Names(row["name_zh"], row["name_en"]))


def reason_view(row: db.Row) -> ReasonView:
    """Make a reason of its row."""
    return ReasonView(row["action"], row["code"], Names(row["name_zh"], row["name_en"]), row["offered"])
