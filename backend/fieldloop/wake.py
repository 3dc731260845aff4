"""What is said to other processes after COMMIT: wake-ups for the worker, changes for the live stream.

All of it may be lost at any moment: the worker looks every second by itself, and open screens catch up from PostgreSQL.
So nothing here waits, raises, or slows a request. Besides `worker` the only file that imports arq: a wake-up is an arq
job, and it is the API that enqueues it.
"""

import asyncio
import uuid
from collections import deque
from typing import Any, Literal

import msgspec
import structlog
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

Duty = Literal["sweeper", "sender", "deriver"]

QUEUE = "fieldloop:wake"
ENDED = "fieldloop:ended"
LONGEST_QUEUE = 500  # while no worker runs: more would only be thrown away one by one later
LONGEST_S = 1.0
QUIET_S = 0.5  # between attempts while Valkey is away

encode, decode = msgspec.msgpack.encode, msgspec.msgpack.decode
_log = structlog.get_logger()


def connect(url: str) -> ArqRedis:
    """Return a client for arq with msgpack instead of pickle, whose answers may not take for ever."""
    pool: Any = ConnectionPool.from_url(url, socket_timeout=5, socket_connect_timeout=1, health_check_interval=15)
    return ArqRedis(
        pool,
        job_serializer=encode,
        job_deserializer=decode,
        default_queue_name=QUEUE,
        expires_extra_ms=60_000,
    )


class Messenger:
    """Collects what is to be said and says it from one background task."""

    def __init__(self, url: str) -> None:
        self._redis = connect(url)
        self._duties: set[Duty] = set()
        self._messages: deque[tuple[str, bytes]] = deque(maxlen=1000)
        self._something = asyncio.Event()
        self._closed = False
        self._task = asyncio.create_task(self._run(), name="messenger")

    def wake(self, *duties: Duty) -> None:
        """Ask a worker to look at once; many calls in a moment make one wake-up."""
        self._duties.update(duties)
        self._something.set()

    def publish(self, channel: str, message: bytes) -> None:
        """Say something to every process that listens on a channel."""
        self._messages.append((channel, message))
        self._something.set()

    async def close(self) -> None:
        """Stop; what is still unsaid is lost."""
        self._closed = True
        self._something.set()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._redis.aclose(close_connection_pool=True)

    async def _run(self) -> None:
        while not self._closed:  # not only the cancellation: a library on the way may turn it into another error
            await self._something.wait()
            self._something.clear()
            try:
                async with asyncio.timeout(LONGEST_S):
                    await self._say()
            except (RedisError, OSError) as error:  # TimeoutError is an OSError
                _log.warning("wake.unsaid", error=type(error).__name__)
                await asyncio.sleep(QUIET_S)

    async def _say(self) -> None:
        messages, duties = list(self._messages), set(self._duties)
        self._messages.clear()
        self._duties.clear()
        for channel, message in messages:
            await self._redis.publish(channel, message)
        if duties and await self._redis.zcard(QUEUE) < LONGEST_QUEUE:
            for duty in duties:
                # A random id: arq swallows an id that is queued or running, and with it what was committed since.
                await self._redis.enqueue_job(f"wake_{duty}", _job_id=uuid.uuid4().hex)


_messengers: list[Messenger] = []


def open_messenger(url: str) -> None:
    """Start saying things from this process; before it, and after `close_messenger`, they are dropped in silence."""
    _messengers.append(Messenger(url))


async def close_messenger() -> None:
    """Stop saying things."""
    while _messengers:
        await _messengers.pop().close()


def wake(*duties: Duty) -> None:
    """Ask a worker to look at once. Call it after COMMIT: before, there is nothing to see yet."""
    if _messengers:
        _messengers[-1].wake(*duties)


def publish(channel: str, message: bytes) -> None:
    """Say something to every process that listens on a channel. Call it after COMMIT."""
    if _messengers:
        _messengers[-1].publish(channel, message)


def publish_end(session: uuid.UUID) -> None:
    """Tell every API process that a session is over; one that does not hear finds out at its next look."""
    publish(ENDED, session.bytes)
