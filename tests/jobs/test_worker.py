"""The worker's loops: one that fails stops no other, and none needs Valkey."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from fieldloop import db, worker
from fieldloop.duties import Duty, keep_doing
from fieldloop.notify import actions
from tests.cast import person_id
from tests.notify.rows import an_order, told
from tests.notify.valkey import PrivateValkey
from tests.pushservice import PushService, Script

Start = Callable[[Duty], None]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts a duty's loop; all end with the test."""
    stopping, tasks = asyncio.Event(), list[asyncio.Task[None]]()

    def begin(duty: Duty) -> None:
        tasks.append(asyncio.create_task(keep_doing(duty, stopping)))

    yield begin
    stopping.set()
    await asyncio.gather(*tasks)


class Counted:
    """A duty that can be waited for: raises or says "more" as often as told."""

    def __init__(self, *, more: int = 0, failing: bool = False) -> None:
        self._more, self._failing = more, failing
        self.runs = 0
        self._ran = asyncio.Condition()

    async def __call__(self) -> bool:
        async with self._ran:
            self.runs += 1
            self._ran.notify_all()
        if self._failing:
            raise ZeroDivisionError
        self._more -= 1
        return self._more >= 0

    async def until(self, runs: int) -> None:
        async with self._ran:
            await self._ran.wait_for(lambda: self.runs >= runs)


async def test_a_duty_is_done_at_every_tick(start: Start):
    work = Counted()
    start(Duty("work", work, tick_s=0.001))
    await work.until(5)


async def test_a_duty_that_can_wait_is_begun_later_and_not_at_all_once_all_stops(start: Start):
    stopping, never, some = asyncio.Event(), Counted(), Counted()
    start(Duty("some", some, first_s=0.001))
    await some.until(1)
    waiting = asyncio.create_task(keep_doing(Duty("never", never, first_s=3600), stopping))
    stopping.set()
    await waiting
    assert never.runs == 0


async def test_while_there_is_more_nobody_waits_for_a_tick(start: Start):
    work = Counted(more=10)
    start(Duty("work", work, tick_s=3600))
    await work.until(11)


async def test_a_nudge_ends_the_wait(start: Start):
    work = Counted()
    duty = Duty("work", work, tick_s=3600)
    start(duty)
    for runs in range(1, 4):
        await work.until(runs)
        duty.nudge.set()


async def test_a_nudge_that_comes_during_the_work_is_not_lost(start: Start):
    gate, work = asyncio.Event(), Counted()

    async def slow() -> bool:
        more = await work()
        await gate.wait()
        return more

    duty = Duty("slow", slow, tick_s=3600)
    start(duty)
    await work.until(1)
    duty.nudge.set()
    gate.set()
    await work.until(2)


async def test_a_duty_that_fails_goes_on_and_stops_no_other(start: Start):
    broken, sound = Counted(failing=True), Counted()
    start(Duty("broken", broken, tick_s=0.0001))
    start(Duty("sound", sound, tick_s=0.0001))
    await asyncio.gather(broken.until(4), sound.until(20))


async def test_stopping_lets_the_present_piece_of_work_finish():
    gate, stopping, finished = asyncio.Event(), asyncio.Event(), list[bool]()

    async def careful() -> bool:
        stopping.set()
        await gate.wait()
        finished.append(True)
        return True

    task = asyncio.create_task(keep_doing(Duty("careful", careful), stopping))
    await stopping.wait()
    gate.set()
    await task
    assert finished == [True]


async def test_duties_go_on_while_valkey_is_away(start: Start, tmp_path: Path):
    valkey, work = PrivateValkey(tmp_path), Counted()
    duty = Duty("sender", work, tick_s=0.01)
    stopping = asyncio.Event()
    hearing = asyncio.create_task(worker.hear_wake_ups(valkey.url, [duty], stopping, retry_s=0.01))
    start(duty)
    await work.until(2)
    valkey.kill()
    await work.until(work.runs + 20)
    assert not hearing.done()
    stopping.set()
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)


class Process:
    """`fieldloop worker` as a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[str] = []

    async def line_with(self, words: str) -> str:
        assert self.process.stderr
        async for line in self.process.stderr:
            self.log.append(line.decode())
            if words in self.log[-1]:
                return self.log[-1]
        raise AssertionError("".join(self.log))

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        await self.line_with("worker.stopped")
        return await self.process.wait()


@pytest.fixture
async def run_worker(database: str, own_settings: Path) -> AsyncIterator[Callable[..., Awaitable[Process]]]:
    """Starts workers on the test's database; none outlives the test."""
    started: list[asyncio.subprocess.Process] = []

    async def run(**settings: str) -> Process:
        started.append(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "fieldloop",
                "worker",
                env={**os.environ, "FIELDLOOP_DATABASE_URL": database, **settings},
                stderr=asyncio.subprocess.PIPE,
            )
        )
        process = Process(started[-1])
        await process.line_with("worker.started")
        return process

    yield run
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_worker_sends_and_stops_when_asked(run_worker: Callable[..., Awaitable[Process]], service: PushService):
    phone = service.phone()
    keys = phone.subscription()["keys"]
    await actions.subscribe(person_id("will"), phone.endpoint, keys["p256dh"], keys["auth"], db.clock.now())
    process = await run_worker(FIELDLOOP_PUSH_HOSTS=service.host)
    await told(await an_order(), "will")
    (got,) = await service.wait_for(1)
    assert got.message["title"] == "新工单：小包垃圾"
    assert await process.stop() == 0


async def test_a_worker_sends_without_valkey(
    run_worker: Callable[..., Awaitable[Process]], service: PushService, tmp_path: Path
):
    phone = service.phone()
    keys = phone.subscription()["keys"]
    await actions.subscribe(person_id("will"), phone.endpoint, keys["p256dh"], keys["auth"], db.clock.now())
    nobody = f"unix://{tmp_path}/nobody.sock"
    process = await run_worker(FIELDLOOP_PUSH_HOSTS=service.host, FIELDLOOP_REDIS_URL=nobody)
    await told(await an_order(), "will")
    await service.wait_for(1)
    assert await process.stop() == 0


async def test_what_a_killed_worker_was_sending_is_sent_by_another_under_the_same_topic(
    run_worker: Callable[..., Awaitable[Process]], service: PushService
):
    phone = service.phone()
    phone.will_answer(Script(201, gate=asyncio.Event()))  # never
    keys = phone.subscription()["keys"]
    await actions.subscribe(person_id("will"), phone.endpoint, keys["p256dh"], keys["auth"], db.clock.now())
    first = await run_worker(FIELDLOOP_PUSH_HOSTS=service.host)
    await told(await an_order(), "will")
    await service.wait_for(1)
    first.process.kill()
    await first.process.wait()
    await db.execute("update notice set lease_until = now()")  # half a minute later
    second = await run_worker(FIELDLOOP_PUSH_HOSTS=service.host)
    before, after = await service.wait_for(2)
    assert (before.topic, before.message["tag"]) == (after.topic, after.message["tag"])
    assert await second.stop() == 0
    assert await db.fetchval("select outcome from notice") == "delivered"
