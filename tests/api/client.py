"""Short words for tests that speak HTTP: make a photo, send a signal, take an action, read an order."""

import hashlib
import io
import itertools
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
from PIL import Image

from fieldloop import db
from fieldloop.ids import new_id
from tests.cast import bearer, device

_shades = itertools.count(1)


def a_picture() -> bytes:
    """Return a small JPEG unlike any other: close shades give the same bytes, so it is named."""
    shade = next(_shades)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade % 256, shade // 256 % 256, 90)).save(out, "JPEG", comment=new_id().hex)
    return out.getvalue()


async def a_photo(client: httpx.AsyncClient, headers: dict[str, str]) -> str:
    """Upload a fresh photo and return its hash."""
    body = a_picture()
    sha256 = hashlib.sha256(body).hexdigest()
    answer = await client.put(f"/photos/{sha256}", content=body, headers=headers | {"Content-Type": "image/jpeg"})
    assert answer.status_code == 201, answer.text
    return sha256


async def a_signal(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """Send a camera's signal of a bag outside site1 and return the answer."""
    answer = await send_signal(client, **changes)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def send_signal(client: httpx.AsyncClient, by: str = "cam1", **changes: Any) -> httpx.Response:
    """Send a camera's signal, whatever comes of it."""
    body: dict[str, Any] = {
        "id": uuid.uuid4().hex,
        "source": "camera-1",
        "element": "waste.bag_outside",
        "site": "site1",
        "seen_at": datetime.now(UTC).isoformat(),
    }
    return await client.post("/signals", json=body | changes, headers=device(by))


async def act(client: httpx.AsyncClient, who: str, order: str, action: str, **more: Any) -> httpx.Response:
    """Take an action as a person of the cast."""
    body: dict[str, Any] = {"id": str(new_id()), "action": action, "at": datetime.now(UTC).isoformat()}
    return await client.post(f"/orders/{order}/actions", json=body | more, headers=bearer(who))


async def acted(client: httpx.AsyncClient, who: str, order: str, action: str, **more: Any) -> dict[str, Any]:
    """Take an action that must succeed; return the order after it."""
    answer = await act(client, who, order, action, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def order_of(client: httpx.AsyncClient, who: str, order: str) -> dict[str, Any]:
    """Return an order as the person sees it."""
    answer = await client.get(f"/orders/{order}", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def box_of(client: httpx.AsyncClient, who: str, box: str, **query: Any) -> list[str]:
    """Return the ids of the orders in a person's box."""
    answer = await client.get("/orders", params={"box": box, **query}, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def refused(client: httpx.AsyncClient, who: str, order: str, action: str, **more: Any) -> tuple[int, str]:
    """Take an action that must fail and leave nothing behind; return (status, code)."""
    before = await history(order)
    answer = await act(client, who, order, action, **more)
    assert answer.status_code >= 400, answer.text
    assert await history(order) == before
    return answer.status_code, answer.json()["code"]


async def history(order: str) -> tuple[Any, ...]:
    """Return what a refused step must not change: the row, its events, its photos, who was told."""
    row = await db.fetchrow(
        "select o::text, (select count(*) from order_event where order_id = o.id),"
        " (select count(*) from order_photo where order_id = o.id), (select count(*) from notice where order_id = o.id)"
        " from orders o where id = $1",
        uuid.UUID(order),
    )
    return tuple(row or ())


async def a_shot(client: httpx.AsyncClient, who: str, phase: str = "after") -> dict[str, Any]:
    """Upload a photo and return it as an action names it."""
    sha256 = await a_photo(client, bearer(who))
    return {"sha256": sha256, "phase": phase, "source": "camera", "lat": 31.25, "lon": 121.57, "accuracy_m": 8}


async def accepted(client: httpx.AsyncClient, by: str = "will", **signal: Any) -> str:
    """Return an order that somebody has accepted."""
    order = (await a_signal(client, **signal))["order_id"]
    await acted(client, by, order, "accept")
    return order


async def submitted(client: httpx.AsyncClient, by: str = "will", **signal: Any) -> str:
    """Return an order that waits for its review."""
    order = await accepted(client, by, **signal)
    await acted(client, by, order, "submit", photos=[await a_shot(client, by)])
    return order


async def closed(client: httpx.AsyncClient, **signal: Any) -> str:
    """Return an order that went all the way."""
    order = await submitted(client, **signal)
    await acted(client, "mia", order, "approve")
    return order


async def told(order: str, kind: str) -> list[str]:
    """Return the logins of those who were told of an order in this way, sorted; twice when twice."""
    rows = await db.fetch(
        "select p.login from notice n join person p on p.id = n.person_id where n.order_id = $1 and n.kind = $2",
        uuid.UUID(order),
        kind,
    )
    return sorted(row["login"] for row in rows)
