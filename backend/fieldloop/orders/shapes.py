"""What clients see of orders. Times are UTC with zone; ids are UUIDs; places WGS-84."""

import uuid
from datetime import datetime
from typing import Any, Literal

import msgspec

from fieldloop.evidence.shapes import FindingView
from fieldloop.orders.deadline_shapes import Deadline
from fieldloop.orders.photo_shapes import PhotoView
from fieldloop.orders.rules import Action, Priority, State
from fieldloop.shapes import Names, PersonRef, Ref
from fieldloop.sla.rules import ClockKind


class ClockNow(msgspec.Struct):
    """The clock that runs."""

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    warn_at: datetime


class OrderItem(msgspec.Struct, kw_only=True):
    """An order as a line of a list."""

    id: uuid.UUID
    order_no: str
    version: int
    state: State
    element: Ref
    scenario: Ref
    site: Ref | None
    area: Ref
    unit: Ref | None
    person: PersonRef | None
    pool: bool
    lat: float | None
    lon: float | None
    address: str
    note: str
    channel: str
    discovered_at: datetime
    filed_at: datetime
    closed_at: datetime | None
    clock: ClockNow | None
    late: bool
    level: int
    returned: int
    urged: int
    """How often a manager has asked for it to be done."""
    unheard_at: datetime | None
    """Since when nobody has heard of whoever has it: no device of theirs gave a sign."""
    picture: str | None
    after: str | None
    reporters: int
    covered: dict[str, int]
    """Photos of which something is covered, and how often that was added to: a part of their addresses."""
    risk: int
    appealed: bool
    request: Literal["extend", "suspend"] | None
    """More time, or a suspension, is asked for and nobody has decided."""
    waits_for: Literal["reporter", "unit"] | None
    """It is suspended until the reporter, or another unit, has answered."""
    priority: Priority
    word_until: datetime | None
    """Closed, and until when its reporters may say whether it is fixed; None once one has, or when it is too late."""
    asked_until: datetime | None
    """The site's owner is asked first, until then; nobody of ours is sent before, and no clock runs."""
    by_owner: bool
    """The owner says, or said, that it is done: nobody of ours did the work."""


class Moments(msgspec.Struct):
    """Every moment of an order's life."""

    discovered: datetime
    filed: datetime
    dispatched: datetime | None
    pushed: datetime | None
    """When a push of it was first taken for a phone."""
    seen: datetime | None
    accepted: datetime | None
    arrived: datetime | None
    submitted: datetime | None
    reviewed: datetime | None
    closed: datetime | None


class ClockRun(msgspec.Struct):
    """One run of a clock, past or present."""

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None
    late: bool


class ActorView(msgspec.Struct):
    """Who did it."""

    kind: str
    name: str
    role: str | None


class EventView(msgspec.Struct):
    """One line of the timeline."""

    id: uuid.UUID
    seq: int
    action: Action
    from_state: State | None
    to_state: State
    actor: ActorView
    at: datetime
    received_at: datetime
    reason: str | None
    text: str | None
    data: dict[str, Any]


class EvidenceNeeded(msgspec.Struct):
    """How many photos this kind of order asks for, and why."""

    before: int
    after: int
    why: Names


class TimeRequest(msgspec.Struct):
    """What is asked for and waits for a decision."""

    kind: Literal["extend", "suspend"]
    until: datetime
    reason: str
    text: str | None
    made_at: datetime


class TimeRoom(msgspec.Struct):
    """How much may be asked for at most, from the deadline or from now when that is over; None: nothing."""

    extend_minutes: int | None
    suspend_days: int | None


class OrderDetail(OrderItem, kw_only=True):
    """An order, whole."""

    moments: Moments
    clocks: list[ClockRun]
    deadlines: list[Deadline]
    """Each deadline as a sum, the resident's own clock first."""
    photos: list[PhotoView]
    findings: list[FindingView]
    events: list[EventView]
    actions: list[Action]
    evidence: EvidenceNeeded
    checklist: list[Names]
    asked: TimeRequest | None
    room: TimeRoom | None
    """What whoever may ask for more time can ask for."""
    overran: bool
    phone: str | None
    nonce: str | None
    """What the holder's phone seals its photos with; nobody else hears it."""


class OrderPage(msgspec.Struct):
    """A page of a list."""

    items: list[OrderItem]
    next_cursor: str | None
