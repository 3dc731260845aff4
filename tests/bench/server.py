"""What the benchmarks run against: real servers in a folder of their own, and the data of a district that is large."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import httpx

from fieldloop import db, embedded
from fieldloop.embedded.process import bind_to_parent
from fieldloop.migrate import migrate
from fieldloop.settings import settings

DEVICES = 200  # each is allowed 100 signals a second; the limiter is measured with the rest, not met
SITES = 20_000
TOKEN, KEY = "bench-token", "bench-key"

_GRANIAN = (
    "import granian; granian.Granian({app!r}, factory=True, interface='asgi', port={port}, log_enabled=False).serve()"
)


@asynccontextmanager
async def machine() -> AsyncGenerator[None]:
    """Start PostgreSQL (durable, as in real life) and Valkey, migrate, and point the settings at them."""
    with tempfile.TemporaryDirectory(prefix="fieldloop-bench-") as folder, embedded.start(Path(folder)) as servers:
        os.environ["FIELDLOOP_DATA"] = folder
        os.environ["FIELDLOOP_DATABASE_URL"], os.environ["FIELDLOOP_REDIS_URL"] = (
            servers.database_url,
            servers.redis_url,
        )
        settings.cache_clear()
        await db.open_pool(servers.database_url)
        try:
            await migrate()
            await fill_registry()
            yield
        finally:
            await db.close_pool()


@contextmanager
def serving(app: str, ready: str) -> Generator[int]:
    """Serve an application factory by Granian with one process; give its port once `ready` answers."""
    port = _free_port()
    with _running([sys.executable, "-c", _GRANIAN.format(app=app, port=port)]):
        _wait(f"http://127.0.0.1:{port}{ready}")
        yield port


@contextmanager
def working() -> Generator[None]:
    """Run the worker."""
    with _running([sys.executable, "-m", "fieldloop", "worker"]):
        yield


@contextmanager
def _running(command: list[str]) -> Generator[None]:
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=partial(bind_to_parent, signal.SIGKILL, os.getpid()),  # noqa: PLW1509 (one system call)
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            if httpx.get(url).status_code < 500:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer")


async def fill_registry() -> None:
    """Insert one district with a unit, two persons, many devices and many sites."""
    await db.execute(
        """
        insert into area (code, level, name_zh, name_en, district) values ('bench', 'district', '测', 'Bench', 'bench');
        insert into area (code, level, parent, name_zh, name_en, district, street)
            values ('bench-s', 'street', 'bench', '测', 'Street', 'bench', 'bench-s');
        insert into unit (code, kind, name_zh, name_en, area)
            values ('bench-u', 'cleaning_company', '测', 'Unit', 'bench-s');
        insert into scenario values ('waste', '生活垃圾', 'Waste');
        insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes,
            escalate_minutes, why_zh, why_en)
            values ('waste.bag', 'waste', '小包垃圾', 'Bag', 500, 3000, 1440, 100, '', '');
        """
    )
    await db.execute(
        "insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)"
        " select 'site-' || n, 'drop_off', '点位', 'Site', 'bench-s', 'bench-u', 31 + n * 0.00001, 121.5"
        f" from generate_series(0, {SITES - 1}) n"
    )
    await _fill_people()


async def _fill_people() -> None:
    now = db.clock.now()
    for login, kind, area, unit in (
        ("manager", "manager", "bench", None),
        ("coordinator", "coordinator", None, "bench-u"),
    ):
        person = uuid.uuid5(uuid.NAMESPACE_DNS, login)
        await db.execute("insert into person values ($1, $2, $2, 'zh-CN', null, null, true, $3)", person, login, now)
        await db.execute("insert into role values ($1, $2, $3, $4, $5)", uuid.uuid4(), person, kind, area, unit)
        await db.execute(
            "insert into session (id, token_hash, person, bearer, created_at, expires_at)"
            " values ($1, $2, $3, true, $4::timestamptz, $4::timestamptz + interval '1 day')",
            uuid.uuid4(),
            _hashed(f"{TOKEN}-{login}"),
            person,
            now,
        )
    await db.executemany(
        "insert into device_key (id, name, channel, area, key_hash, created_at)"
        " values ($1, $2, 'camera', 'bench', $3, $4)",
        [(uuid.uuid4(), f"camera {n}", _hashed(f"{KEY}-{n}"), now) for n in range(DEVICES)],
    )


async def fill_orders(count: int) -> None:
    """Insert open and closed orders, nine in ten closed, spread over the sites and a year."""
    await db.execute(
        """
        insert into orders (id, no, state, element, scenario, channel, site, area, district, street, lat, lon, unit,
            discovered_at, filed_at, closed_at, round, clock_started_at, warn_at, due_at, look_at, changed_at,
            changed_by)
        select gen_random_uuid(), 'B' || n, case when shut then 'closed' else 'dispatched' end, 'waste.bag', 'waste',
            'camera', 'site-' || (n % 20000), 'bench-s', 'bench', 'bench-s', 31, 121.5, 'bench-u', at, at,
            case when shut then at + interval '1 hour' end, 1, case when not shut then at end,
            case when not shut then at + interval '400 days' end, case when not shut then at + interval '500 days' end,
            case when not shut then at + interval '400 days' end, at, 0
        from (select n, n % 10 <> 0 as shut, now() - n * interval '1 year' / $1::int as at
            from generate_series(1, $1::int) n) made
        """,
        count,
    )
    # As autovacuum would in a minute or two; without figures the planner reads whole tables.
    await db.execute("vacuum analyze")


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
