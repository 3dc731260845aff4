"""The whole seed, in order."""

from datetime import datetime
from random import Random

from fieldloop import db
from fieldloop.seed.history import history
from fieldloop.seed.open_work import open_work
from fieldloop.seed.play import play
from fieldloop.seed.registry import insert_registry
from fieldloop.seed.told import told
from fieldloop.seed.town import Town
from fieldloop.settings import settings


async def fill() -> datetime:
    """Insert the registry, then live through the week up to now; return that moment."""
    await insert_registry()
    town, now, speed = Town.from_tables(), db.clock.now(), settings().clock_speed
    begun = [*told(town, now, speed), *open_work(town, now, speed)]
    chance = Random(737)  # noqa: S311 - the same week each time, not a secret
    await play([*begun, *history(town, now, speed, chance, begun)], now)
    await _nobody_is_rung_for_the_past()
    return now


async def _nobody_is_rung_for_the_past() -> None:
    await db.execute(
        "update notice n set done_at = n.created_at, outcome = 'superseded',"
        " seen_at = case when o.closed_at is null and o.state <> 'void' then n.seen_at else n.created_at end"
        " from orders o where o.id = n.order_id and n.done_at is null"
    )
