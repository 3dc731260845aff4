"""What a step names besides itself: persons, a unit, moments. Pure."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from fieldloop.orders.clocks import NOT_CLIMBING, Climbing
from fieldloop.orders.recount import Span
from fieldloop.orders.rules import Priority


@dataclass(frozen=True, slots=True)
class Target:
    """Whom an action names: the person who acts, and the person or unit it hands the order to."""

    actor: uuid.UUID | None = None
    person: uuid.UUID | None = None
    unit: str | None = None
    desk: str | None = None
    pool: bool = False
    declined: str | None = None
    wants: str | None = None
    objects: bool = False
    """Opened again by the word of a reporter."""
    instead_of: uuid.UUID | None = None
    """Whom the command named, when `person` stands in for them."""
    off_duty: bool = False
    """`person` is off duty, and nobody of the unit stands in."""
    climbing: Climbing = NOT_CLIMBING
    extend_to: datetime | None = None
    """The deadline that was granted."""
    resume_at: datetime | None = None
    """When a suspension ends by itself."""
    waits_for: str | None = None
    """Whose answer a pause is for: the reporter's, or that of `unit`."""
    priority: Priority | None = None
    """The priority that the order gets."""
    spans: tuple[Span, ...] = ()
    """When the clock that runs has stood still: it is counted anew."""
