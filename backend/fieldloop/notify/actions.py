"""Writes of this slice: the outbox of notices, what came of sending, a browser's subscription."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.notify import ladder
from fieldloop.notify.rules import Outcome, Telling

LEASE = timedelta(seconds=15)  # a sender that was killed: what it had in hand is late by this
MOST_DEVICES = 10  # of one person; the oldest go, so that nobody makes us send a hundred messages for one notice
MOST_REFUSALS = 10  # in a row; a subscription made with another key, for example, is refused for ever


async def tell(
    order_id: uuid.UUID,
    event_id: uuid.UUID,
    persons: Sequence[uuid.UUID],
    kind: str,
    now: datetime,
    at_once: Sequence[str] = (),
) -> None:
    """Put one notice for each person into the outbox, with the rungs of its ladder, in the order's own transaction.

    Once per event and person: a command that is repeated, or a person found by two rules, is told once. `at_once`:
    rungs that do not wait for their minutes.
    """
    if not persons:
        return
    told = await db.fetch(
        "insert into notice (id, order_id, event_id, person_id, kind, created_at, next_at, attempts)"
        " select id, $3, $4, person_id, $5, $6, $6, 0 from unnest($1::uuid[], $2::uuid[]) as told(id, person_id)"
        f" on conflict (event_id, person_id) do nothing returning id, person_id, {ladder.CLIMBS} as climbs",
        *([new_id() for _ in persons], list(persons), order_id, event_id, kind, now),
    )
    if told and (at_once or any(row["climbs"] for row in told)):
        await ladder.plan([(row["id"], row["person_id"]) for row in told], order_id, event_id, kind, now, at_once)


async def lease(limit: int, now: datetime) -> list[uuid.UUID]:
    """Take up to `limit` due notices for this sender alone until the lease ends; one statement, no open transaction.

    A sender that dies leaves its rows leased: another sends them when the lease is over, with the same topic.
    """
    rows = await db.fetch(
        "with due as (select id from notice where done_at is null and next_at <= $1"
        "   and (lease_until is null or lease_until <= $1) order by next_at limit $2 for update skip locked)"
        " update notice set lease_until = $3, attempts = attempts + 1 from due where notice.id = due.id"
        " returning notice.id",
        now,
        limit,
        now + LEASE,
    )
    return [row["id"] for row in rows]


async def finish(ended: Sequence[tuple[uuid.UUID, Outcome]], now: datetime) -> None:
    """Close notices, each as it ended; the first to do so wins."""
    await db.execute(
        # Locked in the order of their ids: two who close some of the same never wait for each other.
        "with e as (select n.id, e.outcome from unnest($1::uuid[], $2::text[]) as e(id, outcome)"
        " join notice n on n.id = e.id where n.done_at is null order by n.id for update of n)"
        " update notice n set done_at = $3, outcome = e.outcome, lease_until = null from e where n.id = e.id",
        *([notice for notice, _ in ended], [str(outcome) for _, outcome in ended], now),
    )
    unreached = [notice for notice, outcome in ended if outcome in (Outcome.NO_DEVICE, Outcome.GIVEN_UP)]
    if unreached:
        await ladder.hurry(unreached, now)


async def try_again(telling: Telling, next_at: datetime) -> None:
    """Give a notice back for later, unless another sender has it meanwhile: then `attempts` has moved on."""
    await db.execute(
        "update notice set next_at = $3, lease_until = null where id = $1 and attempts = $2 and done_at is null",
        telling.notice_id,
        telling.attempts,
        next_at,
    )


async def put_off(telling: Telling, until: datetime) -> None:
    """Let a notice wait, as its person wishes; that was no attempt."""
    await db.execute(
        "update notice set next_at = $3, lease_until = null, attempts = attempts - 1"
        " where id = $1 and attempts = $2 and done_at is null",
        telling.notice_id,
        telling.attempts,
        until,
    )


async def mark_taken(subscription: uuid.UUID, now: datetime) -> None:
    """Note that a browser's push service took a message."""
    await db.execute("update push_subscription set last_ok_at = $2, failures = 0 where id = $1", subscription, now)


