"""Real PostgreSQL and Valkey for every test that asks; each test gets a database of its own, copied from a template."""

import itertools
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest

# Not UTC and not China: code that leans on the machine's zone fails here and not in production.
os.environ["TZ"] = "America/Phoenix"
time.tzset()

from fieldloop import db, embedded  # noqa: E402  (the zone must be set first)
from fieldloop.settings import settings  # noqa: E402
from tests.cast import insert_cast  # noqa: E402
from tests.databases import Databases, as_owner, owners  # noqa: E402

# Hypothesis measures each example, and fails one that a busy machine held up.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

_numbers = itertools.count()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Running]:
    """Start PostgreSQL and Valkey once for the whole run."""
    with embedded.start(tmp_path_factory.mktemp("servers"), durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def redis_url(servers: embedded.Running) -> str:
    """Return the address of a real Valkey, shared by all tests: use names of your own in it."""
    return servers.redis_url


@pytest.fixture(scope="session")
def own_settings(servers: embedded.Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the run its own data folder and quick settings."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("FIELDLOOP_")]:
            patch.delenv(name)
        patch.setenv("FIELDLOOP_DATA", str(folder))
        patch.setenv("FIELDLOOP_OWNER_URL", servers.database_url)
        patch.setenv("FIELDLOOP_DATABASE_URL", embedded.as_application(servers.database_url))
        patch.setenv("FIELDLOOP_REDIS_URL", servers.redis_url)
        settings.cache_clear()
        yield folder
    settings.cache_clear()


@pytest.fixture(scope="session")
def databases(servers: embedded.Running, own_settings: Path) -> Databases:
    """Return the databases of the run: what copies are made of, and the copies."""
    return Databases(servers)


@pytest.fixture(scope="session")
async def template(databases: Databases) -> str:
    """Return the cast's database; a module whose `template` is another one tests on copies of that."""
    return await databases.template("cast", insert_cast)


@pytest.fixture
async def database(databases: Databases, template: str) -> AsyncIterator[str]:
    """Open a fresh copy of the template as the product's own, in its role; return its URL."""
    name = f"test_{next(_numbers)}"
    url = await databases.copy(template, name)
    await db.open_pool(url)
    yield url
    db.clock.shift = timedelta()
    await db.close_pool()
    await databases.drop(name)


@pytest.fixture
async def owned(database: str) -> AsyncIterator[str]:
    """Be the owner of the tables for the length of a test that does what the application may not; return its URL."""
    async with as_owner():
        yield owners(database)


@pytest.fixture
async def fresh_count(redis_url: str, own_settings: object) -> None:
    """Forget how often the cast has done what is limited: each test has the whole of every limit."""
    from redis.asyncio import Redis

    async with Redis.from_url(redis_url) as valkey:
        if names := await valkey.keys("limit:*"):
            await valkey.delete(*names)


@pytest.fixture
async def client(database: str, fresh_count: None) -> AsyncIterator[httpx.AsyncClient]:
    """Return an HTTP client of the whole application; say who asks with `headers=bearer(...)`."""
    from fieldloop.app import create_app
    from fieldloop.limits import close_limits

    app: Any = create_app()
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://fieldloop.test/api/v1") as client:
        yield client
    await close_limits()
