"""What clients see of an order's photos."""

import uuid
from datetime import datetime
from typing import Literal

import msgspec

from fieldloop.shapes import PersonRef


class PhotoView(msgspec.Struct):
    """A photo of an order: claim and receipt, never merged. `mark`, `inspect`, `kept` are no proof of work."""

    sha256: str
    phase: Literal["found", "before", "after", "mark", "inspect", "kept"]
    event: uuid.UUID | None
    taken_at: datetime | None
    received_at: datetime
    lat: float | None
    lon: float | None
    accuracy_m: float | None
    source: str
    person: PersonRef | None
    removed: bool
    """Its days were over: hash and decision are kept, the picture is not."""
    redacted: bool
    """Something of it is covered in all that is shown."""
    sealed: bool
    """Its seal was made with the order's nonce of then, and fits."""
    claimed: bool
    """There was no nonce to seal it with: its time is the phone's word. Neither: a seal that does not fit."""
    receipt: str | None
    """What we signed when we took it in; for who brought it and who oversees the order. See docs/receipts.md."""
