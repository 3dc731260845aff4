"""Puts the product together; the only place that knows every slice."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
from litestar import Litestar, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from fieldloop import db, demo, health, logs, problems, wake, web
from fieldloop.catalogue import api as catalogue
from fieldloop.evidence import api as evidence
from fieldloop.evidence import keeping_api, receipts_api, shown_api
from fieldloop.intake import api as intake
from fieldloop.limits import close_limits
from fieldloop.notify import api as notify
from fieldloop.notify import (
    gateways_api,
    ladder_api,
    live,
    phones_api,
    preferences_api,
    site_owners_api,
    subscriptions_api,
)
from fieldloop.observe import observed
from fieldloop.orders import actions as order_actions
from fieldloop.orders import api as orders
from fieldloop.orders import aside_api, inspections_api, owner_api, telling_api
from fieldloop.people import api as people
from fieldloop.people import enrolment_api
from fieldloop.people.access import dependencies
from fieldloop.places import api as places
from fieldloop.reader import Reader
from fieldloop.roster import api as roster
from fieldloop.settings import settings
from fieldloop.sla import calendars_api
from fieldloop.stats import api as stats
from fieldloop.stats import review_api

VERSION = "1"
_CLOCK_S = 60.0


class Application(Litestar):
    """Litestar, with every answer observed, also those that no route of ours gave."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection."""
        await observed(super().__call__)(scope, receive, send)


def _api() -> Router:
    """Put together what the slices answer."""
    return Router(
        path="/api/v1",
        route_handlers=[
            people.router,
            enrolment_api.router,
            phones_api.router,
            places.router,
            roster.router,
            catalogue.router,
            intake.router,
            orders.router,
            evidence.router,
            receipts_api.router,
            shown_api.router,
            keeping_api.router,
            notify.router(order_actions.seen),
            subscriptions_api.router,
            gateways_api.router,
            ladder_api.router,
            preferences_api.router,
            stats.router,
            inspections_api.router,
            owner_api.router,
            site_owners_api.router,
            telling_api.router,
            aside_api.router,
            calendars_api.router,
            review_api.router,
            demo.router,
        ],
    )


def create_app() -> Application:
    """Make the ASGI application; the database is opened when it starts."""
    return Application(
        route_handlers=[_api(), health.router, web.router],
        dependencies=dependencies,
        exception_handlers=problems.handlers,
        openapi_config=OpenAPIConfig(
            title="Fieldloop",
            version=VERSION,
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/openapi.json"), Reader()],
            use_handler_docstrings=True,
        ),
        lifespan=[_running],
        state=health.started(),
        request_max_body_size=256 * 1024,
        # Litestar's own log line of an exception would hold the request's body.
        logging_config=None,
    )


@asynccontextmanager
async def _running(_app: Litestar) -> AsyncGenerator[None]:
    """Open the database, the live stream and the wake-ups; close them in reverse."""
    logs.set_up()
    chosen = settings()
    if chosen.database_url is None or chosen.redis_url is None:
        raise RuntimeError("FIELDLOOP_DATABASE_URL and FIELDLOOP_REDIS_URL must be set; `fieldloop run` sets both")
    await db.open_pool(chosen.database_url)
    wake.open_messenger(chosen.redis_url)
    live.open_hub(chosen.redis_url)
    clock = asyncio.create_task(_follow_clock())
    try:
        yield
    finally:
        clock.cancel()
        await live.close_hub()
        await wake.close_messenger()
        await close_limits()
        await db.close_pool()


async def _follow_clock() -> None:
    while True:
        await asyncio.sleep(_CLOCK_S)
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await db.follow_clock()
