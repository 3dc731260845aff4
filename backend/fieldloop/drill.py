"""Plays the demo's story through the public API of a running product, and prints what its timeline then says."""

import asyncio
import hashlib
import io
import os
import sys
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from fieldloop.cli.stop import Stop
from fieldloop.drill_words import Words, lines, words
from fieldloop.evidence.seal import Claim, seal_of
from fieldloop.ids import new_id
from fieldloop.seed.pictures import Shot, photograph

_ELEMENT = "waste.bag_outside"
_SITES = ("jy1-737-waste-room", "jy1-701-drop-off", "jy1-760-waste-room")
_CAMERA_KEY = "demo-camera-key"
_TOP_LEVEL = 3
Json = dict[str, Any]
Pause = Callable[[], Awaitable[None]]


def main(url: str, *, unattended: bool = False) -> int:
    """Play it against the product at `url`; what cannot be is one line and exit code 1."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no Chinese must not stop it
        sys.stdout.reconfigure(errors="replace")
    said = words(os.environ)
    try:
        asyncio.run(_play(url, said, unattended=unattended))
    except httpx.HTTPError as error:
        raise Stop(said.unreachable.format(url=url, error=type(error).__name__)) from None
    return 0


async def _play(url: str, said: Words, *, unattended: bool) -> None:
    async with httpx.AsyncClient(base_url=f"{url.rstrip('/')}/api/v1", timeout=30, trust_env=False) as client:
        if unattended:
            await left_alone(client, said, lambda: asyncio.sleep(1))
        else:
            await closed_loop(client, said)


async def closed_loop(client: httpx.AsyncClient, said: Words) -> Json:
    """Play the story from the camera's signal to the closed order, print its timeline, and return it."""
    party = await _party(client, said)
    coordinator, cleaner, manager = (party[login] for login in ("coordinator", "cleaner", "manager"))
    order, site = await _signal(client, said, coordinator, joinable=True)
    await coordinator.act(order, "accept")
    await coordinator.act(order, "assign", person=cleaner.person)
    there = await cleaner.act(order, "arrive")
    after = {"sha256": await cleaner.photo(_scene(site, order, mess=False)), "phase": "after", "source": "camera"}
    await cleaner.act(order, "submit", photos=[after | _claim(there, after["sha256"])])
    closed = await manager.act(order, "approve")
    print(said.heading.format(no=closed["order_no"], site=closed["site"]["name"][said.names]))
    for line in lines(closed["events"], said):
        print(line)
    began, ended = (datetime.fromisoformat(closed["moments"][name]) for name in ("filed", "closed"))
    print(said.took.format(seconds=(ended - began).total_seconds()))
    return closed


async def left_alone(client: httpx.AsyncClient, said: Words, pause: Pause) -> Json:
    """Send a signal that nobody answers, print what happens as it happens, and return the order at the top level."""
    manager = (await _party(client, said))["manager"]
    order, _ = await _signal(client, said, manager, joinable=False)
    seen = 0
    while True:
        now = await manager.get(f"/orders/{order}")
        if not seen:
            due_at = datetime.fromisoformat(now["clock"]["due_at"]).astimezone()
            print(said.waiting.format(no=now["order_no"], due=f"{due_at:%H:%M:%S}"))
        for line in lines(now["events"], said)[seen:]:
            print(line, flush=True)
        seen = len(now["events"])
        if now["level"] == _TOP_LEVEL:
            return now
        if now["state"] != "dispatched":
            raise Stop(said.answered.format(no=now["order_no"]))
        await pause()


@dataclass(frozen=True, slots=True)
class _Actor:
    """A person or a machine that calls the API."""

    client: httpx.AsyncClient
    token: str
    person: str = ""

    async def get(self, path: str) -> Json:
        return _checked(await self.client.get(path, headers=self._headers))

    async def post(self, path: str, body: Json) -> Json:
        return _checked(await self.client.post(path, json=body, headers=self._headers))

    async def act(self, order: str, action: str, **more: Any) -> Json:
        return await self.post(
            f"/orders/{order}/actions", {"id": str(new_id()), "action": action, "at": _now(), **more}
        )

    async def photo(self, picture: bytes) -> str:
        sha256 = hashlib.sha256(picture).hexdigest()
        headers = {**self._headers, "Content-Type": "image/jpeg"}
        _checked(await self.client.put(f"/photos/{sha256}", content=picture, headers=headers))
        return sha256

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def _party(client: httpx.AsyncClient, said: Words) -> dict[str, _Actor]:
    """Log everybody in; raises Stop when this is no demo."""
    answer = await client.get("/demo")
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    if not (answer.is_success and is_json and answer.json().get("demo")):
        raise Stop(said.no_demo.format(url=str(client.base_url).removesuffix("/api/v1/")))
    party: dict[str, _Actor] = {}
    for login in ("coordinator", "cleaner", "manager"):
        body = {"login": login, "password": answer.json()["password"], "bearer": True}
        session = _checked(await client.post("/session", json=body))
        party[login] = _Actor(client, session["token"], session["person"]["id"])
    return party


async def _signal(client: httpx.AsyncClient, said: Words, onlooker: _Actor, *, joinable: bool) -> tuple[str, str]:
    """Let the camera find a bag; return the order and its site.

    A bag that is known already joins its open order: that one is played on when nobody has accepted it yet, else the
    camera looks at the next site.
    """
    camera = _Actor(client, _CAMERA_KEY)
    for site in _SITES:
        signal = str(new_id())
        photo = await camera.photo(_scene(site, signal, mess=True))
        body = {"id": signal, "source": f"camera-{site}", "element": _ELEMENT, "site": site, "seen_at": _now()}
        taken = await camera.post("/signals", body | {"photo": photo, "confidence": 0.96})
        if not taken["joined"]:
            return taken["order_id"], site
        order = await onlooker.get(f"/orders/{taken['order_id']}")
        playable = joinable and order["state"] == "dispatched"
        print(
            (said.joined if playable else said.busy).format(
                no=taken["order_no"], site=order["site"]["name"][said.names]
            )
        )
        if playable:
            return taken["order_id"], site
    raise Stop(said.all_busy)


def _claim(order: Json, sha256: str) -> Json:
    """Return when and where a phone says that it took the photo, sealed with the nonce of who holds the order."""
    place: Json = {"lat": order["lat"], "lon": order["lon"], "accuracy_m": 8.0}
    taken_at = datetime.now(UTC)
    seal = seal_of(uuid.UUID(order["id"]), sha256, Claim(taken_at=taken_at, nonce=order["nonce"], **place))
    return place | {"taken_at": taken_at.isoformat(), "nonce": order["nonce"], "seal": seal}


def _scene(site: str, moment: str, *, mess: bool) -> bytes:
    return photograph(Shot("room", site, moment, "found" if mess else "after", "bags" if mess else None))


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _checked(answer: httpx.Response) -> Json:
    if answer.is_success:
        return answer.json()
    try:
        said = answer.json()
        reason = f"{said['title']} ({said['code']})"
    except (ValueError, KeyError, TypeError):
        reason = answer.reason_phrase
    raise Stop(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {reason}")
