"""For those who watch the machine: alive, ready, figures."""

import time
from contextlib import suppress
from typing import Any

import asyncpg
from litestar import MediaType, Response, Router, get
from litestar.datastructures import State
from prometheus_client import Gauge, generate_latest

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.notify import delivery
from fieldloop.sla import queries
from fieldloop.sla.watch import WRONG, Watch, doubtful, wrong

GRACE_S = 60.0
"""After a start of everything at once the worker comes last, and finds what fell due while nothing ran."""

DAMAGED = Gauge("fieldloop_photos_damaged", "Photos whose file is not what came in, as the nightly check found them")
DATABASE = Gauge("fieldloop_database_up", "Whether the database answered when these figures were asked for")
RED = Gauge("fieldloop_watch_red", "Whether this is wrong with the watching of deadlines", ["what"])
RUNGS = Gauge("fieldloop_rung_notices", "Notices of the last hour by rung and outcome", ["rung", "outcome"])
_FIGURES = {
    "swept_s": Gauge("fieldloop_sweep_age_seconds", "Since a sweeper last looked for what is due; -1: never"),
    "reconciled_s": Gauge("fieldloop_reconcile_age_seconds", "Since open orders' clocks were checked; -1: never"),
    "overdue_s": Gauge("fieldloop_overdue_seconds", "How long the longest waiting order has been due for a look"),
    "waiting_s": Gauge("fieldloop_notice_waiting_seconds", "How long the longest waiting notice has been due"),
    "aside": Gauge("fieldloop_orders_pushed_aside", "Orders whose sweep raised and which are tried again"),
    "synthetic_s": Gauge("fieldloop_synthetic_seconds", "From filing to closing of the last synthetic order; -1: none"),
    "synthetic_age_s": Gauge("fieldloop_synthetic_age_seconds", "Since one last came round; -1: there are none"),
    "synthetic_every_s": Gauge("fieldloop_synthetic_every_seconds", "How often one should come round; -1: never"),
    "repaired": Gauge("fieldloop_clocks_repaired", "Orders no sweep would have found that were put right, ever"),
}
_AWAY = (OSError, RuntimeError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)


def started() -> State:
    """Return what an application remembers of its own start."""
    return State({"started": time.monotonic()})


@get("/health/live", include_in_schema=False)
async def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@get("/health/ready", include_in_schema=False)
async def ready(state: State) -> dict[str, Any]:
    """Say that the database answers and deadlines are being watched; without Valkey everything works.

    In the first minute of this process what is late is told, but refused is nothing: whoever starts the worker only
    once the API is ready would wait for ever.
    """
    try:
        watch = await queries.watch()
    except _AWAY as error:
        raise problem("server.unavailable", retry_after=5) from error
    found, facts = wrong(watch), {"warnings": doubtful(watch), "figures": watch.figures()}
    if found and time.monotonic() - state["started"] > GRACE_S:
        raise problem("server.unwatched", retry_after=30, wrong=found, **facts)
    return {"status": "starting" if found else "ok", "database": "ok", "wrong": found, **facts}


@get("/metrics", include_in_schema=False)
async def metrics() -> Response[bytes]:
    """Return the figures in Prometheus's text format; what needs the database keeps its last value without it."""
    DATABASE.set(0)
    with suppress(*_AWAY):
        DAMAGED.set(await db.fetchval("select count(*) from photo where damaged_at is not null"))
        _show(await queries.watch())
        _show_rungs(await delivery.counts())
        DATABASE.set(1)
    return Response(generate_latest(), media_type=MediaType.TEXT)


def _show(watch: Watch) -> None:
    """Set the figures; they know no grace: an alarm says by itself for how long something must be wrong."""
    for name, value in watch.figures().items():
        _FIGURES[name].set(-1 if value is None else value)
    found = wrong(watch)
    for name in WRONG:
        RED.labels(name).set(name in found)


def _show_rungs(rows: list[db.Row]) -> None:
    RUNGS.clear()
    for rung, outcome, number in rows:
        RUNGS.labels(rung, outcome).set(number)


router = Router(path="/", route_handlers=[live, ready, metrics])
