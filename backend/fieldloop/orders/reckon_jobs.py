"""Counts on where a change left orders: a few at a time, so that nobody waits for more than those."""

import uuid

import structlog

from fieldloop import db
from fieldloop.orders.reckoning import Reckoner, next_ids
from fieldloop.sla import reckon_waiting

AT_ONCE = 200
_REACHED = (
    "update reckoning set moved = moved + $2, reached_at = $3, reached_id = $4, done_at = $5, told = $6 where id = $1"
)
_log = structlog.get_logger()


async def reckon_next(limit: int = AT_ONCE) -> bool:
    """Count the next orders of a change anew, those due first, and tell whether there may be more.

    One that cannot be counted is found by taking them one by one, left as it is, logged and counted in `skipped`.
    """
    row = await db.fetchrow("select id, alone from reckoning where done_at is null order by asked_at limit 1")
    if row is None:
        return False
    try:
        return await _count_on(1 if row["alone"] else limit)
    except Exception as error:
        if db.is_away(error):
            raise
        _log.exception("reckoning.not_counted", reckoning=str(row["id"]))
        await _pass_over()
        return True


async def _count_on(limit: int) -> bool:
    async with db.transaction():
        row = await reckon_waiting.taken()
        if row is None:
            return False  # another worker has it
        reckoner = Reckoner(told={uuid.UUID(person) for person in row["told"]})
        after = (row["reached_at"], row["reached_id"])
        reached = await reckoner.reckon(reckon_waiting.which_of(row), limit, after)
        done = None if reached else db.clock.now()
        moved, told = len(reckoner.outcome.moved), reckon_waiting.names(reckoner.told)
        await db.execute(_REACHED, row["id"], moved, *(reached or after), done, told)
    reckoner.ledger.announce()
    return True


async def _pass_over() -> None:
    """Take the orders one by one from now on; when that is so already, leave the one that fails out."""
    async with db.transaction():
        row = await reckon_waiting.taken()
        if row is None:
            return
        if not row["alone"]:
            await db.execute("update reckoning set alone = true where id = $1", row["id"])
            return
        after = (row["reached_at"], row["reached_id"])
        found = await next_ids(reckon_waiting.which_of(row), 1, after)
        sql = (
            "update reckoning set alone = false, skipped = skipped + 1, reached_at = $2, reached_id = $3 where id = $1"
        )
        await db.execute(sql, row["id"], *(found[-1] if found else after))
