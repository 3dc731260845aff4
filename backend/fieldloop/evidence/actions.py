"""Keep photos, and make the files that are shown of them."""

import asyncio
import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence import facts, image, queries
from fieldloop.evidence.measures import Measured
from fieldloop.evidence.redaction import Rectangle
from fieldloop.evidence.rules import Shape, folder, key, shown_key
from fieldloop.evidence.storage import Storage, StorageError, in_bucket, on_disk
from fieldloop.settings import settings

_P = ParamSpec("_P")
_T = TypeVar("_T")

# All decoding of this process happens here; as many whole photos are in memory as there are threads.
_DECODERS = ThreadPoolExecutor(max_workers=max(2, min(4, os.cpu_count() or 2)), thread_name_prefix="photo")
_making: dict[tuple[str, int], asyncio.Task[None]] = {}
_log = structlog.get_logger()


def storage() -> Storage:
    """Return where this installation keeps its photos."""
    bucket = settings().bucket
    return in_bucket(bucket) if bucket else on_disk(settings().media)


async def shown(sha256: str, shape: Shape, redactions: int = 0) -> bytes:
    """Return a photo's file; makes what is not made yet. Whether the caller may see it has been asked before."""
    with refusals(sha256):
        try:
            return await asyncio.to_thread(storage().get, shown_key(sha256, shape, redactions))
        except StorageError as error:
            if shape is Shape.ORIGINAL or not error.permanent:
                raise
        await make_shown(sha256, redactions)
        return await asyncio.to_thread(storage().get, shown_key(sha256, shape, redactions))


async def make_shown(sha256: str, redactions: int = 0) -> None:
    """Make a photo's view and thumbnail, once however many ask; raises ImageError, StorageError."""
    which = (sha256, redactions)
    task = _making.get(which)
    if task is None:
        task = _making[which] = asyncio.create_task(_make_shown(sha256, redactions))
        task.add_done_callback(partial(_made, which))
    # Whoever hangs up must not take it away from the others.
    await asyncio.shield(task)


async def _make_shown(sha256: str, redactions: int) -> None:
    covered = await queries.covered(sha256) if redactions else []
    await facts.keep(sha256, await decoding(make_files, sha256, covered, redactions))


def _made(which: tuple[str, int], task: asyncio.Task[None]) -> None:
    _making.pop(which, None)
    if not task.cancelled():
        task.exception()  # everybody who asked may have hung up, and nobody would look at it


async def mark_failures(sha256: str, failures: int) -> None:
    """Note how often a photo's files could not be made."""
    await db.execute("update photo set derive_failures = $2 where sha256 = $1", sha256, failures)


def make_files(sha256: str, covered: Sequence[Rectangle] = (), redactions: int = 0) -> Measured:
    """Write a photo's view and thumbnail from its original, and measure it; blocks; raises ImageError, StorageError."""
    made = image.derive(storage().get(key(sha256, Shape.ORIGINAL)), covered)
    storage().put(shown_key(sha256, Shape.THUMB, redactions), made.thumb)
    storage().put(shown_key(sha256, Shape.VIEW, redactions), made.view)
    if redactions:
        _drop_uncovered(sha256, redactions)
    return made.measured


def _drop_uncovered(sha256: str, redactions: int) -> None:
    """Remove what was made before something was covered; nobody is shown it, so dying in the middle harms nobody."""
    own = {shown_key(sha256, shape, redactions) for shape in Shape}
    stamped = f"{key(sha256, Shape.VIEW)}-{redactions}-"
    for stored in list(storage().listed(folder(sha256))):
        if stored.key not in own and not stored.key.startswith(stamped):
            storage().drop(stored.key)


def measure_again(sha256: str) -> Measured:
    """Measure a photo whose files were made before photos were measured; blocks; raises ImageError, StorageError."""
    return image.look(storage().get(key(sha256, Shape.ORIGINAL)))


@contextmanager
def refusals(sha256: str) -> Generator[None]:
    """Make refusals of what the picture and the storage complain about."""
    try:
        yield
    except image.ImageError as error:
        raise problem(error.code) from error
    except StorageError as error:
        _log.exception("photo.storage", sha256=sha256, permanent=error.permanent)
        raise problem("server.unavailable", retry_after=30) from error


async def decoding(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Run it where pictures are decoded."""
    return await asyncio.get_running_loop().run_in_executor(_DECODERS, lambda: function(*args, **kwargs))
