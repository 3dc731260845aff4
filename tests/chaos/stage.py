"""What the chaos falls upon: units with a coordinator and a phone each, and orders that are due one after another."""

import asyncio
import random
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx

from fieldloop import db, embedded
from fieldloop.embedded.postgres import APPLICATION
from fieldloop.grants import grant
from fieldloop.migrate import migrate
from tests.api.client import a_signal
from tests.cast import insert_cast
from tests.pushservice import DROP, Phone, PushService

UNITS = 20
SITES = 6_000


@asynccontextmanager
async def database(owner_url: str) -> AsyncGenerator[None]:
    """Make the product's database with the cast in it, and be the application within the block."""
    await db.open_pool(owner_url)
    await migrate()
    await grant(APPLICATION)
    await db.close_pool()
    await db.open_pool(embedded.as_application(owner_url))
    try:
        await insert_cast()
        await db.execute(_PLACES)
        yield
    finally:
        await db.close_pool()


async def phones(service: PushService, dice: random.Random) -> dict[uuid.UUID, Phone]:
    """Give each unit's coordinator a phone behind a bad push service.

    Of ten messages it refuses three for now, and takes one and hangs up without a word.
    """
    found: dict[uuid.UUID, Phone] = {}
    for row in await db.fetch("select person from role where unit like 'chaos%'"):
        phone = found[row["person"]] = service.phone()
        phone.will_answer(*dice.choices([503, DROP, 201], [3, 1, 6], k=20_000))
        keys = phone.subscription()["keys"]
        await db.execute(
            "insert into push_subscription (id, person_id, endpoint, p256dh, auth, created_at, failures)"
            " values (gen_random_uuid(), $1, $2, $3, $4, now(), 0)",
            *(row["person"], phone.endpoint, keys["p256dh"], keys["auth"]),
        )
    return found


@dataclass(frozen=True)
class Due:
    """An order and its deadline."""

    id: uuid.UUID
    at: datetime
    whose: str
    """The login of its unit's coordinator."""


async def due_orders(client: httpx.AsyncClient, count: int, seconds: float) -> list[Due]:
    """File orders by the API, due evenly within so many seconds from now; of their filing nobody hears."""
    ids: list[uuid.UUID] = []
    for first in range(0, count, 8):
        sites = [f"chaos{number}" for number in range(first, min(first + 8, count))]
        answers = await asyncio.gather(*(a_signal(client, site=site) for site in sites))
        ids += [uuid.UUID(answer["order_id"]) for answer in answers]
    await db.execute("update notice set done_at = now(), outcome = 'superseded' where done_at is null")
    rows = await db.fetch(
        "update orders o set due_at = at, look_at = at, warn_at = clock_started_at, warned = true"
        " from (select id, now() + make_interval(secs => 1 + $2::float8 * n / cardinality($1::uuid[])) as at"
        " from unnest($1::uuid[]) with ordinality as listed(id, n)) due where o.id = due.id"
        " returning o.id, o.due_at, o.unit",
        ids,
        seconds,
    )
    return sorted((Due(row["id"], row["due_at"], row["unit"]) for row in rows), key=lambda due: due.at)


_PLACES = f"""
insert into unit (code, kind, name_zh, name_en, area)
    select 'chaos' || n, 'cleaning_company', '单位', 'Unit', 'n1' from generate_series(0, {UNITS - 1}) n;
insert into person (id, login, name, language, created_at)
    select gen_random_uuid(), 'chaos' || n, '协调', 'zh-CN', now() from generate_series(0, {UNITS - 1}) n;
insert into role (id, person, kind, unit)
    select gen_random_uuid(), id, 'coordinator', login from person where login like 'chaos%';
insert into session (id, token_hash, person, bearer, created_at, expires_at)
    select gen_random_uuid(), sha256((login || '-token')::bytea), id, true, now(), now() + interval '1 day'
    from person where login like 'chaos%';
insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)
    select 'chaos' || n, 'drop_off', '点', 'Point', 'n1', 'chaos' || n % {UNITS}, 31 + n * 0.0001, 121.5
    from generate_series(0, {SITES - 1}) n;
"""
