"""The live stream: one subscription per API process, spread over its open screens.

While Valkey is away the hub looks into PostgreSQL every second instead, and every 15 s even when it is there: a message
that got lost then costs seconds, not a wrong screen.
"""

import asyncio
import signal
import time
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from fieldloop import db, wake
from fieldloop.notify import ladder, queries, words
from fieldloop.notify.rules import Change, Telling
from fieldloop.notify.screens import HELLO, Screens
from fieldloop.notify.stopping import end_on_signals

CHANNEL = "fieldloop:changes"
AWAY_S, ALWAYS_S = 1.0, 15.0
GAP_S = 3.0  # after Valkey is back, others may still be silent for a moment: look a few times more
MOST_CHANGES = 500  # at one look; beyond that it is cheaper when every screen asks for its own
REMEMBERED = 20_000
OVERLAP = timedelta(seconds=5)  # a transaction that began earlier may commit later

_log = structlog.get_logger()
_encode, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder(Change).decode
DATABASE_AWAY = (OSError, RuntimeError, asyncpg.PostgresError, asyncpg.InterfaceError)


def publish(change: Change) -> None:
    """Tell every API process of a change. Call it after COMMIT."""
    wake.publish(CHANNEL, _encode(change))


class Hub:
    """Hears of changes and spreads them over the screens whose people may see them."""

    def __init__(self, redis_url: str, *, away_s: float = AWAY_S, always_s: float = ALWAYS_S) -> None:
        self.screens = Screens()
        self.listening = asyncio.Event()
        self.handlers: dict[signal.Signals, Any] = {}  # of signals, as they were before
        self._redis: Any = Redis.from_url(redis_url, socket_connect_timeout=1, health_check_interval=15)
        self._away_s, self._always_s = away_s, always_s
        self._closed = False
        self._quick_until = 0.0
        self._hurry = asyncio.Event()
        self._versions: OrderedDict[Any, int] = OrderedDict()
        self._looked_at = db.clock.now()
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look_now_and_then())]

    async def close(self) -> None:
        """End every stream and stop listening."""
        self.screens.end_all()
        self._closed = True
        self._hurry.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._redis.aclose()
        while self.handlers:
            signal.signal(*self.handlers.popitem())

    async def _listen(self) -> None:
        while not self._closed:  # not only the cancellation: a library on the way may turn it into another error
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    await line.subscribe(CHANNEL, wake.ENDED)
                    self.listening.set()
                    async for message in line.listen():
                        if message["channel"] == wake.ENDED.encode():
                            self._end(message["data"])
                        else:
                            await self._hear(message["data"])
            except (RedisError, OSError) as error:
                _log.warning("live.away", error=type(error).__name__)
            self.listening.clear()
            self._quick_until = time.monotonic() + self._away_s + GAP_S
            self._hurry.set()
            await asyncio.sleep(self._away_s)

    def _end(self, message: bytes) -> None:
        try:
            self.screens.end_of(uuid.UUID(bytes=message))
        except ValueError as error:  # one bad message must not deafen the hub
            _log.warning("live.not_ended", error=repr(error))

    async def _hear(self, message: bytes) -> None:
        try:
            await self._spread([_decode(message)], db.clock.now() - OVERLAP)
        except (*DATABASE_AWAY, msgspec.MsgspecError) as error:
            _log.warning("live.not_spread", error=repr(error))

    async def _look_now_and_then(self) -> None:
        while not self._closed:
            quick = not self.listening.is_set() or time.monotonic() < self._quick_until
            try:
                async with asyncio.timeout(self._away_s if quick else self._always_s):
                    await self._hurry.wait()
            except TimeoutError:
                pass
            self._hurry.clear()
            try:
                await self._look()
            except DATABASE_AWAY as error:
                _log.warning("live.not_looked", error=repr(error))

    async def _look(self) -> None:
        """Find what changed since the last look; what was heard already is known by its version."""
        now, since = db.clock.now(), self._looked_at - OVERLAP
        if len(self.screens):
            changes = await queries.changed_since(since, MOST_CHANGES)
            if len(changes) < MOST_CHANGES:
                await self._spread(changes, since)
            else:
                for screen in self.screens.everyone():
                    screen.offer(HELLO)
        self._looked_at = now

    async def _spread(self, changes: Sequence[Change], since: datetime) -> None:
        fresh = [change for change in changes if self._is_news(change)]
        for change in fresh:
            event = _event("order", {"id": change.order_id, "version": change.version, "state": change.state})
            for screen in self.screens.hearing(change):
                screen.offer(event)
        persons = self.screens.present(person for change in fresh for person in change.told)
        if persons:
            orders = [change.order_id for change in fresh]
            told = await queries.fresh_tellings(orders, persons, since)
            for telling in told:
                self._tell(telling)
            await ladder.streamed([telling.notice_id for telling in told], db.clock.now())

    def _tell(self, telling: Telling) -> None:
        text = {"title": words.title(telling), "body": words.body(telling, db.clock.now())}
        event = _event("notice", {"id": telling.notice_id, "order_id": telling.order_id, "kind": telling.kind, **text})
        for screen in self.screens.of(telling.person_id):
            screen.offer(event)

    def _is_news(self, change: Change) -> bool:
        """Tell whether the change is later than what was spread of this order; remembers it."""
        if self._versions.get(change.order_id, -1) >= change.version:
            return False
        self._versions[change.order_id] = change.version
        self._versions.move_to_end(change.order_id)
        if len(self._versions) > REMEMBERED:
            self._versions.popitem(last=False)
        return True


def _event(name: str, data: dict[str, Any]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + msgspec.json.encode(data) + b"\n\n"


_hubs: list[Hub] = []


def open_hub(redis_url: str) -> Hub:
    """Start this process's hub."""
    hub = Hub(redis_url)
    hub.handlers = end_on_signals(hub.screens)
    _hubs.append(hub)
    return hub


def hub() -> Hub:
    """Return this process's hub."""
    if not _hubs:
        raise RuntimeError("the live stream is not open")
    return _hubs[-1]


async def close_hub() -> None:
    """End every stream and stop listening."""
    while _hubs:
        await _hubs.pop().close()
