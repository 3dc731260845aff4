"""When a person is not to be rung, and what may wait. Pure; times of day are the area's own."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldloop.notify.rules import urgency

ONE_RING = timedelta(minutes=1)  # whoever bundles is rung once in it


@dataclass(frozen=True, slots=True)
class Preference:
    """How a person wants to be told; the default is at once, one by one."""

    quiet_from: time | None = None
    quiet_to: time | None = None
    digest_at: time | None = None
    bundle: bool = False

    @property
    def bundles(self) -> bool:
        """Whether several are told as one; a digest always is."""
        return self.bundle or self.digest_at is not None


def waits_until(wish: Preference, kind: str, told_at: datetime, zone: str, now: datetime) -> datetime | None:
    """Return until when a notice waits, or None when it goes now; what is urgent never waits.

    What can wait goes with the next digest after it was told; whatever is not urgent waits for the end of quiet hours.
    """
    if urgency(kind) == "high":
        return None
    there = _zone(zone)
    digest = _next(wish.digest_at, told_at, there) if wish.digest_at else None
    if digest and digest > now:
        return digest
    if wish.quiet_from is None or wish.quiet_to is None:
        return None
    at = now.astimezone(there).time()
    after, before = at >= wish.quiet_from, at < wish.quiet_to
    quiet = after and before if wish.quiet_from < wish.quiet_to else after or before
    return _next(wish.quiet_to, now, there) if quiet else None


def _next(at: time, after: datetime, zone: tzinfo) -> datetime:
    """Return the next moment at which a clock on the wall there shows a time, later than `after`."""
    today = after.astimezone(zone).date()
    days = (today, today + timedelta(days=1))
    # In the night in which a clock is set back it shows some times twice.
    moments = (datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC) for day in days for fold in (0, 1))
    return next(moment for moment in moments if moment > after)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
