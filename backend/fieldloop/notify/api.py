"""Notices, and the live stream."""

import asyncio
import random
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation
from litestar.response import Stream

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.errors import Problem
from fieldloop.notify import actions, live, queries, words
from fieldloop.notify.rules import Telling
from fieldloop.notify.screens import Screens
from fieldloop.people.queries import session_lives
from fieldloop.people.rules import Caller

KEEP_ALIVE_S = 15.0
KEEP_ALIVE = b":\n\n"
LONGEST_S = 900.0  # then the browser comes back by itself, with the roles its person has by then

RecordSeen = Callable[[uuid.UUID, uuid.UUID, Caller], Awaitable[Any]]  # (order, command id, who)
_Injected = NamedDependency[SkipValidation[Any]]
_chance = random.SystemRandom()


class NoticeView(msgspec.Struct):
    """One thing the caller was told."""

    id: uuid.UUID
    order_id: uuid.UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    seen_at: datetime | None


class Notices(msgspec.Struct):
    """What the caller was told last, newest first."""

    items: list[NoticeView]


@get("/notices", summary="What I was told last")
async def notices(caller: Asker) -> Notices:
    """Return the caller's last 50 notices."""
    return Notices([_view(*row) for row in await queries.my_notices(caller.id)])


@post("/notices/{notice_id:uuid}/seen", status_code=204, summary="I saw this")
async def seen(caller: Asker, notice_id: FromPath[uuid.UUID], record_seen: _Injected) -> None:
    """Stop telling the caller of it, and note on the order's timeline that it was seen, once for this notice."""
    order_id = await actions.mark_seen(caller.id, notice_id, db.clock.now())
    try:
        # The notice's id is the command's id: a phone that retries after a lost answer finds its own earlier event.
        await record_seen(order_id, notice_id, caller)
    except Problem as refusal:
        if refusal.code != "not.found":
            raise  # not found: the order has left the caller meanwhile, and the notice is seen all the same


@get("/stream", summary="Hear of changes as they happen", media_type="text/event-stream")
async def stream(caller: Asker) -> Stream:
    """Send `hello`, then `order` and `notice` events; on every `hello` the screen asks `/sync` for what it missed."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(events(live.hub().screens, caller), media_type="text/event-stream", headers=headers)


async def events(screens: Screens, caller: Caller, keep_alive_s: float = KEEP_ALIVE_S) -> AsyncIterator[bytes]:
    """Give what one open screen is to be sent, until it is ended, its session is, or its time is over."""
    screen = screens.join(caller)
    loop = asyncio.get_running_loop()
    ends_at, check_at = loop.time() + LONGEST_S, loop.time() + keep_alive_s
    try:
        # Spread over two seconds: after a restart all screens come back, but not in the same moment.
        yield b"retry: %d\n\n" % _chance.randint(1000, 3000)
        while True:
            if loop.time() >= check_at:
                if loop.time() >= ends_at or not await _still_welcome(caller):
                    return
                check_at = loop.time() + keep_alive_s
                yield KEEP_ALIVE
            try:
                async with asyncio.timeout_at(check_at):
                    event = await screen.next()
            except TimeoutError:
                continue
            if event is None:
                return
            yield event
    finally:
        screens.leave(screen)


async def _still_welcome(caller: Caller) -> bool:
    try:
        return caller.session is not None and await session_lives(caller.session)
    except live.DATABASE_AWAY:
        return True  # nothing changes meanwhile that could be told; ending all streams would only bring a storm


def _view(telling: Telling, created_at: datetime, seen_at: datetime | None) -> NoticeView:
    # The deadline that runs now says nothing about a step that is over.
    told = replace(telling, due_at=None) if telling.moved_on else telling
    body = words.body(told, db.clock.now())
    return NoticeView(told.notice_id, told.order_id, told.kind, words.title(told), body, created_at, seen_at)


def router(record_seen: RecordSeen) -> Router:
    """Return the routes; `record_seen` is the order's side of "seen", which lies to the left of this slice."""
    return Router(
        path="/",
        route_handlers=[notices, seen, stream],
        dependencies={"record_seen": Provide(lambda: record_seen, sync_to_thread=False)},
        tags=["notify"],
    )
