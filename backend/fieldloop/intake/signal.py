"""What a machine says: plain, or in a CloudEvents envelope."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from fieldloop.errors import problem
from fieldloop.evidence.attach import Latitude, Longitude, Sha256
from fieldloop.orders.rules import Priority
from fieldloop.shapes import Command

Code = Annotated[str, Meta(min_length=1, max_length=64)]
Text = Annotated[str, Meta(max_length=2000)]


class Signal(Command, kw_only=True):
    """What a machine found. `(source, id)` names it for ever: sent again, it gets the same answer."""

    id: Annotated[str, Meta(min_length=1, max_length=120)]
    source: Annotated[str, Meta(min_length=1, max_length=120)]
    element: Code
    site: Code | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    seen_at: datetime
    photo: Sha256 | None = None
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None
    note: Text | None = None
    priority: Priority = Priority.NORMAL
    """Of the order that it files; found once more, an order keeps the priority it has."""
    clear: bool = False
    """It looked again where it had found something, and nothing is there any more."""


class CloudEvent(msgspec.Struct, kw_only=True):
    """The same in a CloudEvents 1.0 JSON envelope; `data` holds the rest of a signal."""

    specversion: str
    id: Annotated[str, Meta(min_length=1, max_length=120)]
    source: Annotated[str, Meta(min_length=1, max_length=120)]
    type: str
    time: datetime | None = None
    data: dict[str, Any]


def as_signal(data: dict[str, Any]) -> Signal:
    """Read a plain signal or one in a CloudEvents envelope; raises input.invalid."""
    try:
        if "specversion" not in data:
            return msgspec.convert(data, Signal)
        event = msgspec.convert(data, CloudEvent)
        inner = event.data | {"id": event.id, "source": event.source}
        if event.time and "seen_at" not in inner:
            inner["seen_at"] = event.time
        return msgspec.convert(inner, Signal)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$.")
        raise problem("input.invalid", errors=[{"field": where.rstrip("`"), "message": message}]) from error
