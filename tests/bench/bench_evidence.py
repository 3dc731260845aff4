"""Figures of evidence: re-use among a million hashes, the loop's delay while photos come in, hostile pictures."""

import asyncio
import random
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldloop import db
from fieldloop.evidence import uploads
from fieldloop.evidence.jobs import check_next, derive_next
from fieldloop.evidence.reuse import MOST_BITS, alike
from fieldloop.evidence.rules import Piece, Uploader
from tests.bench.bench_photos import bare_take_in, photo
from tests.evidence.pictures import CORPUS, sha256
from tests.evidence.test_memory import HOSTILE

HASHES = 1_000_000
SEARCHES, SCANS = 200, 5
PHOTOS, AT_ONCE = 24, 4
_TICK_S = 0.002
_SCAN = "select photo from photo_fact where bit_count((hash # $1)::bit(64)) <= $2"
_MANAGER = uuid.uuid5(uuid.NAMESPACE_DNS, "manager")


async def main() -> list[tuple[str, float, float, str]]:
    """Return (what, ours, bare, unit)."""
    return [*await _loop_delay(), _memory(), *await _search()]


async def _search() -> list[tuple[str, float, float, str]]:
    await _fill()
    hashes = [random.getrandbits(64) - 2**63 for _ in range(SEARCHES)]
    ours = [await _took(lambda each=each: alike(each, each ^ -1)) for each in hashes]
    bare = [await _took(lambda each=each: db.fetch(_SCAN, each, MOST_BITS)) for each in hashes[:SCANS]]
    cut = statistics.quantiles(ours, n=100)[98]
    what = f"re-use among {HASHES:,} hashes, mirrored too, beside a scan"
    return [
        (f"{what}: median", statistics.median(ours), statistics.median(bare), "ms"),
        (f"{what}: p99", cut, max(bare), "ms"),
    ]


async def _fill() -> None:
    async with db.transaction():
        await db.execute("set local statement_timeout = 0")
        await db.execute("set local synchronous_commit = off")
        await db.execute(
            "insert into photo (sha256, size_bytes, width, height, format, received_at, derived_at, measured)"
            " select encode(sha256(n::text::bytea), 'hex'), 1, 1, 1, 'JPEG', now(), now(), true"
            f" from generate_series(1, {HASHES}) n"
        )
        # Narrow rows, which is what the scan would wish for; the search reads its indexes only.
        await db.execute(
            "insert into photo_fact (photo, hash, mirror, grey, sharpness, brightness, contrast, made_at)"
            " select sha256, ('x' || substr(sha256, 1, 16))::bit(64)::bigint, 0, '', 2, 99, 40, now() from photo"
            " on conflict do nothing"
        )
    await db.execute("vacuum analyze photo_fact")


async def _took(ask: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000


async def _loop_delay() -> list[tuple[str, float, float, str]]:
    data = photo()
    photos = [data + number.to_bytes(4) for number in range(2 * PHOTOS)]
    room = asyncio.Semaphore(AT_ONCE)

    async def ours(each: bytes) -> None:
        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(each), 65_536):
                yield each[start : start + 65_536]

        async with room:
            await uploads.receive(sha256(each), Piece(), chunks(), Uploader(person=_MANAGER))

    async def worked() -> None:
        await asyncio.gather(*(ours(each) for each in photos[:PHOTOS]))
        while await derive_next() or await check_next():
            pass

    with TemporaryDirectory() as folder:

        async def bare() -> None:
            waits = (asyncio.to_thread(bare_take_in, each, Path(folder)) for each in photos[PHOTOS:])
            await asyncio.gather(*waits)

        delays = [await _delays(worked), await _delays(bare)]
    cuts = [statistics.quantiles(each, n=100)[98] for each in delays]
    what = f"loop's delay while {PHOTOS} photos come in, are made ready and asked about: p99"
    return [(what, cuts[0], cuts[1], "ms")]


async def _delays(work: Callable[[], Awaitable[None]]) -> list[float]:
    late: list[float] = []

    async def tick() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            late.append((time.perf_counter() - started - _TICK_S) * 1000)

    ticking = asyncio.create_task(tick())
    await work()
    ticking.cancel()
    return late


def _memory() -> tuple[str, float, float, str]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", HOSTILE, str(CORPUS)], capture_output=True, text=True, check=True
    )
    files, growth_mb = (int(word) for word in done.stdout.split())
    return (f"memory that {files} hostile pictures cost, beside what is allowed", growth_mb, 200, "MB")
