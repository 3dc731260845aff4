"""What the phone's claims and a photo's own measures make one ask, one photo at a time; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fieldloop.evidence.findings import Case, Found, Shot
from fieldloop.evidence.words import Number
from fieldloop.places.coordinates import gcj02_to_wgs84
from fieldloop.places.rules import distance_m

# A phone may give one photo's place in WGS-84 and the next one's in GCJ-02: such a jump is no speed.
_SYSTEMS_APART_M = 1_000.0
_SHORTEST = timedelta(minutes=1)


def claimed(case: Case, shot: Shot) -> list[Found]:
    """Return every question about one photo by itself."""
    asked = [*_time(case, shot), *_place(case, shot), *_looks(case, shot)]
    return [Found(kind, shot.photo, shot.phase, numbers) for kind, numbers in asked]


def _time(case: Case, shot: Shot) -> Iterator[tuple[str, dict[str, Number]]]:
    limits, at = case.thresholds, shot.taken_at
    if at is None:
        return
    ahead = _minutes(shot.received_at, at)
    if ahead > limits.skew_minutes:
        yield "clock_skew", {"minutes": ahead}
    elif shot.phase == "after" and shot.handed_at and _minutes(shot.handed_at, at) > limits.late_minutes:
        yield "after_submission", {"minutes": _minutes(shot.handed_at, at)}
    if shot.look and shot.look.exif_at and shot.source == "camera":
        off = abs(_minutes(shot.look.exif_at, at))
        if off > limits.skew_minutes:
            yield "clock_skew", {"minutes": off, "by": "exif"}
    # Before the work nobody has to have accepted it, but nobody can photograph what is not found yet.
    since = case.accepted_at if shot.phase == "after" else case.discovered_at
    if since and _minutes(at, since) > limits.early_minutes:
        by: dict[str, Number] = {} if shot.phase == "after" else {"by": "discovered"}
        yield "before_acceptance", {"minutes": _minutes(at, since)} | by


def _place(case: Case, shot: Shot) -> Iterator[tuple[str, dict[str, Number]]]:
    if shot.source == "gallery":
        yield "gallery", {}
    if shot.lat is None or shot.lon is None:
        return
    if shot.accuracy_m == 0:
        yield "mock_place", {"accuracy_m": 0}
    elif speed := _speed(case, shot):
        yield "mock_place", speed
    if case.lat is None or case.lon is None:
        return
    straight = distance_m(case.lat, case.lon, shot.lat, shot.lon)
    shifted = distance_m(case.lat, case.lon, *gcj02_to_wgs84(shot.lat, shot.lon))
    unsure = shot.accuracy_m or 0.0
    if min(straight, shifted) - unsure > case.thresholds.far_m:
        yield (
            "far",
            {
                "distance_m": round(straight),
                "shifted_m": round(shifted),
                "accuracy_m": round(unsure),
                "limit_m": case.thresholds.far_m,
            },
        )


def _speed(case: Case, shot: Shot) -> dict[str, Number] | None:
    before, at = shot.trace, shot.taken_at
    if before is None or at is None or shot.lat is None or shot.lon is None:
        return None
    straight = distance_m(before.lat, before.lon, shot.lat, shot.lon)
    unsure = (before.accuracy_m or 0.0) + (shot.accuracy_m or 0.0) + _SYSTEMS_APART_M
    hours = max(at - before.taken_at, _SHORTEST) / timedelta(hours=1)
    if straight - unsure <= case.thresholds.speed_kmh * 1_000 * hours:
        return None
    return {
        "by": "speed",
        "distance_km": round(straight / 1_000, 1),
        "minutes": round(hours * 60),
        "kmh": round(straight / 1_000 / hours),
    }


def _looks(case: Case, shot: Shot) -> Iterator[tuple[str, dict[str, Number]]]:
    limits, look = case.thresholds, shot.look
    if look is None:
        return
    if look.brightness < limits.dark_brightness:
        yield "dark", {"brightness": round(look.brightness), "limit": limits.dark_brightness}
    elif look.sharpness < limits.blurred_sharpness:
        yield "blurred", {"sharpness": round(look.sharpness, 2), "limit": limits.blurred_sharpness}


def _minutes(since: datetime, until: datetime) -> int:
    return round((until - since) / timedelta(minutes=1))
