"""Short words for tests that speak HTTP: make a photo, send a signal, take an action, read an order."""

import hashlib
import io
import itertools
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
from PIL import Image

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
