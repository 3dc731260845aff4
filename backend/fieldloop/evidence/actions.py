"""Take photos in, and make the files that are shown of them."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import ParamSpec, TypeVar

import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence import image, queries
from fieldloop.evidence.rules import LARGEST_BYTES, Photo, Shape, Uploader, is_name, key
from fieldloop.evidence.storage import Storage, StorageError, on_disk
from fieldloop.limits import limit
from fieldloop.settings import settings
from fieldloop.wake import wake

_P = ParamSpec("_P")
_T = TypeVar("_T")
Spool = SpooledTemporaryFile[bytes]

# Beyond this an upload waits on disk and not in memory: phones on bad networks send for minutes, many at a time.
_SPOOL_BYTES = 256 * 1024
_PHOTOS_AN_HOUR = {"person": 3_600, "device": 36_000}

# All decoding of this process happens here; as many whole photos are in memory as there are threads.
_DECODERS = ThreadPoolExecutor(max_workers=max(2, min(4, os.cpu_count() or 2)), thread_name_prefix="photo")
_making: dict[str, asyncio.Task[None]] = {}
_log = structlog.get_logger()


def storage() -> Storage:
    """Return where this installation keeps its photos."""
    return on_disk(settings().media)


async def receive(
    sha256: str, chunks: AsyncIterable[bytes], declared_bytes: int | None, uploader: Uploader
) -> tuple[Photo, bool]:
    """Take a photo in; return it, and whether it is new.

    1. Refuse what needs no reading: a name that is none, too many bytes announced, too many photos.
    2. Read it onto a spool, counting and hashing; the hash must be its name, even when we hold that photo: naming one
       without having it must not make anybody its owner.
    3. Decode and store it in a thread; the file is safe before the row says so. A file without a row is harmless.
    4. Insert the row. Of two who send the same photo at once the first owns it, and both are told that it is here.
    """
    if not is_name(sha256):
        raise problem("input.invalid", errors=[{"field": "sha256", "message": "64 lower-case hexadecimal digits"}])
    if declared_bytes is not None and declared_bytes > LARGEST_BYTES:
        raise problem("photo.too_large")
    kind = "person" if uploader.person else "device"
    await limit(f"photo:{uploader.person or uploader.device}", _PHOTOS_AN_HOUR[kind], 3_600)
    with SpooledTemporaryFile[bytes](max_size=_SPOOL_BYTES) as spool:
        size_bytes = await _read(sha256, chunks, spool)
        known = await queries.photo(sha256)
        with _refusals(sha256):
            # Of a photo we know, only a file that was lost is stored again.
            if known and await asyncio.to_thread(storage().has, key(sha256, Shape.ORIGINAL)):
                return known, False
            facts = await _decoding(_keep, sha256, spool)
    return await _record(sha256, size_bytes, facts, uploader)


async def shown(sha256: str, shape: Shape) -> bytes:
    """Return a photo's file; makes what is not made yet. Whether the caller may see it has been asked before."""
    with _refusals(sha256):
        try:
            return await asyncio.to_thread(storage().get, key(sha256, shape))
        except StorageError as error:
            if shape is Shape.ORIGINAL or not error.permanent:
                raise
        await make_shown(sha256)
        return await asyncio.to_thread(storage().get, key(sha256, shape))


async def make_shown(sha256: str) -> None:
    """Make a photo's view and thumbnail, once however many ask; raises ImageError, StorageError."""
    task = _making.get(sha256)
    if task is None:
        task = _making[sha256] = asyncio.create_task(_make_shown(sha256))
        task.add_done_callback(partial(_made, sha256))
    # Whoever hangs up must not take it away from the others.
    await asyncio.shield(task)


async def _make_shown(sha256: str) -> None:
    await _decoding(make_files, sha256)
    await mark_derived(sha256)


def _made(sha256: str, task: asyncio.Task[None]) -> None:
    _making.pop(sha256, None)
    if not task.cancelled():
        task.exception()  # everybody who asked may have hung up, and nobody would look at it


async def mark_derived(sha256: str) -> None:
    """Note that a photo's files are made."""
    sql = "update photo set derived_at = $2, derive_failures = 0 where sha256 = $1 and derived_at is null"
    await db.execute(sql, sha256, db.clock.now())


async def mark_failures(sha256: str, failures: int) -> None:
    """Note how often a photo's files could not be made."""
    await db.execute("update photo set derive_failures = $2 where sha256 = $1", sha256, failures)


def make_files(sha256: str) -> None:
    """Write a photo's view and thumbnail from its original; blocks; raises ImageError, StorageError."""
    view, thumb = image.derive(storage().get(key(sha256, Shape.ORIGINAL)))
    storage().put(key(sha256, Shape.THUMB), thumb)
    storage().put(key(sha256, Shape.VIEW), view)


async def _read(sha256: str, chunks: AsyncIterable[bytes], spool: Spool) -> int:
    digest, size_bytes = hashlib.sha256(), 0
    async for chunk in chunks:
        size_bytes += len(chunk)
        if size_bytes > LARGEST_BYTES:
            raise problem("photo.too_large")
        digest.update(chunk)
        spool.write(chunk)
    if digest.hexdigest() != sha256:
        raise problem("photo.hash_mismatch")
    return size_bytes


def _keep(sha256: str, spool: Spool) -> image.Facts:
    spool.seek(0)
    data = spool.read()
    facts = image.inspect(data)
    storage().put(key(sha256, Shape.ORIGINAL), data)
    return facts


async def _record(sha256: str, size_bytes: int, facts: image.Facts, uploader: Uploader) -> tuple[Photo, bool]:
    row = await db.fetchrow(
        "insert into photo (sha256, size_bytes, width, height, format, person, device, received_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (sha256) do nothing"
        " returning sha256, size_bytes, width, height, format, received_at",
        sha256,
        size_bytes,
        facts.width,
        facts.height,
        facts.format,
        uploader.person,
        uploader.device,
        db.clock.now(),
    )
    if row:
        wake("deriver")
        return Photo(**row), True
    first = await queries.photo(sha256)
    assert first, "photos are never deleted"
    return first, False


@contextmanager
def _refusals(sha256: str) -> Generator[None]:
    try:
        yield
    except image.ImageError as error:
        raise problem(error.code) from error
    except StorageError as error:
        _log.exception("photo.storage", sha256=sha256, permanent=error.permanent)
        raise problem("server.unavailable", retry_after=30) from error


async def _decoding(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_DECODERS, lambda: function(*args, **kwargs))
