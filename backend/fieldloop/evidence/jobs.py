"""Steps of the worker: make what is shown of new photos; remove what was left unfinished."""

import asyncio
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import structlog

from fieldloop import db
from fieldloop.evidence import actions, asking, cases, facts, queries, uploads
from fieldloop.evidence.image import ImageError
from fieldloop.evidence.partials import drop_unfinished
from fieldloop.evidence.rules import UNFINISHED_S
from fieldloop.evidence.storage import StorageError
from fieldloop.orders import risk

_log = structlog.get_logger()


def _stand_back() -> None:
    # A burst of photos must not slow requests and pushes on the same cores; only Linux has this for a single thread.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)


_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="deriver", initializer=_stand_back)


async def derive_next(limit: int = 4) -> bool:
    """Make the files of up to `limit` photos and tell whether there may be more to do at once.

    1. Take photos that wait and count the attempt; that commits, so that a worker which dies of one has it counted.
    2. Lock each row while its files are made: another worker passes over it, and a crash frees it at once. The lock
       leaves the key alone: orders can refer to the photo meanwhile.
    3. What can never be made is marked and left alone; when the storage is away, the next tick tries again.
    """
    names = await queries.waiting(limit)
    made = await asyncio.gather(*(_derive(name) for name in names), return_exceptions=True)
    for name, outcome in zip(names, made, strict=True):
        if isinstance(outcome, BaseException):  # one bad row must not stop the others
            _log.error("photo.not_derived", sha256=name, exc_info=outcome)
    return len(names) == limit and True in made


async def _derive(name: str) -> bool:
    sql = (
        "select derive_failures, redactions from photo where sha256 = $1 and derived_at is null and removed_at is null"
        " for no key update skip locked"
    )
    made = False
    async with db.transaction():
        row = await db.fetchrow(sql, name)
        if row is not None:
            made = await _make(name, row["derive_failures"], row["redactions"])
    return made


async def _make(name: str, tried: int, redactions: int) -> bool:
    covered = await queries.covered(name) if redactions else []
    run = asyncio.get_running_loop().run_in_executor
    try:
        measured = await run(_THREADS, actions.make_files, name, covered, redactions)
    except (ImageError, StorageError) as error:
        _log.warning("photo.not_derived", sha256=name, reason=str(error), permanent=error.permanent)
        await actions.mark_failures(name, queries.MOST_FAILURES if error.permanent else tried - 1)
        return False
    await facts.keep(name, measured)
    return True


async def measure_next(limit: int = 2) -> bool:
    """Measure up to `limit` photos whose files were made before photos were measured; newest first, one by one."""
    names = await queries.unmeasured(limit)
    for name in names:
        try:
            measured = await asyncio.get_running_loop().run_in_executor(_THREADS, actions.measure_again, name)
        except (ImageError, StorageError) as error:
            _log.warning("photo.not_measured", sha256=name, reason=str(error), permanent=error.permanent)
            if not error.permanent:
                raise
            await facts.keep_none(name)
        else:
            await facts.keep(name, measured)
    return len(names) == limit


async def check_next(limit: int = 10) -> bool:
    """Ask the questions about up to `limit` orders whose new photos are measured; tell whether there may be more."""
    orders = await cases.to_check(limit)
    for order_id in orders:
        try:
            if await asking.ask_about(order_id):
                await risk.rate(order_id)
        except Exception as error:
            if db.is_away(error):
                raise
            # One order that cannot be asked about must not keep the others from it.
            _log.exception("photo.not_checked", order=str(order_id))
            await asking.mark_checked(order_id)
    return len(orders) == limit


async def drop_old_partials(limit: int = 100) -> bool:
    """Remove up to `limit` uploads that nobody went on with, and tell whether there may be more to do at once.

    By the disk's own clock, whatever the product's says: it is the disk that must not fill up.
    """
    dropped = await asyncio.to_thread(drop_unfinished, uploads.folder(), UNFINISHED_S, limit)
    if dropped:
        _log.info("photo.partials_dropped", count=dropped)
    return dropped == limit
