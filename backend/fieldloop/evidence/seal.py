"""What a phone seals at the shutter, and what we commit to of its claim; pure. docs/receipts.md says it in words.

Both are made of what is stored, written in one way only, so that anybody can make them again: numbers as JavaScript
writes them, moments in UTC with milliseconds (with microseconds where there are some).
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

_KIND = "fieldloop-seal-1"
_NONCE = re.compile(r"[0-9a-f]{32}")
_SEAL = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the phone says of a photo, as it is stored."""

    taken_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    source: str = "camera"
    nonce: str | None = None
    seal: str | None = None


class Sealing(Enum):
    """What a photo's seal turned out to be; none of them ever refuses a photo."""

    SEALED = "sealed"
    """Made with the order's nonce of now: not before it was accepted, and nothing of it was changed since."""
    CLAIMED = "claimed"
    """No seal, or one of an earlier round: the phone knew no nonce of this one. Its time is a claim and no more."""
    BROKEN = "broken"
    """A seal that is none of this photo, person and order: a question for whoever reviews."""


def sealing(order: uuid.UUID, sha256: str, claim: Claim, nonces: Mapping[str, bool]) -> Sealing:
    """Judge a photo's seal; `nonces` are those the person ever had for this order, and whether each is still good."""
    if claim.nonce is None and claim.seal is None:
        return Sealing.CLAIMED
    good = nonces.get(claim.nonce or "")
    if good is None or claim.seal != seal_of(order, sha256, claim):
        return Sealing.BROKEN
    return Sealing.SEALED if good else Sealing.CLAIMED


def seal_of(order: uuid.UUID, sha256: str, claim: Claim) -> str:
    """Return the seal of a photo, as hex."""
    place = (_number(claim.lat), _number(claim.lon), _number(claim.accuracy_m))
    lines = (_KIND, str(order), claim.nonce or "", sha256, _moment(claim.taken_at), *place)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def commitment(salt: bytes, claim: Claim) -> str:
    """Return the hash that stands for a claim once its values are deleted; without the salt it could be guessed."""
    taken_at, nonce, seal = _moment(claim.taken_at), claim.nonce, claim.seal
    values = {
        "accuracy_m": _number(claim.accuracy_m) or "null",
        "lat": _number(claim.lat) or "null",
        "lon": _number(claim.lon) or "null",
        "nonce": f'"{nonce}"' if nonce else "null",
        "seal": f'"{seal}"' if seal else "null",
        "source": f'"{claim.source}"',
        "taken_at": f'"{taken_at}"' if taken_at else "null",
    }
    text = ",".join(f'"{name}":{value}' for name, value in values.items())
    return hashlib.sha256(salt + f"{{{text}}}".encode()).hexdigest()


def well_formed(nonce: str | None, seal: str | None) -> tuple[str | None, str | None]:
    """Return both as they can be stored, or an empty word for what cannot be: there was one, and it is none."""
    return _fitting(_NONCE, nonce), _fitting(_SEAL, seal)


def _fitting(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text is None or pattern.fullmatch(text) else ""


def _number(value: float | None) -> str:
    """Write a number as ECMAScript does: both find the shortest digits that mean it, only the writing differs."""
    if value is None:
        return ""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if 0 < point <= 21:
        whole = text.ljust(point, "0")
        text = f"{whole[:point]}.{whole[point:]}" if whole[point:] else whole
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{text}"
    else:
        text = f"{text[0]}{'.' if text[1:] else ''}{text[1:]}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"-{text}" if sign else text


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    exact = "microseconds" if at.microsecond % 1000 else "milliseconds"
    return at.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")
