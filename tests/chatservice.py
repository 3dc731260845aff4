"""Chat robots and a mail server on this machine: they record what the product really sends, and answer as scripted.

A robot's own host is reached as through a company's proxy: CONNECT, then TLS with a certificate of our own authority.
So the real plugins speak to their real addresses, and nothing leaves the machine.
"""

import asyncio
import json
import ssl
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Script:
    """One answer; `gate` holds it back until it is set."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "code": 0})
    headers: dict[str, str] = field(default_factory=dict[str, str])
    gate: asyncio.Event | None = None


@dataclass(frozen=True)
class Received:
    """One message as it came."""

    host: str
    path: str
    headers: dict[str, str]
    message: dict[str, Any]


class ChatService:
    """`async with ChatService() as chat:`; `chat.host` takes plain HTTP, and any host by CONNECT."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.received: list[Received] = []
        self.answers: deque[Script] = deque()
        self._certificate = certificate
        self._lines: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.host = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for line in self._lines:
            line.close()
        await self._server.wait_closed()

    def will_answer(self, *answers: Script) -> None:
        """Set what is answered to the next messages; after them that all is well."""
        self.answers.extend(answers)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        host = self.host
        try:
            while request := await _request(reader):
                method, path, headers, body = request
                if method == "CONNECT":
                    host = path
                    await self._wrap(writer)
                    continue
                self.received.append(Received(host, path, headers, json.loads(body)))
                await _say(writer, self.answers.popleft() if self.answers else Script())
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            return
        finally:
            self._lines.discard(writer)
            writer.close()

    async def _wrap(self, writer: asyncio.StreamWriter) -> None:
        assert self._certificate, "a robot's own host needs a certificate"
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await writer.drain()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        await writer.start_tls(context)


async def _request(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str], bytes] | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    method, path, _ = first.split(" ")
    return method, path, headers, await reader.readexactly(int(headers.get("content-length", "0")))


async def _say(writer: asyncio.StreamWriter, answer: Script) -> None:
    if answer.gate:
        await answer.gate.wait()
    body = json.dumps(answer.body).encode()
    lines = [f"HTTP/1.1 {answer.status} X", f"Content-Length: {len(body)}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    await writer.drain()


class MailServer:
    """Takes mail by SMTP and keeps it."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.host = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                writer.write(b"354 go on\r\n")
                self.received.append((await reader.readuntil(b"\r\n.\r\n")).decode())
            writer.write(b"221 bye\r\n" if word == "QUIT" else b"250 ok\r\n")
            await writer.drain()
            if word == "QUIT":
                break
        writer.close()


def certify(folder: Path, hosts: Sequence[str]) -> Path:
    """Write a certificate of our own for the hosts, with its key, and return the file; it is its own authority."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "robots")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "robots.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
