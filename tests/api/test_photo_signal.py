"""A phone whose signal breaks, over a real socket, against the real server: what arrived is not sent again."""

import asyncio
import os
import secrets
import signal
import socket
import struct
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image

from tests.cast import bearer
from tests.evidence.calls import go_on, here
from tests.evidence.pictures import encoded, sha256

pytestmark = pytest.mark.usefixtures("own_settings")
WILL = bearer("will")
RESET = struct.pack("ii", 1, 0)  # linger for no time: close() sends a reset and no farewell


def a_megabyte() -> bytes:
    return encoded(Image.frombytes("RGB", (600, 600), secrets.token_bytes(1_080_000)), "PNG")


@dataclass
class Server:
    """`fieldloop serve` with two processes on one disk."""

    database: str
    port: int
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        wanted = {"FIELDLOOP_DATABASE_URL": self.database, "FIELDLOOP_HOST": "127.0.0.1"}
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "fieldloop", "serve", "--processes", "2"),
            env=os.environ | wanted | {"FIELDLOOP_PORT": str(self.port)},
        )
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=20)) as client:
            await client.get(f"http://127.0.0.1:{self.port}/health/live")

    async def end(self, number: int) -> None:
        if self.process and self.process.returncode is None:
            self.process.send_signal(number)
            await self.process.wait()


@pytest.fixture
async def server(database: str) -> AsyncIterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Server(database, port)
    await server.start()
    yield server
    await server.end(signal.SIGKILL)


@pytest.fixture
async def phone(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    # A connection each time: a server that was killed took the others with it, and both processes are to be met.
    each = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(limits=each, base_url=f"http://127.0.0.1:{server.port}/api/v1", timeout=60) as client:
        yield client


async def begin(port: int, method: str, data: bytes, offset: int, sent: bytes) -> asyncio.StreamWriter:
    """Announce the rest of a photo, and send only some of it."""
    lines = [f"{method} /api/v1/photos/{sha256(data)} HTTP/1.1", "Host: phone", f"Content-Length: {len(data) - offset}"]
    lines += [f"Authorization: {WILL['Authorization']}"]
    if method == "PATCH":
        lines += ["Content-Type: application/partial-upload", f"Upload-Offset: {offset}", "Upload-Complete: ?1"]
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
    await writer.drain()
    return writer


async def arrived(phone: httpx.AsyncClient, data: bytes, size_bytes: int) -> None:
    while await here(phone, WILL, sha256(data)) != (size_bytes, False):
        pass


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


async def test_a_photo_comes_through_resets_without_a_byte_sent_twice(server: Server, phone: httpx.AsyncClient):
    data, sent = a_megabyte(), 0
    assert await here(phone, WILL, sha256(data)) == (0, False)
    for number in range(8):
        offset, complete = await here(phone, WILL, sha256(data))
        assert (offset, complete) == (sent, False)
        piece = data[offset : offset + 123_457]
        writer = await begin(server.port, "PATCH" if number else "PUT", data, offset, piece)
        sent += len(piece)
        await arrived(phone, data, sent)
        await reset(writer)
    answer = await go_on(phone, WILL, sha256(data), data[sent:], sent, last=True)
    sent += len(data) - sent
    assert (answer.status_code, sent) == (201, len(data))
    assert (await phone.get(f"/photos/{sha256(data)}/original", headers=WILL)).content == data


async def test_a_connection_that_hangs_does_not_hold_up_the_next(server: Server, phone: httpx.AsyncClient):
    data = a_megabyte()
    hanging = await begin(server.port, "PUT", data, 0, data[:200_000])
    await arrived(phone, data, 200_000)
    # The server cannot know yet that this phone has long been elsewhere.
    assert (await go_on(phone, WILL, sha256(data), data[200_000:], 200_000, last=True)).status_code == 201
    hanging.write(data[200_000:])
    await hanging.drain()
    await reset(hanging)
    assert (await phone.get(f"/photos/{sha256(data)}/original", headers=WILL)).content == data
    assert await here(phone, WILL, sha256(data)) == (len(data), True)


async def test_a_server_that_is_killed_has_kept_what_had_arrived(server: Server, phone: httpx.AsyncClient):
    data = a_megabyte()
    writer = await begin(server.port, "PUT", data, 0, data[:300_000])
    await arrived(phone, data, 300_000)
    # Who goes on from the wrong byte hears it, although the server reads none of the rest.
    wrong = await go_on(phone, WILL, sha256(data), data[5:], 5, last=True)
    assert (wrong.status_code, wrong.headers["upload-offset"]) == (409, "300000")
    await server.end(signal.SIGKILL)
    await reset(writer)
    await server.start()
    assert await here(phone, WILL, sha256(data)) == (300_000, False)
    assert (await go_on(phone, WILL, sha256(data), data[300_000:], 300_000, last=True)).status_code == 201
