"""The demo: Pudong on a small scale, people for every role, a week of history. `data/` holds the facts as tables."""

from datetime import datetime

from fieldloop import db

# A database with orders in it is seeded, or else somebody's own.
_NOT_EMPTY = (
    "select exists (select from device_key where key_hash = sha256('demo-camera-key')) or exists (select from orders)"
)
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(737)"


async def seed() -> datetime | None:
    """Fill the demo once, all of it or nothing; what is already there stays as it is.

    Return the moment up to which it was lived, or None when there was something already.
    """
    if await db.fetchval(_NOT_EMPTY):
        return None
    # The second start of the product must not pay for what only the first one needs.
    from fieldloop.seed.fill import fill  # noqa: PLC0415

    async with db.transaction():
        await db.execute(_ONE_AT_A_TIME)
        return None if await db.fetchval(_NOT_EMPTY) else await fill()
