"""The photos of the demo: drawn in threads while the stories are played, kept as every photo is."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, key
from fieldloop.seed.pictures import SIZE, Shot, photograph

_Kept = tuple[str, int]


class Album:
    """Photos by what they show; none is drawn after the block ends."""

    def __init__(self) -> None:
        self._drawing = ThreadPoolExecutor(max_workers=2, thread_name_prefix="album")
        self._kept: dict[Shot, Future[_Kept]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drawing.shutdown(cancel_futures=True)

    def ask_for(self, shots: Iterable[Shot]) -> None:
        """Begin to draw, in this order."""
        for shot in shots:
            self._kept[shot] = self._drawing.submit(_keep, shot)

    async def upload(self, shot: Shot, person: uuid.UUID | None, device: uuid.UUID | None, at: datetime) -> str:
        """Wait for a photo, note that it came in from somebody, and return its hash."""
        sha256, size_bytes = await asyncio.wrap_future(self._kept[shot])
        await db.execute(
            "insert into photo (sha256, size_bytes, width, height, format, person, device, received_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            *(sha256, size_bytes, *SIZE, "JPEG", person, device, at),
        )
        return sha256


def _keep(shot: Shot) -> _Kept:
    data = photograph(shot)
    sha256 = hashlib.sha256(data).hexdigest()
    storage().put(key(sha256, Shape.ORIGINAL), data)
    return sha256, len(data)
