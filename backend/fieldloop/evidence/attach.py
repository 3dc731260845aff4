"""Photos become evidence: each is tied to an order, with what the shutter claims beside what we know."""

import secrets
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence import nonces, queries, receipts, signing
from fieldloop.evidence.receipts import Receipt
from fieldloop.evidence.rules import Uploader
from fieldloop.evidence.seal import Claim, Sealing, commitment, sealing, well_formed
from fieldloop.ids import new_id
from fieldloop.shapes import Command

_YEARS = range(1970, 2200)
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
# mark: a reviewer's arrow, beside a return; inspect: taken at a re-inspection; kept: of a step that was refused. These
# prove nothing of the work.
Phase = Literal["found", "before", "after", "mark", "inspect", "kept"]


class Shot(Command, kw_only=True):
    """A photo as the phone describes it; all but the hash is a claim."""

    sha256: Sha256
    taken_at: datetime | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy_m: Annotated[float, Meta(ge=0)] | None = None
    source: Literal["camera", "gallery", "device"] = "camera"


class PhasedShot(Shot, kw_only=True):
    """A shot of an action: before or after the work, a reviewer's arrow, or what whoever opens it again has found."""

    phase: Literal["before", "after", "mark", "found"]
    # Whatever is wrong with these is a question about the photo; it must never keep the photo out.
    nonce: Annotated[str, Meta(max_length=200)] | None = None
    """The order's nonce, as its holder got it."""
    seal: Annotated[str, Meta(max_length=200)] | None = None
    """What the phone made of it and the claim at the shutter: 64 hex digits, see docs/receipts.md."""


async def attach(
    order_id: uuid.UUID,
    shots: Sequence[tuple[Phase, Shot]],
    person: uuid.UUID | None,
    now: datetime,
    *,
    event: uuid.UUID | None = None,
    discovery: uuid.UUID | None = None,
    device: uuid.UUID | None = None,
    ask: uuid.UUID | None = None,
) -> None:
    """Tie photos to an order, once each and phase; raises photo.missing when whoever ties did not upload some."""
    if not shots:
        return
    if missing := await queries.missing([shot.sha256 for _, shot in shots], Uploader(person, device, ask)):
        raise problem("photo.missing", missing=missing)
    known = await _nonces(order_id, shots, person)
    await receipts.publish()
    await db.executemany(
        "insert into order_photo (id, order_id, photo, phase, event, discovery, person, received_at, taken_at, lat,"
        " lon, accuracy_m, source, nonce, seal, sealed, claimed, salt, claim, receipt) values ($1, $2, $3, $4, $5, $6,"
        " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        " on conflict (order_id, photo, phase) do nothing",
        [
            (
                *(new_id(), order_id, shot.sha256, phase, event, discovery, person, now),
                *_evidence(order_id, phase, shot, now, known),
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


async def _nonces(
    order_id: uuid.UUID, shots: Sequence[tuple[Phase, Shot]], person: uuid.UUID | None
) -> dict[str, bool]:
    if not any(isinstance(shot, PhasedShot) and shot.nonce for _, shot in shots):
        return {}
    return await nonces.had(order_id, person, refused=all(phase == "kept" for phase, _ in shots))


def _evidence(order_id: uuid.UUID, phase: Phase, shot: Shot, now: datetime, known: dict[str, bool]) -> tuple[Any, ...]:
    """Return the claim as it is stored, what its seal is worth, our commitment to it, and the signed receipt."""
    claim, salt = claim_of(shot), secrets.token_bytes(16)
    found, committed = sealing(order_id, shot.sha256, claim, known), commitment(salt, claim)
    sealed, claimed = found is Sealing.SEALED, found is Sealing.CLAIMED
    receipt = Receipt(
        kid=signing.keys().kid(),
        order=order_id,
        sha256=shot.sha256,
        phase=phase,
        claim=committed,
        taken_at=receipts.utc(claim.taken_at),
        received_at=now,
        sealed=sealed,
        claimed=claimed,
    )
    said = (claim.taken_at, claim.lat, claim.lon, claim.accuracy_m, claim.source)
    return (*said, claim.nonce or None, claim.seal or None, sealed, claimed, salt, committed, receipts.written(receipt))


def claim_of(shot: Shot) -> Claim:
    """Return what a shot claims, as it is stored."""
    nonce, seal = well_formed(shot.nonce, shot.seal) if isinstance(shot, PhasedShot) else (None, None)
    lat, lon = _place(shot)
    return Claim(
        taken_at=_aware(shot.taken_at),
        lat=lat,
        lon=lon,
        accuracy_m=shot.accuracy_m,
        source=shot.source,
        nonce=nonce,
        seal=seal,
    )


def _place(shot: Shot) -> tuple[float | None, float | None]:
    # Half a place is none.
    return (shot.lat, shot.lon) if shot.lat is not None and shot.lon is not None else (None, None)


def _aware(at: datetime | None) -> datetime | None:
    # Without a zone it cannot be compared with anything; at the edge of the calendar it overflows in another zone.
    return at if at and at.tzinfo and at.year in _YEARS else None
