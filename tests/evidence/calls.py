"""Photos over HTTP, as a phone sends and shows them."""

import httpx

from tests.cast import bearer
from tests.evidence.pictures import sha256


async def send(
    client: httpx.AsyncClient, who: dict[str, str], data: bytes, name: str | None = None, **headers: str
) -> httpx.Response:
    return await client.put(f"/photos/{name or sha256(data)}", content=data, headers={**who, **headers})


async def look(client: httpx.AsyncClient, who: str, name: str, shape: str = "view", **headers: str) -> httpx.Response:
    return await client.get(f"/photos/{name}/{shape}", headers={**bearer(who), **headers})
