"""Databases for tests: each is copied from a template, and asked as the role that the product has in real life."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import asyncpg

from fieldloop import db, embedded
from fieldloop.embedded.postgres import APPLICATION, USER
from fieldloop.grants import grant
from fieldloop.migrate import migrate

Fill = Callable[[], Awaitable[None]]


class Databases:
    """Those of one server. Addresses are the application's; `as_owner` is for tests that do what it may not."""

    def __init__(self, servers: embedded.Running) -> None:
        self._servers = servers
        self._templates: set[str] = set()

    async def template(self, name: str, fill: Fill) -> str:
        """Migrate a database, let the application fill it, and return its name; it is made once."""
        name = f"template_{name}"
        if name not in self._templates:
            await self._admin(f"create database {name}")
            await db.open_pool(self._url(name))
            await migrate()
            await grant(APPLICATION)
            await db.close_pool()
            await db.open_pool(embedded.as_application(self._url(name)))
            await fill()
            await db.close_pool()
            self._templates.add(name)
        return name

    async def copy(self, template: str, name: str) -> str:
        """Copy a template, in a few milliseconds, and return the copy's address."""
        await self._admin(f"create database {name} template {template} strategy wal_log")
        return embedded.as_application(self._url(name))

    async def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        await self._admin(f"drop database {name} with (force)")

    def _url(self, name: str) -> str:
        return urlsplit(self._servers.database_url)._replace(path=f"/{name}").geturl()

    async def _admin(self, sql: str) -> None:
        connection = await cast("Any", asyncpg).connect(self._servers.database_url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


def owners(url: str) -> str:
    """The address of the same database for the owner of its tables."""
    return url.replace(f"//{APPLICATION}@", f"//{USER}@", 1)


@asynccontextmanager
async def as_owner() -> AsyncGenerator[None]:
    """Be the owner of the tables, a superuser, within the block, and the application again after it."""
    engine: Any = db.engine
    pool, url = engine.pool, engine.config["dsn"]
    engine.pool = None
    try:
        await db.open_pool(owners(url), largest=2)
        yield
    finally:
        await db.close_pool()
        engine.pool, engine.config = pool, {"dsn": url}


async def as_its_owner(sql: str) -> None:
    """Run one thing that only the owner may."""
    async with as_owner():
        await db.execute(sql)
