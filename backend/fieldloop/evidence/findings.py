"""What a photo makes one ask, from plain structs; pure. A finding is a question with its numbers, never a verdict."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldloop.catalogue.thresholds import Thresholds
from fieldloop.evidence.alike import apart, fit, mirrored
from fieldloop.evidence.words import Number
from fieldloop.places.rules import distance_m

_SAME_PLACE_M = 100.0


@dataclass(frozen=True, slots=True)
class Look:
    """What was measured of a photo."""

    hash: int
    mirror: int
    grey: bytes | None  # gone with the photo, after its days
    sharpness: float
    brightness: float
    contrast: float
    exif_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Where and when the same person photographed before."""

    taken_at: datetime
    lat: float
    lon: float
    accuracy_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo's place in the order: the phone's claims, our receipt, and what was measured."""

    id: uuid.UUID
    photo: str
    phase: str
    source: str
    person: uuid.UUID | None
    received_at: datetime
    taken_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    handed_at: datetime | None = None  # when the phone says it was handed in
    look: Look | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier use of the same photo or of one alike."""

    photo: str
    order_id: uuid.UUID
    phase: str
    person: uuid.UUID | None
    received_at: datetime
    site: str | None
    lat: float | None
    lon: float | None
    hash: int
    grey: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The order around the photos."""

    id: uuid.UUID
    site: str | None
    lat: float | None
    lon: float | None
    discovered_at: datetime
    accepted_at: datetime | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Found:
    """A question."""

    kind: str
    photo: str
    phase: str
    numbers: dict[str, Number]
    other_photo: str | None = None
    other_order: uuid.UUID | None = None


def reused(case: Case, shot: Shot, twins: Sequence[Twin]) -> list[Found]:
    """Ask whether a photo was used before: the nearest picture of this order, of this person, and of anybody."""
    nearest: dict[str, tuple[int, Found]] = {}
    for twin in twins:
        kind = _whose(case, shot, twin)
        bits, turned = _bits(shot, twin)
        if kind in nearest and nearest[kind][0] <= bits:
            continue
        if _copied(case, shot, twin, bits, turned=turned):
            numbers: dict[str, Number] = {"bits": bits, "days": (shot.received_at - twin.received_at).days}
            if turned:
                numbers["mirrored"] = 1
            nearest[kind] = bits, Found(kind, shot.photo, shot.phase, numbers, twin.photo, twin.order_id)
    return [found for _, found in nearest.values()]


def compared(case: Case, shots: Sequence[Shot]) -> list[Found]:
    """Ask of each after-photo whether it shows the place of the photos before, and whether anything has changed.

    A camera on a pole sees the place from elsewhere: only what a person photographed is compared. What was found when
    the order was opened again says nothing of the work before.
    """
    limits, found = case.thresholds, list[Found]()
    earlier = [shot for shot in shots if shot.phase in {"found", "before"} and shot.source != "device"]
    for after in (shot for shot in shots if shot.phase == "after"):
        fits = [
            (fit(before.look.grey, after.look.grey), before)
            for before in earlier
            if before.photo != after.photo and before.received_at <= after.received_at
            if _comparable(limits, before) and _comparable(limits, after)
            if before.look and after.look and before.look.grey and after.look.grey
        ]
        if not fits:
            continue
        best, before = max(fits, key=lambda each: each[0].likeness)
        stillest, same = min(fits, key=lambda each: each[0].change)
        if best.likeness < limits.place_likeness:
            numbers: dict[str, Number] = {"likeness": round(best.likeness, 2), "limit": limits.place_likeness}
            found.append(Found("other_place", after.photo, after.phase, numbers, before.photo, case.id))
        elif stillest.change < limits.unchanged_change:
            numbers = {"change": round(stillest.change, 2), "limit": limits.unchanged_change}
            found.append(Found("unchanged", after.photo, after.phase, numbers, same.photo, case.id))
    return found


def _whose(case: Case, shot: Shot, twin: Twin) -> str:
    if twin.order_id == case.id:
        return "reused_here"
    return "reused_by_person" if shot.person and twin.person == shot.person else "reused_anywhere"


def _bits(shot: Shot, twin: Twin) -> tuple[int, bool]:
    if shot.photo == twin.photo or shot.look is None:
        return 0, False
    plain, turned = apart(shot.look.hash, twin.hash), apart(shot.look.mirror, twin.hash)
    return min(plain, turned), turned < plain


def _copied(case: Case, shot: Shot, twin: Twin, bits: int, *, turned: bool) -> bool:
    if shot.photo == twin.photo:
        return True
    limits = case.thresholds
    if shot.look is None or not _comparable(limits, shot) or bits > limits.reuse_bits:
        return False
    elsewhere = not _same_place(case, twin)
    if shot.look.grey is None or twin.grey is None:
        # Of a photo that is gone only the hash is left: it has to be nearer, and from the same spot says too little.
        return elsewhere and bits <= limits.same_place_bits
    grey = mirrored(twin.grey) if turned else twin.grey
    if elsewhere:
        return fit(shot.look.grey, grey, reach=2).likeness >= limits.reuse_likeness
    # From the same spot, two honest photos differ in less than a cropped copy does: only plain copies are asked about.
    still = fit(shot.look.grey, grey, reach=0)
    return (
        bits <= limits.same_place_bits
        and still.difference <= limits.same_place_difference
        and still.change <= limits.same_place_change
    )


def _same_place(case: Case, twin: Twin) -> bool:
    if twin.order_id == case.id or (case.site and case.site == twin.site):
        return True
    if case.lat is None or case.lon is None or twin.lat is None or twin.lon is None:
        return False
    return distance_m(case.lat, case.lon, twin.lat, twin.lon) <= _SAME_PLACE_M


def _comparable(limits: Thresholds, shot: Shot) -> bool:
    return shot.look is not None and shot.look.contrast >= limits.plain_contrast
