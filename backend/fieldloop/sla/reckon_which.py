"""The orders that a change of limits, days or hours may move, those due first. Pure."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Kind = Literal["element", "calendar", "districts"]
Place = tuple[datetime, uuid.UUID]
"""Up to which order they were counted: by deadline, then by key."""
START: Place = (datetime.min.replace(tzinfo=UTC), uuid.UUID(int=0))

_RUNS_ON_ONE = "o.due_at is not null and o.clock_sum->>'calendar' is not null"
_CONDITIONS: dict[Kind, str] = {
    "element": "o.element = $1 and o.due_at is not null and o.asked_until is null",
    "calendar": (
        f"{_RUNS_ON_ONE} and o.clock_sum->>'calendar' ="
        " any(array(select code from calendar where code = $1 or base = $1))"
    ),
    "districts": f"{_RUNS_ON_ONE} and o.district = any($1::text[])",
}


@dataclass(frozen=True, slots=True)
class Which:
    """The orders that a change may move; `subject` is the element or calendar that was changed."""

    kind: Kind
    subject: str
    codes: list[str]

    @property
    def next(self) -> str:
        """Return the query for the next $4 after a place: due at $2, with the key $3."""
        condition = f"{_CONDITIONS[self.kind]} and (o.due_at, o.id) > ($2, $3)"
        return f"select o.due_at, o.id, o.changed_at from orders o where {condition} order by o.due_at, o.id limit $4"

    @property
    def value(self) -> str | list[str]:
        """Return what the query asks for in $1."""
        return self.codes if self.kind == "districts" else self.subject

    @property
    def cause(self) -> str:
        """Return what their events will name as the cause."""
        return "limit" if self.kind == "element" else "calendar"


def of_element(code: str) -> Which:
    """Return the orders of an element."""
    return Which("element", code, [])


def of_calendar(code: str) -> Which:
    """Return the orders whose clock runs on a calendar, or on one that takes its days from it."""
    return Which("calendar", code, [])


def of_districts(codes: list[str], calendar: str) -> Which:
    """Return the orders of districts that run on any calendar: who works by this one was changed."""
    return Which("districts", calendar, sorted(codes))
