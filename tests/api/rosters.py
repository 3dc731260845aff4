"""Short words for tests of rosters: who is off, and who stands in."""

from datetime import timedelta
from typing import Any

import httpx

from fieldloop import db
from tests.cast import bearer, person_id


def leave(stand_in: str | None = None, *, hours: float = 1) -> dict[str, Any]:
    """Return a leave from an hour ago until then."""
    now = db.clock.now()
    return {
        "kind": "leave",
        "from_at": (now - timedelta(hours=1)).isoformat(),
        "to_at": (now + timedelta(hours=hours)).isoformat(),
        "stand_in": str(person_id(stand_in)) if stand_in else None,
    }


async def plan(client: httpx.AsyncClient, by: str, who: str, version: int = 0, **said: Any) -> httpx.Response:
    """Plan somebody, whatever comes of it."""
    body: dict[str, Any] = {"version": version, "shifts": [], "spells": []}
    return await client.put(f"/rosters/{person_id(who)}", json=body | said, headers=bearer(by))


async def off(client: httpx.AsyncClient, who: str, stand_in: str | None = None, by: str = "ada") -> None:
    """Let somebody be on leave now."""
    answer = await plan(client, by, who, spells=[leave()], stand_in=str(person_id(stand_in)) if stand_in else None)
    assert answer.status_code == 204, answer.text


async def roster_of(client: httpx.AsyncClient, by: str, who: str, **where: str) -> dict[str, Any]:
    """Return somebody's roster as another sees it."""
    answer = await client.get("/rosters", params=where or {"unit": "u1"}, headers=bearer(by))
    assert answer.status_code == 200, answer.text
    [found] = [item for item in answer.json()["items"] if item["person"]["id"] == str(person_id(who))]
    return found
