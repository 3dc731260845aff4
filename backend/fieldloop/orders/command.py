"""A command to an order, and what its event keeps of it."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from fieldloop.evidence.attach import PhasedShot, Sha256
from fieldloop.evidence.redaction import MOST_BOXES, Rectangle
from fieldloop.orders.rules import RIGHTS, VERDICTS, Action, Priority, Relation
from fieldloop.orders.target import Target
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Command


class Order(Command, kw_only=True):
    """A command to an order; `id` is made once by whoever commands and kept on every retry."""

    id: uuid.UUID
    action: Action
    at: datetime
    reason: Annotated[str, Meta(max_length=32)] | None = None
    text: Annotated[str, Meta(max_length=2000)] | None = None
    person: uuid.UUID | None = None
    unit: Annotated[str, Meta(max_length=32)] | None = None
    until: datetime | None = None
    """Of a suspension its end; of a request what is asked for; of a grant what is given, when it is less."""
    wants: Literal["extend", "suspend"] | None = None
    waits_for: Literal["reporter", "unit"] | None = None
    priority: Priority | None = None
    submitted: datetime | None = None
    """Of a verdict: when the work was submitted that was looked at (`moments.submitted`), so that it hits no other."""
    checks: Annotated[list[bool], Meta(max_length=20)] | None = None
    """Of a verdict: what of the element's checklist was found in order, line by line."""
    photo: Sha256 | None = None
    boxes: Annotated[list[Rectangle], Meta(max_length=MOST_BOXES)] = msgspec.field(default_factory=list[Rectangle])
    """Of a redaction: what of which photo is covered, in shares of its sides as it is seen."""
    photos: Annotated[list[PhasedShot], Meta(max_length=10)] = msgspec.field(default_factory=list[PhasedShot])


def role_shown(caller: Caller, action: Action, held: frozenset[Relation]) -> str | None:
    """Return the role under which the timeline shows the person, by the right that was used."""
    wanted = {
        Relation.REVIEWER: RoleKind.MANAGER,
        Relation.MANAGER: RoleKind.MANAGER,
        Relation.COORDINATOR: RoleKind.COORDINATOR,
        Relation.ARBITER: RoleKind.MANAGER,
        Relation.WITNESS: RoleKind.VOLUNTEER,
        Relation.OBJECTOR: RoleKind.VOLUNTEER,
    }
    for relation, kind in wanted.items():
        if relation in held & RIGHTS[action] and caller.has(kind):
            return kind
    return caller.roles[0].kind if caller.roles else None


def at_of(claimed: datetime | None, now: datetime) -> datetime:
    """Return when it was done; a time without a zone says nothing."""
    return claimed if claimed and claimed.tzinfo else now


def data_kept(command: Order, target: Target) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if command.action in {Action.ASSIGN, Action.DISPATCH, Action.TRANSFER}:
        data |= {"person": target.person, "unit": target.unit}
        data |= {"instead_of": target.instead_of, "off_duty": target.off_duty}
    if until := target.extend_to or target.resume_at or (command.until if command.action is Action.REQUEST else None):
        data["until"] = until.isoformat()
    if command.action is Action.REQUEST:
        data["wants"] = command.wants
    if command.action is Action.WAIT:
        # Not as `unit`: that is whom an order was sent to.
        data |= {"waits_for": target.waits_for, "waits_unit": target.unit}
    if command.action is Action.PRIORITIZE:
        data["priority"] = command.priority
    if command.action in VERDICTS and command.checks:
        data["checks"] = command.checks
    if command.action is Action.REDACT:
        data |= {"photo": command.photo, "boxes": msgspec.to_builtins(command.boxes)}
    if command.photos:
        data["photos"] = len(command.photos)
    return {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in data.items() if value}
