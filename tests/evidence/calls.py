"""Photos over HTTP, as a phone sends and shows them."""

from collections.abc import AsyncIterator

import httpx

from tests.cast import bearer
from tests.evidence.pictures import sha256


async def send(
    client: httpx.AsyncClient, who: dict[str, str], data: bytes, name: str | None = None, **headers: str
) -> httpx.Response:
    return await client.put(f"/photos/{name or sha256(data)}", content=data, headers={**who, **headers})


async def look(client: httpx.AsyncClient, who: str, name: str, shape: str = "view", **headers: str) -> httpx.Response:
    return await client.get(f"/photos/{name}/{shape}", headers={**bearer(who), **headers})


async def go_on(
    client: httpx.AsyncClient,
    who: dict[str, str],
    name: str,
    piece: bytes | AsyncIterator[bytes],
    offset: int,
    *,
    last: bool = False,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Send a piece of a photo."""
    said = {"Content-Type": "application/partial-upload", "Upload-Complete": "?1" if last else "?0"}
    said |= {"Upload-Offset": str(offset)} | (headers or {})
    return await client.patch(f"/photos/{name}", content=piece, headers={**who, **said})


async def here(client: httpx.AsyncClient, who: dict[str, str], name: str) -> tuple[int, bool]:
    """Return how much of a photo the server has, and whether that is all of it."""
    answer = await client.head(f"/photos/{name}", headers=who)
    assert answer.status_code == 204
    return int(answer.headers["upload-offset"]), answer.headers["upload-complete"] == "?1"
