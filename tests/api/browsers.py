"""Browsers, each at an address of its own, and how one logs in."""

import itertools
from collections.abc import Callable
from typing import Any

import httpx

from fieldloop import db

PASSWORD = "fieldloop-test"
OURS = {"X-Fieldloop": "1"}
Phones = Callable[[], httpx.AsyncClient]

_hosts = itertools.count(1)


def browser(app: Any) -> httpx.AsyncClient:
    """Return a browser of its own: all tests count in one Valkey, by address."""
    number = next(_hosts)
    transport = httpx.ASGITransport(app=app, client=(f"10.{number // 250}.7.{number % 250}", 4000))
    return httpx.AsyncClient(transport=transport, base_url="http://fieldloop.test/api/v1")


async def login(client: httpx.AsyncClient, who: str = "will", password: str = PASSWORD, **more: Any) -> httpx.Response:
    """Log in with a password, whatever comes of it."""
    return await client.post("/session", json={"login": who, "password": password, **more})


async def me(client: httpx.AsyncClient, **headers: str) -> int:
    """Return how `GET /me` is answered."""
    return (await client.get("/me", headers=headers)).status_code


async def rows_holding(table: str, secret: str | bytes) -> int:
    """Return how many rows hold these bytes anywhere, as text or as bytes (which PostgreSQL writes in hexadecimal)."""
    return await db.fetchval(
        f"select count(*) from {table} t where position($1::text in t::text) > 0 or position($2::text in t::text) > 0",
        secret if isinstance(secret, str) else secret.hex(),
        (secret.encode() if isinstance(secret, str) else secret).hex(),
    )
