"""The live stream as a browser reads it."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

import httpx
import pytest

from fieldloop import db, wake
from fieldloop.notify import api, live
from fieldloop.notify.screens import HELLO, Screens
from fieldloop.people.actions import revoke
from fieldloop.people.queries import caller_by_token
from fieldloop.people.rules import Caller
from tests.cast import bearer, device
from tests.notify.rows import an_order

pytestmark = pytest.mark.usefixtures("database")


async def person(login: str) -> Caller:
    caller = await caller_by_token(f"{login}-token", bearer=True)
    assert caller is not None
    return caller


def opened(screens: Screens, caller: Caller, keep_alive_s: float = 3600) -> AsyncGenerator[bytes]:
    return cast("AsyncGenerator[bytes]", api.events(screens, caller, keep_alive_s))


async def test_a_stream_begins_with_when_to_come_back_and_a_greeting():
    async with aclosing(opened(Screens(), await person("will"))) as stream:
        retry = (await anext(stream)).decode()
        assert 1000 <= int(retry.removeprefix("retry: ").strip()) <= 3000
        assert await anext(stream) == HELLO


async def test_a_quiet_stream_is_kept_alive():
    async with aclosing(opened(Screens(), await person("will"), keep_alive_s=0.01)) as stream:
        assert [await anext(stream) for _ in range(5)][2:] == [api.KEEP_ALIVE] * 3


async def test_a_stream_that_is_closed_leaves():
    screens = Screens()
    async with aclosing(opened(screens, await person("will"))) as stream:
        await anext(stream)
        assert len(screens) == 1
    assert len(screens) == 0


async def test_a_stream_ends_when_its_screen_does():
    screens = Screens()
    stream = opened(screens, await person("will"))
    await anext(stream)
    screens.end_all()
    assert [event async for event in stream] == []
    assert len(screens) == 0


async def test_a_stream_ends_when_its_session_is_revoked():
    will = await person("will")
    stream = opened(Screens(), will, keep_alive_s=0.01)
    assert [await anext(stream) for _ in range(3)][2] == api.KEEP_ALIVE
    await db.execute("delete from session where id = $1", will.session)
    assert {event async for event in stream} <= {api.KEEP_ALIVE}


async def test_a_stream_ends_when_its_phone_is_put_out():
    will = await person("will")
    assert will.session is not None
    stream = opened(Screens(), will, keep_alive_s=0.01)
    await anext(stream)
    await revoke(will.session)
    assert {event async for event in stream} <= {HELLO, api.KEEP_ALIVE}


async def test_a_busy_stream_is_checked_all_the_same():
    will, screens = await person("will"), Screens()
    stream = opened(screens, will, keep_alive_s=0.0)
    await anext(stream)
    await db.execute("delete from session where id = $1", will.session)
    (screen,) = screens.of(will.id)
    screen.offer(b"more")
    assert [event async for event in stream] == []


async def test_a_stream_outlives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch):
    async def away(_: Any) -> bool:
        raise ConnectionRefusedError

    monkeypatch.setattr(api, "session_lives", away)
    async with aclosing(opened(Screens(), await person("will"), keep_alive_s=0.01)) as stream:
        assert [await anext(stream) for _ in range(4)][2:] == [api.KEEP_ALIVE] * 2


async def test_a_stream_ends_by_itself_so_that_new_roles_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(api, "LONGEST_S", 0)
    events = [event async for event in opened(Screens(), await person("will"), keep_alive_s=0)]
    assert len(events) <= 2


class Browser:
    """Reads the stream through the whole application; `httpx` would wait for the end of the answer."""

    def __init__(self, app: Any, headers: dict[str, str]) -> None:
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/api/v1/stream",
            "raw_path": b"/api/v1/stream",
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"fieldloop.test"), *raw],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        self._gone = asyncio.Event()
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.task = asyncio.create_task(app(self._scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self._sent.put_nowait(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self._gone.set()  # as a server does once the answer is complete

    async def start(self) -> dict[str, Any]:
        """Return the head of the answer."""
        return await self._sent.get()

    async def event(self) -> str:
        """Return the next piece of the answer's body."""
        return (await self._sent.get())["body"].decode()

    async def go_away(self) -> None:
        """Close the page."""
        self._gone.set()
        await self.task


@pytest.fixture
async def app(database: str, redis_url: str) -> AsyncIterator[Any]:
    from fieldloop.app import create_app

    wake.open_messenger(redis_url)
    await live.open_hub(redis_url).listening.wait()
    yield create_app()
    await live.close_hub()
    await wake.close_messenger()


async def test_a_signal_is_heard_on_open_screens_while_they_are_open(app: Any):
    will, otto = Browser(app, bearer("will")), Browser(app, bearer("otto"))
    for browser in (will, otto):
        head = await browser.start()
        headers = dict(head["headers"])
        assert head["status"] == 200
        assert headers[b"content-type"].startswith(b"text/event-stream")
        assert headers[b"cache-control"] == b"no-store"
        assert (await browser.event()).startswith("retry: ")
        assert await browser.event() == HELLO.decode()
    signal = {"id": "1", "source": "cam", "element": "waste.bag_outside", "site": "site1"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://fieldloop.test/api/v1") as client:
        body = signal | {"seen_at": db.clock.now().isoformat()}
        answer = await client.post("/signals", json=body, headers=device("cam1"))
    assert answer.status_code == 201
    event = await will.event()
    assert event.startswith("event: order\ndata: ")
    assert json.loads(event.split("data: ")[1])["id"] == answer.json()["order_id"]
    await will.go_away()
    assert len(live.hub().screens) == 1
    await otto.go_away()
    assert len(live.hub().screens) == 0


async def test_a_stream_needs_a_login(app: Any):
    browser = Browser(app, {})
    assert (await browser.start())["status"] == 401
    await browser.task


async def test_streams_end_when_the_application_stops(app: Any):
    await an_order()
    browser = Browser(app, bearer("will"))
    await browser.start()
    assert (await browser.event()).startswith("retry: ")
    live.hub().screens.end_all()
    await browser.task


@pytest.mark.usefixtures("own_settings")
async def test_a_server_that_is_asked_to_stop_does_so_with_streams_open(database: str):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = {"FIELDLOOP_DATABASE_URL": database, "FIELDLOOP_HOST": "127.0.0.1", "FIELDLOOP_PORT": str(port)}
    command = [sys.executable, "-m", "fieldloop", "serve"]
    serve = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **settings}, stderr=asyncio.subprocess.PIPE
    )
    try:
        address = f"http://127.0.0.1:{port}/api/v1/stream"
        async with (
            httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=20)) as client,
            client.stream("GET", address, headers=bearer("will"), timeout=None) as answer,
        ):
            lines = answer.aiter_lines()
            assert (await anext(lines)).startswith("retry: ")
            serve.terminate()
            assert "event: hello" in [line async for line in lines]  # read to its end
        assert await serve.wait() == 0
    finally:
        if serve.returncode is None:
            serve.kill()
        _, log = await serve.communicate()
        assert b"refused to gracefully stop" not in log
        assert b"rror" not in log, log.decode()
