"""Wake-ups and messages after COMMIT: quick when Valkey is there, harmless when it is not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from fieldloop import wake, worker
from fieldloop.duties import Duty
from tests.notify.valkey import PrivateValkey


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[PrivateValkey]:
    valkey = PrivateValkey(tmp_path)
    yield valkey
    valkey.kill()


@pytest.fixture
async def messenger(valkey: PrivateValkey, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(wake, "QUIET_S", 0.01)
    wake.open_messenger(valkey.url)
    yield
    await wake.close_messenger()


async def nothing() -> bool:
    return False


@pytest.fixture
async def duties(valkey: PrivateValkey) -> AsyncIterator[dict[str, Duty]]:
    """Duties with a worker that hears wake-ups for them."""
    names = {"sweeper": "sweeper", "sender": "sender", "another sender": "sender", "deriver": "deriver"}
    duties = {key: Duty(name, nothing) for key, name in names.items()}
    stopping = asyncio.Event()
    hearing = asyncio.create_task(worker.hear_wake_ups(valkey.url, list(duties.values()), stopping, retry_s=0.01))
    yield duties
    stopping.set()
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)


@pytest.mark.usefixtures("messenger")
async def test_a_wake_up_reaches_the_duty_it_is_for(duties: dict[str, Duty]):
    wake.wake("sender")
    await duties["sender"].nudge.wait()
    assert duties["another sender"].nudge.is_set()
    assert not duties["sweeper"].nudge.is_set()


@pytest.mark.usefixtures("messenger")
async def test_one_wake_up_after_the_other_is_heard(duties: dict[str, Duty]):
    for _ in range(3):
        wake.wake("sweeper", "deriver")
        for name in ("sweeper", "deriver"):
            await duties[name].nudge.wait()
            duties[name].nudge.clear()


@pytest.mark.usefixtures("messenger")
async def test_many_calls_in_a_moment_are_one_wake_up(valkey: PrivateValkey):
    async with Redis.from_url(valkey.url) as redis, redis.pubsub() as line:
        await line.subscribe("done")
        await line.parse_response()
        for _ in range(1000):
            wake.wake("sender", "sweeper")
        wake.publish("done", b"")
        await line.parse_response()
        wake.publish("done", b"")  # said only after the first round is over
        await line.parse_response()
        assert await redis.zcard(wake.QUEUE) == 2


@pytest.mark.usefixtures("messenger")
async def test_wake_ups_nobody_hears_do_not_pile_up(valkey: PrivateValkey):
    async with Redis.from_url(valkey.url) as redis, redis.pubsub() as line:
        await redis.zadd(wake.QUEUE, {f"old{number}": number for number in range(wake.LONGEST_QUEUE)})
        await line.subscribe("done")
        await line.parse_response()
        for _ in range(2):
            wake.wake("sender")
            wake.publish("done", b"")
            await line.parse_response()
        assert await redis.zcard(wake.QUEUE) == wake.LONGEST_QUEUE


@pytest.mark.usefixtures("messenger")
async def test_what_is_queued_is_never_pickled(valkey: PrivateValkey):
    async with Redis.from_url(valkey.url) as redis, redis.pubsub() as line:
        await line.subscribe("done")
        await line.parse_response()
        wake.wake("sender")
        for _ in range(2):
            wake.publish("done", b"")
            await line.parse_response()
        (key,) = await redis.keys("arq:job:*")
        assert b"wake_sender" in await redis.get(key)
        assert not (await redis.get(key)).startswith(b"\x80\x04")  # how a pickle begins


@pytest.mark.usefixtures("messenger")
async def test_when_valkey_dies_and_returns_wake_ups_are_heard_again(valkey: PrivateValkey, duties: dict[str, Duty]):
    wake.wake("sender")
    await duties["sender"].nudge.wait()
    valkey.kill()
    wake.wake("sender")
    valkey.start()
    duties["sender"].nudge.clear()
    while not duties["sender"].nudge.is_set():  # whoever said it in the gap is lost; what comes later is not
        wake.wake("sender")
        await asyncio.wait([asyncio.create_task(duties["sender"].nudge.wait())], timeout=0.05)


async def test_without_a_messenger_nothing_is_said_and_nothing_breaks():
    wake.wake("sender")
    wake.publish("channel", b"message")


async def test_a_valkey_that_was_never_there_slows_nobody(tmp_path: Path):
    wake.open_messenger(f"unix://{tmp_path}/nobody.sock")
    wake.wake("sender")
    wake.publish("channel", b"message")
    await wake.close_messenger()
