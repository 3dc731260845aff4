"""Pure rules of telling: whether a notice is still needed, its words, how urgent it is, when to try again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Literal

from fieldloop import base64url
from fieldloop.people.rules import Caller, RoleKind

MAX_ATTEMPTS = 150  # about two hours at the longest pause; the notice stays in the list inside the app
LONGEST_PAUSE_S = 60.0  # a push service that is back is used again within a minute
LONGEST_RETRY_AFTER_S = 3600.0

# Steps after which whatever was said before asks for something that no longer has to be done.
MOVING_ON = (
    "dispatch", "accept", "assign", "decline", "transfer", "submit", "approve", "return",
    "suspend", "wait", "resume", "void", "reopen", "appeal", "clear",
)  # fmt: skip

# A sleeping phone is woken only for what cannot wait, and nothing else takes the place of such a notice.
URGENT = ("new", "assigned", "urgent", "warning", "late", "urged", "unheard", "unseen", "moved")


class Outcome(StrEnum):
    """How a notice ended."""

    DELIVERED = "delivered"
    NO_DEVICE = "no_device"
    GIVEN_UP = "given_up"
    SUPERSEDED = "superseded"


Urgency = Literal["very-low", "low", "normal", "high"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser that takes pushes."""

    id: uuid.UUID
    endpoint: str
    p256dh: str
    auth: str
    known_good: bool = False
    """Whether its push service took a message within the hour and refused none since: it need not be noted again."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice with all that its words need, names already in the receiver's language."""

    notice_id: uuid.UUID
    order_id: uuid.UUID
    order_no: str
    person_id: uuid.UUID
    kind: str
    language: str
    element: str
    place: str
    zone: str
    state: str
    due_at: datetime | None
    attempts: int
    created_at: datetime
    moved_on: bool
    own_title: str | None
    """The administrators' words of this kind in this language; None: ours."""
    own_body: str | None
    accept: bool
    """Whether the receiver may accept the order right now: it is theirs to take, and nobody has."""


class Answer(StrEnum):
    """What a push service said to one message."""

    TAKEN = "taken"
    LATER = "later"
    GONE = "gone"
    REFUSED = "refused"


def ends_unsent(telling: Telling, devices: int) -> Outcome | None:
    """Return how a notice ends without being sent (again), or None when it should go out."""
    if telling.moved_on:
        return Outcome.SUPERSEDED
    if devices == 0:
        return Outcome.NO_DEVICE
    if telling.attempts > MAX_ATTEMPTS:
        return Outcome.GIVEN_UP
    return None


def outcome(answers: Sequence[Answer]) -> Outcome | None:
    """Return how a notice ends after its browsers' push services answered, or None when it should be tried again.

    One browser that took it is enough: asking the others again would show it twice on the one that has it.
    """
    if Answer.TAKEN in answers:
        return Outcome.DELIVERED
    if Answer.LATER in answers:
        return None
    return Outcome.GIVEN_UP if Answer.REFUSED in answers else Outcome.NO_DEVICE


def topic(order_id: uuid.UUID) -> str:
    """Return the push topic (at most 32 URL-safe characters): a phone that was away gets one message of an order."""
    return base64url.encode(order_id.bytes)


def urgency(kind: str) -> Urgency:
    """Return how a push service is to treat a kind of notice."""
    return "high" if kind in URGENT else "normal"


def ttl_s(due_at: datetime | None, now: datetime) -> int:
    """Return how long the service may keep it: to the deadline; when that has passed an hour; without one a day."""
    if due_at is None:
        return 86_400
    left_s = int((due_at - now).total_seconds())
    return 3_600 if left_s <= 0 else max(60, min(left_s, 86_400))


def pause(attempts: int, chance: float, retry_after_s: float | None = None) -> timedelta:
    """Return how long to wait after attempt number `attempts`; `chance` in [0, 1) spreads a crowd over the pause.

    Of a service that fails four times in ten, one notice in a hundred needs six attempts: they fit into twenty seconds.
    A service that named a time is not called before it: chance then only adds.
    """
    longest_s = min(LONGEST_PAUSE_S, 1.5 ** min(attempts, 12))
    if retry_after_s is None:
        return timedelta(seconds=longest_s * (0.5 + chance / 2))
    return timedelta(seconds=min(LONGEST_RETRY_AFTER_S, retry_after_s) + chance)


def retry_after_s(header: str | None, now_s: float) -> float | None:
    """Read a Retry-After header, which holds seconds or a date; anything else counts as absent."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_RETRY_AFTER_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, at.replace(tzinfo=at.tzinfo or UTC).timestamp() - now_s), LONGEST_RETRY_AFTER_S)


@dataclass(frozen=True, slots=True)
class Change:
    """An order that changed, and whom that concerns: before it as well as after, so that it leaves a screen too."""

    order_id: uuid.UUID
    version: int
    state: str
    areas: list[str]
    units: list[str]
    persons: list[uuid.UUID]
    told: list[uuid.UUID]
    pool: bool = False


def audience(change: Change) -> set[str]:
    """Return the keys under which open screens listen for this change."""
    keys = {f"area:{code}" for code in change.areas} | {f"unit:{code}" for code in change.units}
    keys |= {f"person:{person}" for person in (*change.persons, *change.told)}
    return keys | ({f"pool:{code}" for code in change.areas} if change.pool else set())


def ears(caller: Caller) -> set[str]:
    """Return the keys of all that a caller may see; `may_hear` is that one of them is among a change's."""
    above = (RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)
    keys = {f"person:{caller.id}"} | {f"unit:{code}" for code in caller.units(*RoleKind)}
    keys |= {f"area:{code}" for _, code in caller.areas(*above)}
    hands = (RoleKind.WORKER, RoleKind.VOLUNTEER)
    return keys | {f"pool:{role.area}" for role in caller.roles if role.area and role.kind in hands}


def may_hear(caller: Caller, change: Change) -> bool:
    """Tell whether a caller's open screen hears of a change (only its id, version and state; details are asked for)."""
    return not ears(caller).isdisjoint(audience(change))
