"""Sending what is due: lease, send, mark. May die anywhere; the next run goes on from the rows."""

import asyncio
import random
from collections.abc import Sequence

import structlog

from fieldloop import db
from fieldloop.notify import actions, queries, rules, sending, words
from fieldloop.notify.push import Pusher
from fieldloop.notify.rules import Answer, Outcome, Subscription, Telling

_log = structlog.get_logger()
_chance = random.SystemRandom()


async def send_due(pusher: Pusher, limit: int = 20) -> bool:
    """Send up to `limit` due notices at once and tell whether there may be more.

    1. Lease them; that commits at once, and no transaction is open while push services answer.
    2. Send each to every browser of its person.
    3. Mark each as soon as it is known. A crash before this sends it again, under the same topic.
    """
    leased = await actions.lease(limit, db.clock.now())
    if leased:
        tellings = await queries.tellings(leased)
        devices = await queries.devices_of(telling.person_id for telling in tellings)
        await asyncio.gather(*(_settle(pusher, each, devices.get(each.person_id, [])) for each in tellings))
    return len(leased) == limit


async def _settle(pusher: Pusher, telling: Telling, devices: Sequence[Subscription]) -> None:
    # One notice that cannot be put into words, or sent, must neither stop the others nor come back at once.
    try:
        await _tell(pusher, telling, devices)
    except Exception:  # noqa: BLE001 (that is the point)
        _log.exception("notice.failed", notice=str(telling.notice_id), attempts=telling.attempts)
        await _later(telling, None)


async def _tell(pusher: Pusher, telling: Telling, devices: Sequence[Subscription]) -> None:
    outcome = rules.ends_unsent(telling, len(devices))
    if outcome is None:
        answers = await asyncio.gather(*(_push(pusher, telling, device) for device in devices))
        outcome = rules.outcome([answer for answer, _ in answers])
        if outcome is None:
            await _later(telling, max((wait for _, wait in answers if wait is not None), default=None))
            return
    await actions.finish(telling, outcome, db.clock.now())
    if outcome is not Outcome.DELIVERED:
        _log.info("notice.unsent", notice=str(telling.notice_id), outcome=str(outcome), attempts=telling.attempts)


async def _push(pusher: Pusher, telling: Telling, device: Subscription) -> tuple[Answer, float | None]:
    now = db.clock.now()
    return await sending.push(
        pusher,
        device,
        words.payload(telling, now),
        ttl_s=rules.ttl_s(telling.due_at, now),
        urgency=rules.urgency(telling.kind),
        topic=rules.topic(telling.order_id),
    )


async def _later(telling: Telling, retry_after_s: float | None) -> None:
    pause = rules.pause(telling.attempts, _chance.random(), retry_after_s)
    await actions.try_again(telling, db.clock.now() + pause)
