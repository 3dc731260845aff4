"""The worker's step of this slice: the daily draw for re-inspection."""

import secrets
from datetime import UTC, datetime, timedelta

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders import silence
from fieldloop.orders.actions import moment
from fieldloop.orders.draw import Closed, draw
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.scope import LEVEL_COLUMNS

# After an outage the days that were missed are drawn too, so far back.
CATCH_UP_DAYS = 7


async def draw_day() -> bool:
    """Draw from the orders closed on the oldest day that was not drawn yet; tell whether there may be another.

    A day is drawn once: the seed is made and written down in the transaction that draws.
    """
    now = db.clock.now()
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(CATCH_UP_DAYS, 0, -1):
        async with db.transaction():
            if await _draw(today - timedelta(days=back), now, secrets.token_hex(16)):
                return True
    return False


async def _draw(day: datetime, now: datetime, seed: str) -> bool:
    mine = await db.fetchval(
        "insert into inspection_draw (day, seed, drawn_at) values ($1, $2, $3) on conflict do nothing returning true",
        *(day.date(), seed, now),
    )
    if not mine:
        return False
    rows = await db.fetch(
        "select o.id, coalesce(o.neighbourhood, o.street, o.district) as area, coalesce(o.unit, '-') as unit,"
        " o.element, e.inspect_share as share, o.district, o.street, o.neighbourhood, o.grid"
        " from orders o join element e on e.code = o.element"
        " where o.district = any(array(select code from area where level = 'district')::text[])"
        " and o.closed_at >= $1 and o.closed_at < $2 and o.state = 'closed'"
        # `offset 0` keeps it a look-up per order of the day: all that was ever drawn would be read to leave some out.
        " and not exists (select from inspection i where i.order_id = o.id offset 0) order by o.id",
        *(day, day + timedelta(days=1)),
    )
    listed = {row["id"]: row for row in rows}
    names = ("id", "area", "unit", "element", "share")
    drawn = draw(seed, [Closed(**{name: row[name] for name in names}) for row in rows])
    await db.executemany(
        "insert into inspection (id, order_id, district, street, neighbourhood, grid, seed, stratum, rate, drawn_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        [
            (
                *(new_id(), each.id, *(listed[each.id][level] for level in LEVEL_COLUMNS)),
                *(seed, each.stratum, each.rate, now),
            )
            for each in drawn
        ],
    )
    return True


async def hand_over_silent() -> bool:
    """Take one sign of a phone that is overdue, each in a transaction of its own; tell whether there may be more."""
    ledger = Ledger(moment())
    async with db.transaction():
        found = await silence.hand_over_next(ledger)
    ledger.announce()
    return found
