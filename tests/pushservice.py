"""A push service and its phones on this machine: takes what the product posts, and really decrypts it.

Decryption is by `http_ece`, an implementation that has nothing to do with the one that encrypts. Every message must
carry what RFC 8030, 8291 and 8292 ask for; one that does not is answered 400, as a real service would.
"""

import asyncio
import base64
import json
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import http_ece  # pyright: ignore[reportMissingTypeStubs]
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MAX_BODY = 4096
DROP = 0  # a scripted answer: take the message, then close the line without a word


@dataclass(frozen=True)
class Script:
    """One answer to give instead of 201; `gate` holds it back until it is set."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    gate: asyncio.Event | None = None


@dataclass(frozen=True)
class Received:
    """One message as it came: decrypted, beside its headers."""

    phone: "Phone"
    message: dict[str, Any]
    text: str
    ttl_s: int
    urgency: str
    topic: str
    body: bytes
    claims: dict[str, Any]
    answered: int
    at: float = field(default_factory=time.time)


class Phone:
    """One browser with its subscription."""

    def __init__(self, service: "PushService") -> None:
        self.token = secrets.token_urlsafe(16)
        self.endpoint = f"{service.url}/push/{self.token}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = secrets.token_bytes(16)
        self.answers: deque[Script] = deque()

    @property
    def p256dh(self) -> str:
        return _base64url(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def subscription(self) -> dict[str, Any]:
        """Return what the browser's `PushSubscription.toJSON()` would."""
        keys = {"p256dh": self.p256dh, "auth": _base64url(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def will_answer(self, *answers: int | Script) -> None:
        """Set what is answered to the next messages; after them 201 again."""
        self.answers.extend(each if isinstance(each, Script) else Script(each) for each in answers)


class PushService:
    """`async with PushService() as service:`, then `service.phone()`; what came is in `received`."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.refused: list[str] = []
        self._phones: dict[str, Phone] = {}
        self._changed = asyncio.Condition()
        self._lines: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.host = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self.url = f"http://{self.host}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for line in self._lines:
            line.close()
        await self._server.wait_closed()

    def phone(self) -> Phone:
        """Add a phone with a subscription here."""
        phone = Phone(self)
        self._phones[phone.token] = phone
        return phone

    async def wait_for(self, count: int) -> list[Received]:
        """Return all messages once there are at least so many."""
        return await self.wait_until(lambda: len(self.received) >= count)

    async def wait_until(self, true: Callable[[], bool]) -> list[Received]:
        """Return all messages once `true()` is."""
        async with self._changed:
            await self._changed.wait_for(true)
        return self.received

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            while request := await _request(reader):
                answer = await self._answer(*request)
                if answer.gate:
                    await answer.gate.wait()
                if answer.status == DROP:
                    break
                lines = [f"HTTP/1.1 {answer.status} X", "Content-Length: 0"]
                lines += [f"{name}: {value}" for name, value in answer.headers.items()]
                writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self._lines.discard(writer)
            writer.close()

    async def _answer(self, path: str, headers: dict[str, str], body: bytes) -> Script:
        phone = self._phones.get(path.removeprefix("/push/"))
        if phone is None:
            return Script(404)
        answer = phone.answers.popleft() if phone.answers else Script(201)
        try:
            received = _opened(phone, headers, body, self.url, answer.status)
        except Exception as error:  # noqa: BLE001 (whatever is wrong with a message, the test reads it here)
            self.refused.append(repr(error))
            return Script(400)
        async with self._changed:
            self.received.append(received)
            self._changed.notify_all()
        return answer


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes] | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return first.split(" ")[1], headers, await reader.readexactly(int(headers.get("content-length", "0")))


def _opened(phone: Phone, headers: dict[str, str], body: bytes, audience: str, answered: int) -> Received:
    assert len(body) <= MAX_BODY, f"{len(body)} bytes"
    assert headers["content-encoding"] == "aes128gcm"
    text: bytes = http_ece.decrypt(  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        body, private_key=phone.key, auth_secret=phone.auth, version="aes128gcm"
    )
    claims = _claims(headers["authorization"], audience)
    return Received(
        phone,
        json.loads(text),
        text.decode(),
        int(headers["ttl"]),
        headers["urgency"],
        headers["topic"],
        body,
        claims,
        answered,
    )


def _claims(authorization: str, audience: str) -> dict[str, Any]:
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    point = base64.urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return jwt.decode(parts["t"], key, algorithms=["ES256"], audience=audience, options={"require": ["exp", "sub"]})


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
