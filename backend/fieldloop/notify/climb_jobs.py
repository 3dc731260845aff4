"""Climbing: what nobody has seen goes a rung further. May die anywhere; the next run goes on from the rows."""

import asyncio
import hashlib
import random
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from datetime import timedelta

import structlog

from fieldloop import db, wake
from fieldloop.notify import actions, chat_words, gateways, ladder, preferences, queries, rules
from fieldloop.notify.ladder import Climb
from fieldloop.notify.ladder_rules import MOST_ATTEMPTS, Rung, RungOutcome
from fieldloop.notify.quiet_rules import waits_until
from fieldloop.notify.rules import Answer, Telling
from fieldloop.orders import audience
from fieldloop.orders import queries as orders
from fieldloop.settings import settings

_log = structlog.get_logger()
_chance = random.SystemRandom()
Step = tuple[Climb, Telling]


async def climb_due(limit: int = 50) -> bool:
    """Climb up to `limit` due rungs and tell whether there may be more.

    1. Lease them; that commits at once, and no transaction is open while a gateway answers.
    2. End those that are not needed: seen by a device, or moved on.
    3. One message to each gateway, however many orders it is about; the others tell somebody, in one transaction each.
    """
    leased = await ladder.lease(limit, db.clock.now())
    if leased:
        found = await ladder.climbs(leased)
        tellings = {each.notice_id: each for each in await queries.tellings([climb.notice for climb in found])}
        await _climb([(climb, tellings[climb.notice]) for climb in found])
    return len(leased) == limit


async def _climb(steps: Sequence[Step]) -> None:
    now = db.clock.now()
    await ladder.finish([climb for climb, telling in steps if telling.moved_on], RungOutcome.SUPERSEDED, now)
    needed = [(climb, telling) for climb, telling in steps if not telling.moved_on]
    await ladder.finish([climb for climb, _ in needed if climb.seen], RungOutcome.STOPPED, now)
    needed = await _awake([(climb, telling) for climb, telling in needed if not climb.seen])
    by_gateway: defaultdict[uuid.UUID | None, list[Step]] = defaultdict(list)
    for climb, telling in needed:
        if climb.rung is Rung.GATEWAY:
            by_gateway[climb.gateway].append((climb, telling))
    await asyncio.gather(
        *(_settle(group, _send(group)) for group in by_gateway.values()),
        *(_settle([step], _tell(*step)) for step in needed if step[0].rung is not Rung.GATEWAY),
    )


async def _awake(steps: Sequence[Step]) -> list[Step]:
    """Put off what its person wishes to wait, and return the rest."""
    wishes, now, found = (
        await preferences.wishes([telling.person_id for _, telling in steps]),
        db.clock.now(),
        list[Step](),
    )
    for climb, telling in steps:
        wish = wishes.get(telling.person_id)
        until = waits_until(wish, telling.kind, telling.created_at, telling.zone, now) if wish else None
        if until and climb.rung is Rung.GATEWAY:
            await ladder.put_off([climb], until)
        else:
            found.append((climb, telling))
    return found


async def _settle(steps: Sequence[Step], climbing: Awaitable[None]) -> None:
    # One that cannot be put into words, or sent, must neither stop the others nor come back at once.
    try:
        await climbing
    except Exception:  # noqa: BLE001 (that is the point)
        _log.exception("rung.failed", rungs=[str(climb.id) for climb, _ in steps])
        await _later(steps, None)


async def _send(steps: Sequence[Step]) -> None:
    """Send one message to the gateway of these rungs."""
    climbs, first, now = [climb for climb, _ in steps], steps[0][0], db.clock.now()
    if first.gateway is None or first.sealed is None or first.owner is None:
        await ladder.finish(climbs, RungOutcome.NO_GATEWAY, now)
        return
    if first.rest_until and first.rest_until > now:
        await ladder.put_off(climbs, first.rest_until)
        return
    gateway = gateways.opened(first.owner, first.sealed)
    if gateway is None:
        await gateways.mark_refused(first.gateway)
        await ladder.finish(climbs, RungOutcome.REFUSED, now)
        return
    one_each = {telling.order_id: telling for _, telling in steps}
    words = chat_words.message(list(one_each.values()), now, settings().public_url)
    answer, wait = await gateway.send(*words, once=_name(climbs))
    await _answered(steps, first.gateway, answer, wait)


def _name(climbs: Sequence[Climb]) -> str:
    """Return what names a message about these rungs, so that whoever can leaves out the second copy."""
    return hashlib.sha256(b"".join(sorted(climb.id.bytes for climb in climbs))).hexdigest()[:32]


async def _answered(steps: Sequence[Step], gateway: uuid.UUID, answer: Answer, wait: float | None) -> None:
    climbs, now = [climb for climb, _ in steps], db.clock.now()
    if answer is Answer.TAKEN:
        await ladder.finish(climbs, RungOutcome.DELIVERED, now)
        await gateways.mark_taken(gateway, now)
    elif answer is Answer.LATER:
        if wait is not None:
            await gateways.let_rest(gateway, now + timedelta(seconds=wait))
        await _later(steps, wait)
    else:
        await ladder.finish(climbs, RungOutcome.REFUSED, now)
        await gateways.mark_refused(gateway)


async def _later(steps: Sequence[Step], wait: float | None) -> None:
    now = db.clock.now()
    hopeless = [climb for climb, _ in steps if climb.attempts >= MOST_ATTEMPTS]
    await ladder.finish(hopeless, RungOutcome.GIVEN_UP, now)
    tried = [climb for climb, _ in steps if climb.attempts < MOST_ATTEMPTS]
    if tried:
        pause = rules.pause(max(climb.attempts for climb in tried), _chance.random(), wait)
        await ladder.try_again(tried, now + pause)


async def _still_needed(climb: Climb) -> bool:
    """Look again at an order that is locked now: whoever accepted it meanwhile must not be complained about."""
    (telling,) = await queries.tellings([climb.notice])
    if telling.moved_on:
        await ladder.finish([climb], RungOutcome.SUPERSEDED, db.clock.now())
    return not telling.moved_on


async def _tell(climb: Climb, telling: Telling) -> None:
    """Tell whoever stands in, or is above, that nobody has seen it; once, whoever dies meanwhile."""
    now = db.clock.now()
    async with db.transaction():
        order = await orders.load_unless_locked(climb.order_id)
        if order is None:
            await _later([(climb, telling)], None)  # somebody is at the order just now, and may be moving it on
            return
        if not await _still_needed(climb):
            return
        find = audience.stand_ins if climb.rung is Rung.STAND_IN else audience.supervisors
        persons = await find(order, climb.person_id)
        await actions.tell(order.id, climb.event_id, persons, "unseen", now)
        await ladder.finish([climb], RungOutcome.TOLD if persons else RungOutcome.NOBODY, now)
    if persons:
        wake.wake("sender")
