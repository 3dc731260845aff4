"""A duty: something the worker does again and again, whatever breaks meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

TICK_S = 1.0
LONGEST_PAUSE_S = 5.0  # after failures: a database that is back is worked on within this

_log = structlog.get_logger()


@dataclass
class Duty:
    """Something to be done again and again; `run` tells whether there is more, `first_s` that sweeping comes first."""

    name: str
    run: Callable[[], Awaitable[bool]]
    tick_s: float = TICK_S
    first_s: float = 0.0
    nudge: asyncio.Event = field(default_factory=asyncio.Event)


async def keep_doing(duty: Duty, stopping: asyncio.Event) -> None:
    """Do a duty until told to stop; an error is logged, waited out a little longer each time, and survived."""
    failures = 0
    if duty.first_s:
        await wait(duty.first_s, stopping)
    while not stopping.is_set():
        duty.nudge.clear()
        try:
            while await duty.run() and not stopping.is_set():
                pass
            failures = 0
            await wait(duty.tick_s, stopping, duty.nudge)
        except Exception:  # noqa: BLE001 (whatever it was, deadlines must go on being watched)
            failures += 1
            _log.exception("duty.failed", duty=duty.name, failures=failures)
            # Not cut short by a nudge: new orders would keep a broken duty spinning.
            await wait(min(LONGEST_PAUSE_S, duty.tick_s * 2 ** min(failures, 10)), stopping)


async def wait(seconds: float, *events: asyncio.Event) -> None:
    """Wait for a time, or until any of these happens."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
