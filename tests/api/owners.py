"""Short words for tests of owners who are asked first."""

import asyncio
import hashlib
import uuid
from datetime import timedelta
from typing import Any

import httpx

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_picture, a_signal
from tests.cast import bearer
from tests.story.ledger_check import check

UNKNOWN = (404, "owner.unknown")


async def give_owner(client: httpx.AsyncClient) -> None:
    """Let site1 have an owner, who has ten minutes."""
    await db.execute("update element set owner_minutes = 10 where code = 'waste.bag_outside'")
    answer = await client.put("/sites/site1/owner", json={"name": "金杨便利店"}, headers=bearer("mia"))
    assert answer.status_code == 200, answer.text


async def asked(client: httpx.AsyncClient, **signal: Any) -> str:
    """Send a signal and return its order."""
    return (await a_signal(client, **signal))["order_id"]


async def link(client: httpx.AsyncClient, order: str, who: str = "mia") -> str:
    """Make a link and return its token."""
    answer = await client.post(f"/orders/{order}/owner-link", headers=bearer(who))
    assert answer.status_code == 201, answer.text
    return answer.json()["url"].partition("/o#")[2]


async def upload(client: httpx.AsyncClient, token: str, body: bytes | None = None) -> tuple[str, httpx.Response]:
    """Send a photo by a link; return its hash and the answer."""
    body = body or a_picture()
    sha256 = hashlib.sha256(body).hexdigest()
    head = {"Content-Type": "image/jpeg"}
    return sha256, await client.put(f"/owner/{token}/photos/{sha256}", content=body, headers=head)


async def say(client: httpx.AsyncClient, token: str, **said: Any) -> httpx.Response:
    """Answer by a link."""
    return await client.post(f"/owner/{token}/answers", json={"id": str(new_id())} | said)


async def done(client: httpx.AsyncClient, order: str, **said: Any) -> dict[str, Any]:
    """Let the owner say that it is done; return the answer with the photo."""
    token = await link(client, order)
    sha256, stored = await upload(client, token)
    assert stored.status_code == 201, stored.text
    answer = await say(client, token, done=True, photo={"sha256": sha256}, **said)
    assert answer.status_code == 200, answer.text
    await check(uuid.UUID(order))
    return answer.json() | {"sha256": sha256}


async def sweep(minutes: float) -> None:
    """Let time pass, then let two workers sweep at once."""
    db.clock.shift += timedelta(minutes=minutes)
    await asyncio.gather(sweep_due(), sweep_due())


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code."""
    return answer.status_code, answer.json()["code"]


def actions(order: dict[str, Any]) -> list[str]:
    """Return what happened."""
    return [event["action"] for event in order["events"]]
