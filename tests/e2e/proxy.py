"""A bad network in front of the running product: slow, narrow, cut in the middle, or silent, as faults.py plans it.

Every connection carries one exchange, so that no browser sends a request a second time on its own account: what is
counted here is what the app itself sent.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from .carriage import BUFFER, Carriage, end
from .faults import Exchange, Line, Plan, passes


@dataclass
class FaultProxy:
    """Use as a context manager and open `url` in the browser; change `plan` and `line` at any time."""

    target: int
    plan: Plan = passes
    line: Line = field(default_factory=Line)
    seen: list[Exchange] = field(default_factory=list[Exchange])

    def __enter__(self) -> Self:
        self._changed = threading.Condition()
        self._released = asyncio.Event()
        self._tasks: dict[asyncio.Task[None], Exchange | None] = {}
        self._loop = asyncio.new_event_loop()
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        listening.bind(("127.0.0.1", 0))
        self.port: int = listening.getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        serving = asyncio.start_server(self._accept, sock=listening, limit=BUFFER, backlog=200)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def of(self, *kinds: str) -> list[Exchange]:
        """Return the exchanges of these kinds so far."""
        return [it for it in list(self.seen) if it.kind in kinds]

    def bytes_up(self, *kinds: str) -> int:
        """Count the bytes of request bodies that were passed on."""
        return sum(it.up for it in self.of(*kinds))

    def wait_for(self, holds: Callable[[], object], seconds: float = 30) -> None:
        """Wait until something holds of what was seen."""
        with self._changed:
            if not self._changed.wait_for(holds, seconds):
                last = "\n".join(f"{it.kind}: {it}" for it in self.seen[-20:])
                raise AssertionError(f"not within {seconds} s; the last requests were\n{last}")

    def release(self) -> None:
        """Let everything held go on."""

        def let_go() -> None:
            self._released.set()
            self._released.clear()

        self._loop.call_soon_threadsafe(let_go)

    def cut(self, *kinds: str) -> None:
        """Reset what is under way: all of it, or for instance `cut("GET /stream")`."""

        def cancel() -> None:
            for task, it in self._tasks.items():
                if it and (not kinds or it.kind in kinds):
                    task.cancel()

        self._loop.call_soon_threadsafe(cancel)

    async def _close(self) -> None:
        self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # One turn more: an aborted transport closes its socket in the next.
        await asyncio.sleep(0)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks[task] = None
        clean = False
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
            it = self._tasks[task] = Exchange(method, path)
            it.fault = self.plan(it)
            self.seen.append(it)
            self._tell()
            clean = await Carriage(it, self.line, self._released, self._tell).carry(head, reader, writer, self.target)
        # The client is gone, the proxy ends, or a test cuts this line: asyncio would log it as an error of ours.
        except (asyncio.CancelledError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self._tasks.pop(task, None)
            end(writer, reset=not clean)
            self._tell()
