"""The demo: Pudong on a small scale, people for every role, a week of history. `data/` holds the facts as tables."""

from fieldloop import db

# A database with orders in it is seeded, or else somebody's own.
_NOT_EMPTY = (
    "select exists (select from device_key where key_hash = sha256('demo-camera-key')) or exists (select from orders)"
)
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(737)"


async def seed() -> None:
    """Fill the demo once, all of it or nothing; what is already there stays as it is."""
    if await db.fetchval(_NOT_EMPTY):
        return
    # The second start of the product must not pay for what only the first one needs.
    from fieldloop.seed.fill import fill  # noqa: PLC0415

    async with db.transaction():
        await db.execute(_ONE_AT_A_TIME)
        if not await db.fetchval(_NOT_EMPTY):
            await fill()
