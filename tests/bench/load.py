"""A small HTTP client that costs little beside the server it measures: both share the machine's cores."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Self

Request = bytes


@dataclass(frozen=True)
class Result:
    """What came of a run."""

    per_second: float
    p50_ms: float
    p99_ms: float


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def send(self, request: Request) -> tuple[int, bytes]:
        """Send one request and return (status, body)."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return int(head[9:12]), await self._reader.readexactly(length)


def request(method: str, path: str, body: bytes = b"", **headers: str) -> Request:
    """Return a request's bytes; header names are written with underscores."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def hammer(port: int, requests: Sequence[Request], at_once: int) -> Result:
    """Send all requests over `at_once` connections as fast as answers come; any answer of 400 or more is a fault."""
    waiting = iter(requests)
    took: list[float] = []

    async def one() -> None:
        async with Connection(port) as connection:
            for each in waiting:
                started = time.perf_counter()
                status, body = await connection.send(each)
                if status >= 400:
                    raise RuntimeError(f"{status} {body[:300]!r}")
                took.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*[one() for _ in range(at_once)])
    return result(took, time.perf_counter() - started)


async def evenly(rate: float, count: int, do: Callable[[int], Awaitable[None]]) -> None:
    """Call `do(i)` `count` times at an even rate, whether or not earlier calls are done."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            await asyncio.sleep(max(0.0, start + number / rate - loop.time()))
            group.create_task(_as_coroutine(do(number)))


async def _as_coroutine(awaitable: Awaitable[None]) -> None:
    await awaitable


def result(took: Sequence[float], seconds: float) -> Result:
    """Sum up the times of single requests."""
    cuts = statistics.quantiles(took, n=100)
    return Result(len(took) / seconds, statistics.median(took) * 1000, cuts[98] * 1000)
