"""Photos become evidence: each is tied to an order, with what the shutter claims beside what we know."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence import queries
from fieldloop.evidence.rules import Uploader
from fieldloop.ids import new_id
from fieldloop.shapes import Command

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Phase = Literal["found", "before", "after", "kept"]  # kept: of a step that was refused, and so proof of nothing


class Shot(Command, kw_only=True):
    """A photo as the phone describes it; all but the hash is a claim."""

    sha256: Sha256
    taken_at: datetime | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy_m: Annotated[float, Meta(ge=0)] | None = None
    source: Literal["camera", "gallery", "device"] = "camera"


class PhasedShot(Shot, kw_only=True):
    """A shot of an action: before the work, or after it."""

    phase: Literal["before", "after"]


async def attach(
    order_id: uuid.UUID,
    shots: Sequence[tuple[Phase, Shot]],
    person: uuid.UUID | None,
    now: datetime,
    *,
    event: uuid.UUID | None = None,
    discovery: uuid.UUID | None = None,
    device: uuid.UUID | None = None,
) -> None:
    """Tie photos to an order, once each and phase; raises photo.missing when whoever ties did not upload some."""
    if not shots:
        return
    if missing := await queries.missing([shot.sha256 for _, shot in shots], Uploader(person, device)):
        raise problem("photo.missing", missing=missing)
    await db.executemany(
        "insert into order_photo (id, order_id, photo, phase, event, discovery, person, taken_at, lat, lon, accuracy_m,"
        " source, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        " on conflict (order_id, photo, phase) do nothing",
        [
            (
                *(new_id(), order_id, shot.sha256, phase, event, discovery, person, _aware(shot.taken_at)),
                *(*_place(shot), shot.accuracy_m, shot.source, now),
            )
            for phase, shot in shots
        ],
    )


async def photos_of(order_id: uuid.UUID, since: datetime | None) -> Counter[str]:
    """Return how many photos of each phase an order has, taken in after `since`."""
    rows = await db.fetch(
        "select phase, count(*) as n from order_photo where order_id = $1 and ($2::timestamptz is null or"
        " received_at > $2 or phase <> 'after') group by phase",
        order_id,
        since,
    )
    return Counter({row["phase"]: row["n"] for row in rows})


def _place(shot: Shot) -> tuple[float | None, float | None]:
    # Half a place is none.
    return (shot.lat, shot.lon) if shot.lat is not None and shot.lon is not None else (None, None)


def _aware(at: datetime | None) -> datetime | None:
    # A claim without a zone cannot be compared with anything.
    return at if at and at.tzinfo else None
