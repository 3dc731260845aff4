"""Background work: sweep deadlines, send notices, make thumbnails. With `wake`, the only file that imports arq.

Each duty is a plain loop that looks every second into PostgreSQL, the only truth. arq carries wake-ups, so that nobody
waits for the second to end; while Redis is away, or flushed, the loops go on and nothing but those moments is lost.
"""

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from arq.worker import Worker, func
from redis.exceptions import RedisError

from fieldloop import db, logs, wake
from fieldloop.duties import TICK_S, Duty, keep_doing, wait
from fieldloop.evidence.jobs import check_next, derive_next, drop_old_partials, measure_next
from fieldloop.evidence.keeping_jobs import ORPHANS_TICK_S, rehash_next, sweep_orphans
from fieldloop.notify.climb_jobs import climb_due
from fieldloop.notify.jobs import send_due
from fieldloop.notify.push import Pusher, open_pusher
from fieldloop.orders.forgetting_jobs import forget_next
from fieldloop.orders.jobs import draw_day, hand_over_silent
from fieldloop.orders.owner_jobs import tell_owners
from fieldloop.orders.reckon_jobs import reckon_next
from fieldloop.orders.synthetic_jobs import go_round
from fieldloop.people.jobs import forget_old_sessions
from fieldloop.record.jobs import give_places, hand_out, sign_due
from fieldloop.settings import settings
from fieldloop.sla.holiday_jobs import fill_years
from fieldloop.sla.jobs import reconcile, sweep_due

CLOCK_S = 60.0
TIDY_S = 3600.0
RECONCILER_S = 30.0
SYNTHETIC_S = 2.0
LAST_WORK_S = 15.0  # longer than the slowest push
SENDERS = 3  # side by side: one push service that hangs for ten seconds holds up a third
POLL_S = 0.05  # arq's own 0.5 would make a wake-up take 270 ms at the median

_log = structlog.get_logger()


async def hear_wake_ups(url: str, duties: Sequence[Duty], stopping: asyncio.Event, retry_s: float = TICK_S) -> None:
    """Nudge duties as arq jobs come in; arq gives up when Redis goes away, so it is started again and again."""
    while not stopping.is_set():  # not only until cancelled: a library on the way may turn that into another error
        worker = _arq_worker(url, duties)
        try:
            await worker.async_run()
        except Exception as error:  # noqa: BLE001 (arq raises what its Redis library happens to raise)
            _log.warning("wake_ups.away", error=type(error).__name__)
        finally:
            await _close(worker)
        await wait(retry_s, stopping)


def _arq_worker(url: str, duties: Sequence[Duty]) -> Worker:
    return Worker(
        functions=[
            func(
                _nudger([duty for duty in duties if duty.name == name]), name=f"wake_{name}", keep_result=0, max_tries=1
            )
            for name in dict.fromkeys(duty.name for duty in duties)
        ],
        redis_pool=wake.connect(url),
        queue_name=wake.QUEUE,
        job_serializer=wake.encode,  # arq does not take these from the pool, and its default is pickle
        job_deserializer=wake.decode,
        handle_signals=False,
        poll_delay=POLL_S,
        job_timeout=5,
        keep_result=0,
        log_results=False,
    )


def _nudger(duties: Sequence[Duty]) -> Any:
    async def nudge(_: dict[Any, Any]) -> None:
        for duty in duties:
            duty.nudge.set()

    return nudge


async def _close(worker: Worker) -> None:
    # Not by arq's own close: it asks Redis, which may be away, and passes on a job's cancellation as if it were ours.
    if worker.main_task:
        worker.main_task.cancel()
    tasks = [task for task in (worker.main_task, *worker.tasks.values()) if task]
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            await asyncio.gather(*tasks, return_exceptions=True)
    with suppress(RedisError, OSError):
        await worker.pool.aclose(close_connection_pool=True)


async def work(stopping: asyncio.Event, pusher: Pusher) -> None:
    """Do everything until `stopping`; what was begun is finished."""
    duties = [
        Duty("sweeper", lambda: sweep_due(50)),
        Duty("reconciler", reconcile, tick_s=RECONCILER_S),
        *(Duty("sender", lambda: send_due(pusher)) for _ in range(SENDERS)),
        Duty("climber", climb_due),
        Duty("owners", tell_owners),
        Duty("silence", hand_over_silent),
        Duty("recorder", give_places),
        Duty("signer", sign_due, tick_s=CLOCK_S),
        Duty("holders", hand_out, tick_s=CLOCK_S),
        Duty("deriver", derive_next),
        Duty("checker", check_next),
        Duty("measurer", measure_next, tick_s=CLOCK_S),
        Duty("cleaner", drop_old_partials, tick_s=TIDY_S),
        Duty("forgetter", forget_next, tick_s=TIDY_S / 6),
        Duty("rehasher", rehash_next, tick_s=TIDY_S / 6),
        Duty("orphans", sweep_orphans, tick_s=ORPHANS_TICK_S),
        Duty("sessions", forget_old_sessions, tick_s=TIDY_S),
        Duty("synthetic", go_round, tick_s=SYNTHETIC_S),
        Duty("draw", draw_day, tick_s=TIDY_S),
        Duty("reckoner", reckon_next),
        Duty("holidays", fill_years, tick_s=TIDY_S, first_s=CLOCK_S / 6),
        Duty("clock", _follow_clock, tick_s=CLOCK_S),
    ]
    url = settings().redis_url
    working = [asyncio.create_task(keep_doing(duty, stopping)) for duty in duties]
    listening = [asyncio.create_task(hear_wake_ups(url, duties, stopping))] if url else []
    try:
        await stopping.wait()
        _, unfinished = await asyncio.wait(working, timeout=LAST_WORK_S)
        if unfinished:
            _log.warning("worker.cut_short")  # leases end by themselves; another worker goes on from the rows
    finally:
        for task in (*working, *listening):
            task.cancel()
        await asyncio.gather(*working, *listening, return_exceptions=True)


async def _follow_clock() -> bool:
    await db.follow_clock()
    return False


async def _main() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await db.open_pool(settings().database_url or "")
    if url := settings().redis_url:
        wake.open_messenger(url)
    pusher = open_pusher()
    _log.info("worker.started")
    try:
        await work(stopping, pusher)
    finally:
        await pusher.close()
        await wake.close_messenger()
        await db.close_pool()
        _log.info("worker.stopped")


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    logs.set_up()
    logging.getLogger("arq.worker").setLevel(logging.WARNING)  # a line for each wake-up would say nothing
    asyncio.run(_main())
