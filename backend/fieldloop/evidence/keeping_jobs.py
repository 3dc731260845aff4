"""Steps of the worker: look through what is stored, at night, and sweep what belongs to no photo."""

import time

from fieldloop import db
from fieldloop.evidence import checking

ORPHANS_TICK_S = 300.0


async def rehash_next(limit: int = 8) -> bool:
    """At night, look through up to `limit` photos that are due, and tell whether there may be more to do at once."""
    now = db.clock.now()
    zone = await db.fetchval("select zone from area where level = 'district' order by code limit 1")
    if not checking.is_night(now, zone or "UTC"):
        return False
    names = await checking.due(now, limit)
    for name in names:
        await checking.check(name, now)
    return len(names) == limit


async def sweep_orphans() -> bool:
    """Look through one folder of 256: with a tick of five minutes all of them in a day, however many workers."""
    await checking.drop_orphans(int(time.time() // ORPHANS_TICK_S))
    return False
