"""Reads of this slice: notices with all that their words need, browsers, orders that changed."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from fieldloop import db
from fieldloop.notify.rules import MOVING_ON, URGENT, Change, Subscription, Telling

_CANNOT_WAIT = f"({', '.join(repr(kind) for kind in URGENT)})"
# `moved_on`: the person left; or the order took a step since; or the person has a newer notice of the same order,
# which would otherwise race this one to the phone and might come first. One that may wait for the morning takes the
# place of none that may not.
_TELLING = f"""
select n.id as notice_id, n.order_id, o.no as order_no, n.person_id, n.kind, n.attempts, n.created_at, n.seen_at,
    p.language, a.zone, o.state, o.due_at, w.title as own_title, w.body as own_body,
    case when p.language = 'en' then el.name_en else el.name_zh end as element,
    coalesce(case when p.language = 'en' then s.name_en else s.name_zh end, nullif(o.address, ''),
        case when p.language = 'en' then a.name_en else a.name_zh end) as place,
    not p.active
        or exists (select from order_event later where later.order_id = n.order_id and later.seq > e.seq
            and later.action = any($1::text[]))
        or exists (select from notice newer join order_event late on late.id = newer.event_id
            where newer.order_id = n.order_id and newer.person_id = n.person_id and late.seq > e.seq
                and (newer.kind in {_CANNOT_WAIT} or n.kind not in {_CANNOT_WAIT}))
    as moved_on,
    o.state = 'dispatched' and case when o.person is not null then o.person = n.person_id else exists (
        select from role r left join unit u on u.code = r.unit where r.person = n.person_id
            and (r.unit = o.unit and r.kind in ('worker', 'coordinator') or o.pool and r.kind in ('worker', 'volunteer')
                and coalesce(r.area, u.area) in (o.district, o.street, o.neighbourhood, o.grid))) end
    as accept
from notice n
join order_event e on e.id = n.event_id
join orders o on o.id = n.order_id
join element el on el.code = o.element
join area a on a.code = o.area
left join site s on s.code = o.site
join person p on p.id = n.person_id
left join notice_words w on w.kind = n.kind and w.language = p.language
"""

_CHANGE = """
select o.id as order_id, o.version, o.state, o.pool,
    array_remove(array[o.district, o.street, o.neighbourhood, o.grid]::text[], null) as areas,
    array_remove(array[o.unit]::text[], null) as units,
    array(select d.person from discovery d where d.order_id = o.id and d.person is not null
        union select e.person from order_event e where e.order_id = o.id and e.person is not null
            and e.action <> 'kept'
        union select n.person_id from notice n where n.order_id = o.id
        union select x from unnest(array[o.person, o.submitter]) as x where x is not null) as persons,
    array(select n.person_id from notice n where n.order_id = o.id and n.created_at > $1) as told
from orders o where o.changed_at > $1 order by o.changed_at limit $2
"""


async def tellings(notices: Sequence[uuid.UUID]) -> list[Telling]:
    """Return the notices with their words' facts, names in each receiver's language."""
    rows = await db.fetch(_TELLING + " where n.id = any($2::uuid[])", list(MOVING_ON), list(notices))
    return [_telling(row) for row in rows]


async def fresh_tellings(orders: Iterable[uuid.UUID], persons: Iterable[uuid.UUID], since: datetime) -> list[Telling]:
    """Return what these persons were newly told about these orders, for screens that are open now."""
    rows = await db.fetch(
        _TELLING + " where n.order_id = any($2::uuid[]) and n.person_id = any($3::uuid[]) and n.created_at > $4",
        list(MOVING_ON),
        list(orders),
        list(persons),
        since,
    )
    return [_telling(row) for row in rows if not row["moved_on"]]


async def my_notices(person: uuid.UUID, limit: int = 50) -> list[tuple[Telling, datetime, datetime | None]]:
    """Return (notice, when told, when seen) of a person, newest first."""
    rows = await db.fetch(
        _TELLING + " where n.person_id = $2 order by n.id desc limit $3", list(MOVING_ON), person, limit
    )
    return [(_telling(row), row["created_at"], row["seen_at"]) for row in rows]


async def devices_of(persons: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Subscription]]:
    """Return the browsers of each person that are still logged in; a lost phone must not go on telling."""
    rows = await db.fetch(
        "select b.person_id, b.id, b.endpoint, b.p256dh, b.auth,"
        " b.failures = 0 and coalesce(b.last_ok_at > $2::timestamptz - interval '1 hour', false)"
        " from push_subscription b"
        " left join session s on s.id = b.session where b.person_id = any($1::uuid[])"
        " and (s.id is null or s.revoked_at is null and s.expires_at > $2)",
        list(set(persons)),
        db.clock.now(),
    )
    found: defaultdict[uuid.UUID, list[Subscription]] = defaultdict(list)
    for person, *columns in rows:
        found[person].append(Subscription(*columns))
    return found


async def subscription_of(person: uuid.UUID, subscription: uuid.UUID) -> Subscription | None:
    """Return one of the person's own browsers, or None."""
    sql = "select id, endpoint, p256dh, auth from push_subscription where id = $1 and person_id = $2"
    row = await db.fetchrow(sql, subscription, person)
    return Subscription(*row) if row else None


async def sessions_with_push(sessions: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of the sessions whose browser takes pushes."""
    rows = await db.fetch("select session from push_subscription where session = any($1::uuid[])", list(sessions))
    return {row["session"] for row in rows}


async def changed_since(since: datetime, limit: int) -> list[Change]:
    """Return the orders changed after a moment and whom that concerns, oldest change first."""
    return [Change(**dict(row)) for row in await db.fetch(_CHANGE, since, limit)]


def _telling(row: Any) -> Telling:
    return Telling(**{name: row[name] for name in Telling.__slots__})
