"""A push service for Firefox that lives on this machine: what Mozilla's autopush says, as far as a browser asks.

The browser holds a WebSocket open and registers its subscriptions there; senders post to `/push/{token}`. Firefox
decrypts, wakes the service worker and acknowledges; nothing is pretended inside it.
"""

import base64
import json
import secrets
import threading
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve
from websockets.typing import Subprotocol

from .gcm import refusal

DELIVERED = 100


@dataclass(frozen=True)
class Channel:
    """One subscription as the browser asked for it; the sender is the application's public key."""

    device: str
    id: str
    sender: str


class Autopush:
    """Give `url` to Firefox and `host` to the sender's allow-list; `acks` are the codes that the browser answered."""

    def __init__(self) -> None:
        self.acks: list[int] = []
        self._channels: dict[str, Channel | None] = {}
        self._lines: dict[str, ServerConnection] = {}
        self._unanswered: dict[str, dict[str, str]] = defaultdict(dict)
        self._lock = threading.RLock()
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        names = [Subprotocol("push-notification")]
        self._sockets = serve(self._talk, "127.0.0.1", 0, subprotocols=names, compression=None)
        self._http = _HttpServer(self)
        self.url = f"ws://127.0.0.1:{self._sockets.socket.getsockname()[1]}/"
        self.host = f"127.0.0.1:{self._http.server_port}"
        for server in (self._sockets, self._http):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._sockets.shutdown()

    def wait_for_acks(self, count: int, seconds: float = 20) -> list[int]:
        """Return what the browser answered, once that is at least `count` answers."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.acks) >= count, seconds):
                raise AssertionError(f"{len(self.acks)} of {count} pushes were acknowledged within {seconds} s")
            return list(self.acks)

    def push(self, token: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        """Take a sender's message the way the real service does, and pass it to the browser."""
        if token not in self._channels:
            return 404, "no such subscription"
        channel = self._channels[token]
        if channel is None:
            return 410, "the browser has unsubscribed"
        if refused := refusal(headers, body, channel.sender, f"http://{self.host}"):
            return refused
        data = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
        message = {"channelID": channel.id, "version": secrets.token_hex(8), "data": data}
        self._send(channel.device, {"messageType": "notification", "headers": {"encoding": "aes128gcm"}, **message})
        return 201, ""

    def _send(self, device: str, message: dict[str, Any]) -> None:
        """Hand it to the browser, at once and again whenever it comes anew, until it has answered."""
        text = json.dumps(message)
        with self._lock:
            self._unanswered[device][message["version"]] = text
            if line := self._lines.get(device):
                with suppress(ConnectionClosed):
                    line.send(text)

    def _talk(self, line: ServerConnection) -> None:
        device = ""
        try:
            for text in line:
                message: dict[str, Any] = json.loads(text)
                if message.get("messageType") == "hello":
                    device = message.get("uaid") or secrets.token_hex(16)
                    self._greet(device, line)
                else:
                    self._answer(device, line, message)
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                # The browser may have come anew before its old line was found dead: the new one stays.
                if self._lines.get(device) is line:
                    del self._lines[device]

    def _greet(self, device: str, line: ServerConnection) -> None:
        with self._lock:
            hello = {"messageType": "hello", "status": 200, "uaid": device, "use_webpush": True, "broadcasts": {}}
            line.send(json.dumps(hello))
            self._lines[device] = line
            for text in self._unanswered[device].values():
                line.send(text)

    def _answer(self, device: str, line: ServerConnection, message: dict[str, Any]) -> None:
        answer = {"messageType": message.get("messageType"), "channelID": message.get("channelID"), "status": 200}
        match message.get("messageType"):
            case "register":
                token = secrets.token_urlsafe(24)
                self._channels[token] = Channel(device, message["channelID"], message["key"])
                line.send(json.dumps(answer | {"pushEndpoint": f"http://{self.host}/push/{token}"}))
            case "unregister":
                for token, channel in self._channels.items():
                    if channel and channel.id == message["channelID"]:
                        self._channels[token] = None
                line.send(json.dumps(answer))
            case "ack":
                self._answered(device, *((each["version"], each.get("code", DELIVERED)) for each in message["updates"]))
            case "nack":
                self._answered(device, (message["version"], message["code"]))
            case None:
                line.send("{}")
            case _:
                pass

    def _answered(self, device: str, *answers: tuple[str, int]) -> None:
        with self._lock:
            # What came twice, over an old line and a new one, counts once.
            fresh = [code for version, code in answers if self._unanswered[device].pop(version, None)]
        with self._changed:
            self.acks += fresh
            self._changed.notify_all()


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, service: Autopush) -> None:
        self.service = service
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, why = self.server.service.push(self.path.removeprefix("/push/"), headers, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(why)))
        self.end_headers()
        self.wfile.write(why.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the test speaks."""
