"""Sends owners their links. May die anywhere: a lease ends by itself, and every link that was sent stays good."""

import asyncio
import random
import uuid
from datetime import timedelta

import structlog

from fieldloop import db
from fieldloop.notify import gateways, rules
from fieldloop.notify.ladder_rules import MOST_ATTEMPTS
from fieldloop.notify.rules import Answer
from fieldloop.notify.site_owners import sealed_for
from fieldloop.orders import owner_answers, owner_queries, owner_words
from fieldloop.settings import settings

_LEASE = timedelta(seconds=30)  # longer than the longest exchange with a gateway
_log = structlog.get_logger()
_chance = random.SystemRandom()
_LEASED = """
update owner_ask k set next_at = $1, attempts = attempts + 1
from orders o left join site_owner w on w.site = o.site
where o.id = k.order_id
    and k.id in (select id from owner_ask where next_at <= $2 order by next_at limit $3 for update skip locked)
returning k.id, k.order_id, k.until, k.attempts, o.site, w.sealed, w.language
"""


async def tell_owners(limit: int = 20) -> bool:
    """Send up to `limit` links that are due and tell whether there may be more; no transaction is open meanwhile."""
    now = db.clock.now()
    rows = await db.fetch(_LEASED, now + _LEASE, now, limit)
    await asyncio.gather(*(_settle(row) for row in rows))
    return len(rows) == limit


async def _settle(row: db.Row) -> None:
    # One that cannot be sent must not stop the others.
    try:
        await _send(row)
    except Exception as error:
        if db.is_away(error):
            raise
        _log.exception("owner.not_told", ask=str(row["id"]))
        await _later(row, None)


async def _send(row: db.Row) -> None:
    now, origin = db.clock.now(), settings().public_url
    gateway = gateways.opened(sealed_for(row["site"]), row["sealed"]) if row["sealed"] else None
    if gateway is None or origin is None or now >= row["until"]:
        await _give_up(row["id"])
        return
    asked = await owner_queries.asked(row["order_id"], row["until"])
    url = owner_answers.address(origin, await owner_answers.new_link(row["id"], None))
    words = owner_words.message(row["language"], asked.element, asked.site, asked.until, asked.zone, url)
    answer, wait = await gateway.send(*words, once=row["id"].hex)
    if answer is Answer.TAKEN:
        sql = "update owner_ask set told_at = $2, next_at = null where id = $1"
        await db.execute(sql, row["id"], db.clock.now())
    elif answer is Answer.LATER:
        await _later(row, wait)
    else:
        await _give_up(row["id"])


async def _later(row: db.Row, wait: float | None) -> None:
    if row["attempts"] >= MOST_ATTEMPTS:
        await _give_up(row["id"])
        return
    pause = rules.pause(row["attempts"], _chance.random(), wait)
    sql = "update owner_ask set next_at = $2 where id = $1 and ended_at is null"
    await db.execute(sql, row["id"], db.clock.now() + pause)


async def _give_up(ask: uuid.UUID) -> None:
    """Send no more: when its time is over the order goes out, as if the owner had said nothing."""
    _log.warning("owner.given_up", ask=str(ask))
    await db.execute("update owner_ask set next_at = null where id = $1", ask)
