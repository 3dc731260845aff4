"""What an event says, byte for byte, and how it holds the event before it; docs/record.md tells the same in words."""

import hashlib
import json
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

EVENT = "fieldloop-event-1"
GENESIS = bytes(32)
"""What an order's first event holds in place of an earlier hash."""
_EXACT = 2**53  # beyond it a double skips whole numbers


@dataclass(frozen=True, slots=True, order=True)
class Tied:
    """A photo that an event tied to its order; `claim` is the hash of what the phone claimed, empty for none."""

    phase: str
    photo: str
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a timeline, with all that its hash is made of."""

    id: uuid.UUID
    order: uuid.UUID
    seq: int
    action: str
    from_state: str | None
    to_state: str
    actor: str
    person: uuid.UUID | None
    role: str | None
    at: datetime
    received_at: datetime
    reason: str | None
    text: str | None
    data: Mapping[str, Any]
    photos: Sequence[Tied] = ()


def canonical(event: Event) -> bytes:
    """Return the event's canonical bytes: a JSON list of its fields in a fixed order, in the one way to write it."""
    return _written(fields(event)).encode()


def fields(event: Event) -> list[Any]:
    """Return what the canonical bytes list, each in its one form."""
    photos = sorted(event.photos)
    found = [
        *(EVENT, str(event.id), str(event.order), event.seq, str(event.action), event.from_state, event.to_state),
        *(event.actor, str(event.person) if event.person else None, event.role, moment(event.at)),
        *(moment(event.received_at), event.reason, event.text, event.data),
        [[tied.photo, tied.phase, tied.claim] for tied in photos],
    ]
    return [_plain(value) for value in found]


def link(prev: bytes, event: bytes) -> bytes:
    """Return the hash of an event's canonical bytes on top of the event before it."""
    return hashlib.sha256(prev + event).digest()


def chained(events: Iterable[Event], prev: bytes = GENESIS) -> list[bytes]:
    """Return the hashes of events that follow each other."""
    hashes: list[bytes] = []
    for event in events:
        prev = link(prev, canonical(event))
        hashes.append(prev)
    return hashes


def moment(at: datetime) -> str:
    """Write a time in UTC with microseconds, always all six."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        named = cast("Mapping[str, Any]", value)
        return {_plain(name): _plain(each) for name, each in named.items()}
    return [_plain(each) for each in cast("Sequence[Any]", value)]


def _number(value: float) -> float:
    """Write 5.0 as 5: PostgreSQL, Python and a browser must not make three texts of one number."""
    if value == int(value) and abs(value) < _EXACT:
        return int(value)
    return float(value)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def head_text(size: int, root: bytes, at: datetime) -> bytes:
    """Return what is signed of a tree head."""
    return f"fieldloop-head-1\n{size}\n{root.hex()}\n{moment(at)}\n".encode()
