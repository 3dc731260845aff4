"""A host whose wall clock is wrong, for one process: what Python and its libraries are told of the time is moved.

Moved are `datetime.now`, `utcnow`, `today` and `time.time`, in the C type itself: whoever imported it before is told
the same. Not moved are clocks that libraries in other languages read by themselves (the ids of uuid_utils), and the
monotonic clock, which no setting of a host's clock changes either. PostgreSQL is another process and keeps its own.
"""

import ctypes
import gc
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any


def move_wall_clock(seconds: float) -> None:
    """Move this process's wall clock; call it once, before anything else is imported."""
    by = timedelta(seconds=seconds)
    now, wall, wall_ns = datetime.now, time.time, time.time_ns

    def moved(_: Any, tz: tzinfo | None = None) -> datetime:
        return now(tz) + by

    _replace(datetime, "now", classmethod(moved))
    _replace(datetime, "utcnow", classmethod(lambda _: (now(UTC) + by).replace(tzinfo=None)))
    _replace(datetime, "today", classmethod(lambda _: now() + by))
    _replace(date, "today", classmethod(lambda _: (now() + by).date()))
    time.time = lambda: wall() + seconds
    time.time_ns = lambda: wall_ns() + int(seconds * 1e9)


def _replace(owner: type, name: str, value: Any) -> None:
    # A type of the C library lets nobody set its attributes; its dictionary is behind the read-only view all the same.
    [names] = gc.get_referents(owner.__dict__)
    names[name] = value
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))
