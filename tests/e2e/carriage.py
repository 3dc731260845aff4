"""One exchange on its way through the fault proxy: just enough HTTP/1.1 to know where a body ends."""

import asyncio
import re
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .faults import Exchange, Line

# Small, and fixed: what was not passed on yet stays in the sender's hands, as on a thin line.
BUFFER = 8192
CHUNK = 4096
_RESET = struct.pack("ii", 1, 0)


def end(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    """Close, or reset as a dead line does: what was not delivered is lost."""
    with suppress(OSError):
        if reset:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()
        else:
            writer.close()


@dataclass(frozen=True)
class Carriage:
    """Carries one request to the server and its answer back, as far as its fault lets it."""

    it: Exchange
    line: Line
    released: asyncio.Event
    tell: Callable[[], None]

    async def carry(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int) -> bool:
        """Answer whether everything went through to its end."""
        if self.it.fault.kind == "refuse":
            return False
        if self.it.fault.kind == "black-hole":
            self._holds(True)
            await _collect(reader, bytearray())
            return False
        await asyncio.sleep(self.line.latency)
        answers, server = await asyncio.open_connection("127.0.0.1", target, limit=BUFFER)
        clean = False
        try:
            server.write(_one_exchange(head))
            clean = await self._send(_length(head), reader, server) and await self._answer(reader, answers, writer)
        finally:
            end(server, reset=not clean)
        return clean

    async def _send(self, size: int, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> bool:
        """Pass the body on as far as the fault lets it; True when the server has all of it."""
        it = self.it
        if it.fault.kind in {"cut-request", "hold-request"}:
            most = min(size, it.fault.after)
            await self._pass_on(most, reader, server)
            if it.fault.kind == "hold-request":
                kept = await self._hold(reader)
                if kept is None:
                    return False
                server.write(kept)
                it.up += len(kept)
            elif most < size or not size:
                return False
        await self._pass_on(size, reader, server)
        it.arrived = True
        self.tell()
        return True

    async def _pass_on(self, until: int, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        """Pass the body on up to this byte at the line's pace."""
        while self.it.up < until:
            data = await reader.readexactly(min(CHUNK, until - self.it.up))
            if self.line.up:
                await asyncio.sleep(len(data) / self.line.up)
            server.write(data)
            await server.drain()
            self.it.up += len(data)
            self.tell()

    async def _answer(
        self, reader: asyncio.StreamReader, answers: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Pass the answer back until it ends or the client is gone, which the server must learn."""
        passing = asyncio.create_task(self._pass_back(answers, writer))
        leaving = asyncio.create_task(_collect(reader, bytearray()))
        try:
            await asyncio.wait({passing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            return passing.done() and await passing
        finally:
            await _drop(passing, leaving)

    async def _pass_back(self, answers: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await answers.readuntil(b"\r\n\r\n")
        self.it.status = int(head.split(b" ", 2)[1])
        if self.it.fault.kind == "cut-answer":
            return False
        if self.it.fault.kind == "hold-answer":
            await self._wait_for_release()
        await asyncio.sleep(self.line.latency)
        left = self._answer_length(head)
        data = _one_exchange(head)
        while True:
            if self.line.down:
                await asyncio.sleep(len(data) / self.line.down)
            # Before the last byte leaves: the client may be satisfied and gone at once.
            self.it.answered = left == 0
            writer.write(data)
            await writer.drain()
            if left == 0:
                self.tell()
                return True
            data = await answers.read(CHUNK)
            if left is not None:
                left -= len(data)
            elif not data:
                left = 0
            if not data and left:
                return False

    def _answer_length(self, head: bytes) -> int | None:
        """Return the length of the answer's body; None when it goes on until the connection ends."""
        if self.it.method == "HEAD" or self.it.status in {204, 304}:
            return 0
        return _length(head) if b"\r\ncontent-length:" in head.lower() else None

    async def _hold(self, reader: asyncio.StreamReader) -> bytes | None:
        """Wait until the test lets go; return what came meanwhile, None when the client has gone."""
        kept = bytearray()
        gone = asyncio.create_task(_collect(reader, kept))
        released = asyncio.create_task(self._wait_for_release())
        try:
            await asyncio.wait({gone, released}, return_when=asyncio.FIRST_COMPLETED)
            return None if gone.done() else bytes(kept)
        finally:
            await _drop(gone, released)

    async def _wait_for_release(self) -> None:
        self._holds(True)
        try:
            await self.released.wait()
        finally:
            self._holds(False)

    def _holds(self, held: bool) -> None:  # noqa: FBT001 (what it sets)
        self.it.held = held
        self.tell()


async def _collect(reader: asyncio.StreamReader, into: bytearray) -> None:
    """Read until the client is gone."""
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            into += data


async def _drop(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _one_exchange(head: bytes) -> bytes:
    """Say in a request or an answer that the connection ends with it."""
    lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


def _length(head: bytes) -> int:
    found = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return int(found[1]) if found else 0
