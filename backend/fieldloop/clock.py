"""The one clock: the database's time, followed without asking the database each time."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Follows the database's clock by the host's monotonic one.

    Deadlines are compared between hosts, and a host's wall clock may be minutes off or jump; the database's is the one
    that all of them share. `shift` is moved by tests, and by the seed while it lives through the demo's past.
    """

    def __init__(self) -> None:
        self._origin: datetime | None = None
        self._ticks = 0.0
        self.shift = timedelta()

    def follow(self, database_now: datetime) -> None:
        """Take the database's present time (aware) as this clock's."""
        self._origin = database_now.astimezone(UTC)
        self._ticks = time.monotonic()

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        if self._origin is None:  # no database yet, e.g. while the command line starts
            return datetime.now(UTC) + self.shift
        return self._origin + timedelta(seconds=time.monotonic() - self._ticks) + self.shift
