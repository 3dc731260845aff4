"""The rungs of a notice beyond web push: written with it, leased when due, ended where they ended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fieldloop import db
from fieldloop.notify.ladder_rules import Rung, RungOutcome
from fieldloop.settings import settings

LEASE = timedelta(seconds=30)

# Of a new notice of kind $5: whether there is anything it could climb to; most installations begin without.
CLIMBS = (
    "exists (select from gateway) or exists"
    " (select from ladder_step s where s.kind = $5 and s.rung <> 'gateway' and s.minutes is not null)"
)
# The element's own step goes before its unit's, and that before everybody's; a person's gateway before the unit's.
# What is to go at once ($8) does whatever the minutes are.
# A rung that nobody could climb is not written: without a gateway a notice costs one row, as it always did.
_PLAN = """
with told as (select * from unnest($1::uuid[], $2::uuid[]) as told(id, person_id)), steps as (
    select distinct on (s.rung) s.rung, s.minutes, o.unit from ladder_step s join orders o on o.id = $3
    where s.kind = $5 and (s.element is null or s.element = o.element) and (s.unit is null or s.unit = o.unit)
    order by s.rung, s.element is null, s.unit is null
), ways as (
    select rung, minutes, unit from steps where rung <> all($8::text[])
    union all select rung, 0, o.unit from unnest($8::text[]) as rung, orders o where o.id = $3
), climbs as (
    select told.id, ways.rung, $6::timestamptz + ways.minutes / $7::float8 * interval '1 minute' as at,
        (select g.id from gateway g where ways.rung = 'gateway' and (g.person_id = told.person_id
            or g.unit = ways.unit and exists (select from role r where r.person = told.person_id and r.unit = g.unit))
            order by g.person_id is null limit 1) as gateway
    from told cross join ways where ways.minutes is not null
)
insert into notice_rung (id, notice, order_id, event_id, rung, gateway, due_at, next_at)
select gen_random_uuid(), id, $3, $4, rung, gateway, at, at from climbs
where rung <> 'gateway' or gateway is not null on conflict do nothing
"""

# `seen`: by a device of its person; or, for what goes to several at once, by anybody told of the same event.
_CLIMB = """
select r.id, r.notice, r.event_id, r.order_id, r.rung, r.attempts, n.person_id,
    n.seen_at is not null or (r.rung = 'supervisor' or g.unit is not null) and exists (
        select from notice x where x.event_id = r.event_id and x.seen_at is not null)
    or exists (select from order_event v where v.order_id = r.order_id and v.action = 'seen' and v.person = n.person_id
        and v.received_at > n.created_at) as seen,
    g.id as gateway, coalesce('unit:' || g.unit, 'person:' || g.person_id) as owner, g.sealed, g.rest_until
from notice_rung r join notice n on n.id = r.notice left join gateway g on g.id = r.gateway
where r.id = any($1::uuid[]) order by r.due_at, r.id
"""

_GIVE_BACK = (
    "update notice_rung r set next_at = $3, lease_until = null{}"
    " from unnest($1::uuid[], $2::int[]) as held(id, attempts)"
    " where r.id = held.id and r.attempts = held.attempts and r.done_at is null"
)


@dataclass(frozen=True, slots=True)
class Climb:
    """One rung whose moment has come."""

    id: uuid.UUID
    notice: uuid.UUID
    event_id: uuid.UUID
    order_id: uuid.UUID
    rung: Rung
    attempts: int
    person_id: uuid.UUID
    seen: bool
    gateway: uuid.UUID | None
    owner: str | None
    sealed: bytes | None
    rest_until: datetime | None


async def plan(
    told: Sequence[tuple[uuid.UUID, uuid.UUID]],
    order_id: uuid.UUID,
    event_id: uuid.UUID,
    kind: str,
    now: datetime,
    at_once: Sequence[str] = (),
) -> None:
    """Write the rungs of new (notice, person)s, in the transaction that wrote them; limits may run faster in a demo."""
    notices, persons = [notice for notice, _ in told], [person for _, person in told]
    await db.execute(_PLAN, notices, persons, order_id, event_id, kind, now, settings().clock_speed, list(at_once))


async def lease(limit: int, now: datetime) -> list[uuid.UUID]:
    """Take up to `limit` due rungs for this sender alone until the lease ends; one statement, no open transaction."""
    rows = await db.fetch(
        "with due as (select id from notice_rung where done_at is null and next_at <= $1"
        "   and (lease_until is null or lease_until <= $1) order by next_at limit $2 for update skip locked)"
        " update notice_rung r set lease_until = $3, attempts = attempts + 1 from due where r.id = due.id"
        " returning r.id",
        now,
        limit,
        now + LEASE,
    )
    return [row["id"] for row in rows]


async def climbs(rungs: Sequence[uuid.UUID]) -> list[Climb]:
    """Return leased rungs with what decides whether they are still needed, and where they lead."""
    rows = await db.fetch(_CLIMB, list(rungs))
    return [_climb(row) for row in rows]


async def finish(rungs: Sequence[Climb], outcome: RungOutcome, now: datetime) -> None:
    """End rungs; the first to do so wins."""
    await db.execute(
        "update notice_rung set done_at = $2, outcome = $3, lease_until = null"
        " where id = any($1::uuid[]) and done_at is null",
        [rung.id for rung in rungs],
        now,
        str(outcome),
    )


async def try_again(rungs: Sequence[Climb], next_at: datetime) -> None:
    """Give rungs back for later, unless another sender has them meanwhile: then `attempts` has moved on."""
    await db.execute(_GIVE_BACK.format(""), *_held(rungs), next_at)


async def put_off(rungs: Sequence[Climb], until: datetime) -> None:
    """Let rungs wait, as their person wishes or while a gateway rests; that was no attempt."""
    await db.execute(_GIVE_BACK.format(", attempts = r.attempts - 1"), *_held(rungs), until)


def _held(rungs: Sequence[Climb]) -> tuple[list[uuid.UUID], list[int]]:
    return [rung.id for rung in rungs], [rung.attempts for rung in rungs]


def _climb(row: db.Row) -> Climb:
    values: dict[str, Any] = dict(row)
    values["rung"] = Rung(row["rung"])
    return Climb(**values)


async def hurry(notices: Sequence[uuid.UUID], now: datetime) -> None:
    """Let notices that reached no phone go to their gateways at once."""
    await db.execute(
        "update notice_rung set next_at = $2 where notice = any($1::uuid[]) and rung = 'gateway' and done_at is null"
        " and attempts = 0 and next_at > $2",
        list(notices),
        now,
    )


async def streamed(notices: Sequence[uuid.UUID], now: datetime) -> None:
    """Note that notices went to a screen that was open; the first time counts."""
    await db.execute(
        "insert into notice_rung (id, notice, order_id, event_id, rung, due_at, next_at, done_at, outcome)"
        " select gen_random_uuid(), n.id, n.order_id, n.event_id, 'stream', $2, $2, $2, 'delivered' from notice n"
        " where n.id = any($1::uuid[]) on conflict do nothing",
        list(notices),
        now,
    )
