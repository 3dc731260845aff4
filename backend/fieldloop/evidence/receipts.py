"""Receipts: what we say, signed, of each photo that we took in. Its holder needs nobody to show that it is ours."""

import uuid
from datetime import UTC, datetime
from typing import Literal

import msgspec

from fieldloop import base64url, db
from fieldloop.evidence import signing
from fieldloop.evidence.signing import PublicKey

_KIND = "fieldloop-receipt-1"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The payload: the phone's claim of the moment, and the moment that we received it; never one for the other."""

    type: Literal["fieldloop-receipt-1"] = _KIND
    kid: str
    order: uuid.UUID
    sha256: str
    phase: str
    claim: str
    taken_at: datetime | None
    received_at: datetime
    sealed: bool
    claimed: bool


def written(receipt: Receipt) -> str:
    """Sign a receipt and write it compactly: base64url of its JSON, a full stop, base64url of the signature."""
    payload = msgspec.json.encode(receipt)
    kid, signature = signing.sign(payload)
    if kid != receipt.kid:  # rotated between asking for the key and signing
        return written(msgspec.structs.replace(receipt, kid=kid))
    return f"{base64url.encode(payload)}.{base64url.encode(signature)}"


def read(text: str, known: list[PublicKey]) -> Receipt | None:
    """Return what a receipt says when one of the known keys signed it; None otherwise."""
    payload, _, signature = (text.strip() + ".").partition(".")
    body, proof = base64url.decode(payload), base64url.decode(signature.removesuffix("."))
    if body is None or proof is None:
        return None
    try:
        receipt = msgspec.json.decode(body, type=Receipt)
    except msgspec.DecodeError:
        return None
    return receipt if signing.verify(body, receipt.kid, proof, known) else None


def utc(at: datetime | None) -> datetime | None:
    """Return the moment in the one zone that receipts are written in."""
    return at.astimezone(UTC) if at else None


async def publish() -> None:
    """Write down the public halves of the keys here: every machine has keys of its own, all verify everywhere.

    The folder of keys may be lost with its machine; what it signed must verify all the same.
    """
    known = signing.keys().public()
    await db.execute(
        "insert into signing_key (kid, public_key, since) select * from unnest($1::text[], $2::text[],"
        " $3::timestamptz[]) on conflict (kid) do nothing",
        [key.kid for key in known],
        [key.public_key for key in known],
        [key.since for key in known],
    )


async def published() -> list[PublicKey]:
    """Return the public keys of everything that was ever signed, the oldest first."""
    rows = await db.fetch("select kid, public_key, since from signing_key order by since, kid")
    return [PublicKey(**row) for row in rows]
