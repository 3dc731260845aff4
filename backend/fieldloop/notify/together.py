"""Many small writes as few: what comes while one is under way is written by the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Together(Generic[Item]):
    """Writes items in as few calls as they come in; none waits for more to come."""

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> None:
        """Return once the item is written; raises what its write raised."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                await self._write([item for item, _ in taken])
            except Exception as error:  # noqa: BLE001 (whoever put it in is told)
                _settle(taken, error)
            else:
                _settle(taken, None)


def _settle(taken: Sequence[tuple[Item, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, written in taken:
        if written.done():  # who put it in has been cancelled
            continue
        if error:
            written.set_exception(error)
        else:
            written.set_result(None)
