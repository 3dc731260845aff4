"""Sending what is due: lease, send, mark. May die anywhere; the next run goes on from the rows."""

import asyncio
import random
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

import structlog

from fieldloop import db
from fieldloop.notify import actions, chat_words, preferences, queries, rules, sending, words
from fieldloop.notify.push import Pusher
from fieldloop.notify.quiet_rules import Preference, waits_until
from fieldloop.notify.rules import Answer, Outcome, Subscription, Telling
from fieldloop.notify.together import Together

_log = structlog.get_logger()
_chance = random.SystemRandom()
Marks = Together[tuple[uuid.UUID, Outcome]]


async def send_due(pusher: Pusher, limit: int = 20) -> bool:
    """Send up to `limit` due notices at once and tell whether there may be more.

    1. Lease them; that commits at once, and no transaction is open while push services answer.
    2. Put off what its person wishes to wait; make one of what its person wishes to hear as one.
    3. Send each to every browser of its person.
    4. Mark each as soon as it is known, with whatever else is known by then. A crash before this sends it again, under
       the same topic.
    """
    leased = await actions.lease(limit, db.clock.now())
    if leased:
        tellings = await queries.tellings(leased)
        persons = [telling.person_id for telling in tellings]
        devices, wishes = await queries.devices_of(persons), await preferences.wishes(persons)
        marks = Together(_close)
        groups = _grouped([each for each in tellings if not await _waits(each, wishes.get(each.person_id))], wishes)
        await asyncio.gather(
            *(_settle(pusher, group, devices.get(group[0].person_id, []), wishes, marks) for group in groups)
        )
    return len(leased) == limit


async def _waits(telling: Telling, wish: Preference | None) -> bool:
    if wish is None or telling.moved_on:
        return False
    until = waits_until(wish, telling.kind, telling.created_at, telling.zone, db.clock.now())
    if until:
        await actions.put_off(telling, until)
    return until is not None


def _grouped(tellings: Sequence[Telling], wishes: Mapping[uuid.UUID, Preference]) -> list[list[Telling]]:
    """Return what is sent as one: all that is needed of a person who bundles, everything else by itself."""
    found: defaultdict[uuid.UUID, list[Telling]] = defaultdict(list)
    for telling in tellings:
        wish = wishes.get(telling.person_id)
        together = wish is not None and wish.bundles and not telling.moved_on
        found[telling.person_id if together else telling.notice_id].append(telling)
    return list(found.values())


async def _settle(
    pusher: Pusher,
    tellings: Sequence[Telling],
    devices: Sequence[Subscription],
    wishes: Mapping[uuid.UUID, Preference],
    marks: Marks,
) -> None:
    # One notice that cannot be put into words, or sent, must neither stop the others nor come back at once.
    try:
        wish, first = wishes.get(tellings[0].person_id), tellings[0]
        next_ring = None
        # What is tried again was to ring before, and did not.
        again = any(telling.attempts > 1 for telling in tellings)
        if wish and wish.bundles and devices and not again and not first.moved_on:
            next_ring = await preferences.ring(first.person_id, db.clock.now())
        if next_ring:
            await asyncio.gather(*(actions.put_off(telling, next_ring) for telling in tellings))
        else:
            await _tell(pusher, tellings, devices, marks)
    except Exception:  # noqa: BLE001 (that is the point)
        for telling in tellings:
            _log.exception("notice.failed", notice=str(telling.notice_id), attempts=telling.attempts)
            await _later(telling, None)


async def _close(ended: Sequence[tuple[uuid.UUID, Outcome]]) -> None:
    await actions.finish(ended, db.clock.now())


async def _tell(pusher: Pusher, tellings: Sequence[Telling], devices: Sequence[Subscription], marks: Marks) -> None:
    ended = {telling.notice_id: rules.ends_unsent(telling, len(devices)) for telling in tellings}
    going = [telling for telling in tellings if ended[telling.notice_id] is None]
    if going:
        answers = await asyncio.gather(*(_push(pusher, going, device) for device in devices))
        outcome = rules.outcome([answer for answer, _ in answers])
        ended |= {telling.notice_id: outcome for telling in going}
        wait = max((wait for _, wait in answers if wait is not None), default=None)
    else:
        wait = None
    for telling in tellings:
        await _mark(telling, ended[telling.notice_id], wait, marks)


async def _mark(telling: Telling, outcome: Outcome | None, wait: float | None, marks: Marks) -> None:
    if outcome is None:
        await _later(telling, wait)
        return
    await marks.put((telling.notice_id, outcome))
    if outcome is not Outcome.DELIVERED:
        _log.info("notice.unsent", notice=str(telling.notice_id), outcome=str(outcome), attempts=telling.attempts)


async def _push(pusher: Pusher, tellings: Sequence[Telling], device: Subscription) -> tuple[Answer, float | None]:
    now, first = db.clock.now(), tellings[0]
    alone = len(tellings) == 1
    return await sending.push(
        pusher,
        device,
        words.payload(first, now) if alone else chat_words.bundle(tellings, now),
        ttl_s=max(rules.ttl_s(telling.due_at, now) for telling in tellings),
        urgency="high" if any(rules.urgency(telling.kind) == "high" for telling in tellings) else "normal",
        topic=rules.topic(first.order_id) if alone else "bundle",
    )


async def _later(telling: Telling, retry_after_s: float | None) -> None:
    pause = rules.pause(telling.attempts, _chance.random(), retry_after_s)
    await actions.try_again(telling, db.clock.now() + pause)
