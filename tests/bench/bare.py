"""The bare counterpart: the same framework and server doing one row or one page, without rules, rights or events."""

import os
from typing import Any, cast

import asyncpg
import msgspec
from litestar import Litestar, get, post
from litestar.datastructures import State
from litestar.params import JSONBody

from fieldloop.ids import new_id

_PAGE = (
    "select id, no, state, element, site, due_at, filed_at from orders"
    " where district = $1 and due_at is not null order by due_at, id limit 50"
)


class BareSignal(msgspec.Struct):
    """What a camera sends."""

    id: str
    source: str
    element: str
    site: str
    seen_at: str


@post("/signals")
async def take(state: State, data: JSONBody[BareSignal]) -> dict[str, str]:
    """Insert one row."""
    key = new_id()
    await state.pool.execute(
        "insert into bare (id, source, element, site, body) values ($1, $2, $3, $4, $5)",
        key,
        f"{data.source}/{data.id}",
        data.element,
        data.site,
        data.seen_at,
    )
    return {"id": str(key)}


@get("/orders")
async def page(state: State) -> list[dict[str, Any]]:
    """Read one page of 50 by its index."""
    return [dict(row) for row in await state.pool.fetch(_PAGE, "bench")]


async def _open(app: Litestar) -> None:
    app.state.pool = await cast("Any", asyncpg).create_pool(
        os.environ["FIELDLOOP_DATABASE_URL"], min_size=1, max_size=10
    )
    await app.state.pool.execute(
        "create table if not exists bare (id uuid primary key, source text unique, element text, site text, body text)"
    )


def create_app() -> Litestar:
    """Make the bare application."""
    return Litestar(route_handlers=[take, page], on_startup=[_open], openapi_config=None)
