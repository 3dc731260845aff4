"""The demo's open work, lived through by the product's own functions, without its week of history."""

from fieldloop import db
from fieldloop.seed.open_work import open_work
from fieldloop.seed.play import play
from fieldloop.seed.registry import insert_registry
from fieldloop.seed.town import Town


async def open_work_only() -> None:
    """Fill an empty database by playing what is open now; a second database of it is a copy."""
    await insert_registry()
    now = db.clock.now()
    await play(open_work(Town.from_tables(), now, 1.0), now)