async def mark_refused(subscription: uuid.UUID) -> None:
    """Count a refusal that trying again will not change; after enough of them the subscription goes."""
    await db.execute("update push_subscription set failures = failures + 1 where id = $1", subscription)
    await db.execute("delete from push_subscription where id = $1 and failures >= $2", subscription, MOST_REFUSALS)


async def drop(subscription: uuid.UUID) -> None:
    """Forget a subscription that its push service says has ended."""
    await db.execute("delete from push_subscription where id = $1", subscription)


async def subscribe(
    person: uuid.UUID,
    endpoint: str,
    p256dh: str,
    auth: str,
    now: datetime,
    *,
    session: uuid.UUID | None = None,
    replaces: uuid.UUID | None = None,
) -> tuple[uuid.UUID, bool]:
    """Store a browser's subscription and return (id, whether it is new).

    1. A phone that changes hands keeps its endpoint: it moves to whoever is logged in now, and to that session.
    2. A session that ended meanwhile takes none; raises auth.required.
    3. A browser that got a new endpoint names the subscription that `replaces` stands for; only one's own goes.
    """
    own_id = new_id()
    # Locked, so that a log-out at the same moment waits and then takes the subscription along.
    alive = "exists (select from session where id = $3 and revoked_at is null for key share)"
    async with db.transaction():
        stored = await db.fetchval(
            "insert into push_subscription (id, person_id, session, endpoint, p256dh, auth, created_at, failures)"
            " select $1, $2, $3::uuid, $4, $5, $6, $7::timestamptz, 0"
            f" where $3::uuid is null or {alive} on conflict (endpoint) do update"
            " set person_id = excluded.person_id, session = excluded.session, p256dh = excluded.p256dh,"
            " auth = excluded.auth, failures = 0 returning id",
            own_id,
            person,
            session,
            endpoint,
            p256dh,
            auth,
            now,
        )
        if stored is None:
            raise problem("auth.required")
        await _drop_older(person, stored, replaces)
    return stored, stored == own_id


async def _drop_older(person: uuid.UUID, stored: uuid.UUID, replaces: uuid.UUID | None) -> None:
    await db.execute(
        "delete from push_subscription where person_id = $1 and id <> $2 and (id = $4 or id in"
        " (select id from push_subscription where person_id = $1 and id <> $2 and id is distinct from $4"
        " order by created_at desc, id desc offset $3))",
        person,
        stored,
        MOST_DEVICES - 1,
        replaces,
    )


async def unsubscribe(person: uuid.UUID, subscription: uuid.UUID) -> None:
    """Forget one of the person's own browsers; another person's is as unknown as none."""
    sql = "delete from push_subscription where id = $1 and person_id = $2 returning id"
    if await db.fetchval(sql, subscription, person) is None:
        raise problem("not.found")


async def forget_browsers(session: uuid.UUID, person: uuid.UUID) -> None:
    """Forget the browsers of a session; and those of its person of which it is not known whose they are.

    Those subscribed before sessions were noted: a phone that stays asks again, and the one that is lost must not hear.
    """
    await db.execute(
        "delete from push_subscription where session = $1 or (session is null and person_id = $2)", session, person
    )


async def mark_seen(person: uuid.UUID, notice: uuid.UUID, now: datetime) -> uuid.UUID:
    """Note that the person saw a notice, stop its ladder, and return its order.

    Seen once counts: a second device that shows it later does not move the moment.
    """
    order_id = await db.fetchval(
        "with seen as (update notice set seen_at = coalesce(seen_at, $3), done_at = coalesce(done_at, $3),"
        " outcome = coalesce(outcome, $4), lease_until = null where id = $1 and person_id = $2 returning id, order_id),"
        " ended as (update notice_rung r set done_at = $3, outcome = 'stopped', lease_until = null from seen"
        " where r.notice = seen.id and r.done_at is null) select order_id from seen",
        notice,
        person,
        now,
        str(Outcome.SUPERSEDED),
    )
    if order_id is None:
        raise problem("not.found")
    return order_id
