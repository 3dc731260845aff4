"""For those who watch the machine: alive, ready, figures."""

from contextlib import suppress
from typing import Any

import asyncpg
from litestar import MediaType, Response, Router, get
from prometheus_client import Gauge, generate_latest

from fieldloop import db
from fieldloop.errors import problem

DAMAGED = Gauge("fieldloop_photos_damaged", "Photos whose file is not what came in, as the nightly check found them")


@get("/health/live", include_in_schema=False)
async def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@get("/health/ready", include_in_schema=False)
async def ready() -> dict[str, Any]:
    """Say that the database answers; without it nothing works, without Valkey everything does."""
    try:
        await db.fetchval("select 1")
    except (OSError, RuntimeError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
        raise problem("server.unavailable", retry_after=5) from error
    return {"status": "ok", "database": "ok"}


@get("/metrics", include_in_schema=False)
async def metrics() -> Response[bytes]:
    """Return the figures in Prometheus's text format; what needs the database keeps its last value without it."""
    with suppress(OSError, RuntimeError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        DAMAGED.set(await db.fetchval("select count(*) from photo where damaged_at is not null"))
    return Response(generate_latest(), media_type=MediaType.TEXT)


router = Router(path="/", route_handlers=[live, ready, metrics])
