"""A push service for Chromium that lives on this machine.

Chromium's own flags point its push client here: it checks in, registers, and holds a line open (mcs.py). Senders post
to `/push/{token}` as to any push service. Nothing is pretended inside the browser: it decrypts and wakes the service
worker itself.
"""

import base64
import secrets
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from .mcs import LineServer
from .protobuf import fixed64, integer, text

MAX_BODY = 4096
LONGEST_TTL = 2_419_200

# Chromium names a Google host as the endpoint; no sender here can reach one, so the page is shown our address instead.
# Keys, encryption, service worker and the browser's own push client stay untouched.
_ENDPOINT_SCRIPT = """(() => {
  if (!window.PushSubscription) return;
  const ours = (url) => 'OUR_PREFIX' + url.slice(url.lastIndexOf('/') + 1);
  const endpoint = Object.getOwnPropertyDescriptor(PushSubscription.prototype, 'endpoint').get;
  const toJSON = PushSubscription.prototype.toJSON;
  Object.defineProperty(PushSubscription.prototype, 'endpoint', { get() { return ours(endpoint.call(this)); } });
  PushSubscription.prototype.toJSON = function () { return { ...toJSON.call(this), endpoint: this.endpoint }; };
})();"""


@dataclass(frozen=True)
class Push:
    """One message as its sender posted it."""

    token: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Registration:
    """One page's subscription as the browser asked for it; the sender is the application's public key."""

    device: str
    app: str
    subtype: str
    sender: str


class MiniGcm:
    """Give `flags` and `init_script` to Chromium and `host` to the sender's allow-list; read `pushes` in the test."""

    def __init__(self) -> None:
        self.pushes: list[Push] = []
        self._registrations: dict[str, Registration | None] = {}
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        self._lines = LineServer()
        self._http = _HttpServer(self)
        self.host = f"127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._lines.close()

    @property
    def flags(self) -> list[str]:
        return [
            f"--gcm-checkin-url=http://{self.host}/checkin",
            f"--gcm-registration-url=http://{self.host}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self._lines.port}",
            "--ignore-certificate-errors",
        ]

    @property
    def init_script(self) -> str:
        return _ENDPOINT_SCRIPT.replace("OUR_PREFIX", f"http://{self.host}/push/")

    def wait_for_pushes(self, count: int, seconds: float = 20) -> list[Push]:
        """Return everything posted so far, once that is at least `count` pushes."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.pushes) >= count, seconds):
                raise AssertionError(f"{len(self.pushes)} of {count} pushes were posted within {seconds} s")
            return list(self.pushes)

    def check_in(self) -> bytes:
        """Give a browser its identity: a device number, and a token that nobody looks at later."""
        return integer(1, 1) + fixed64(7, secrets.randbits(62) + 1) + fixed64(8, secrets.randbits(62) + 1)

    def register(self, form: dict[str, str]) -> str:
        """Give one page of a browser a token, or take its tokens back."""
        subtype = form.get("X-subtype", form["app"])
        if form.get("delete") == "true":
            for token, registration in self._registrations.items():
                if registration and registration.subtype == subtype and registration.device == form["device"]:
                    self._registrations[token] = None
            return f"token={subtype}"
        token = secrets.token_urlsafe(24)
        self._registrations[token] = Registration(form["device"], form["app"], subtype, form["sender"])
        return f"token={token}"

    def push(self, token: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        """Take a sender's message the way real push services do, and pass it to the browser."""
        if token not in self._registrations:
            return 404, "no such subscription"
        registration = self._registrations[token]
        if registration is None:
            return 410, "the browser has unsubscribed"
        if refused := refusal(headers, body, registration.sender, f"http://{self.host}"):
            return refused
        self._lines.send(registration.device, _data_message(registration, body))
        with self._changed:
            self.pushes.append(Push(token, headers, body))
            self._changed.notify_all()
        return 201, ""


def refusal(headers: dict[str, str], body: bytes, sender: str, audience: str) -> tuple[int, str] | None:
    """Return what a real push service would answer to a message that it does not take."""
    if len(body) > MAX_BODY:
        return 413, "body too large"
    if headers.get("content-encoding") != "aes128gcm":
        return 415, "content-encoding must be aes128gcm"
    ttl = headers.get("ttl", "")
    if not ttl.isdigit() or int(ttl) > LONGEST_TTL:
        return 400, "TTL header missing or wrong"
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    claims = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    if scheme.lower() != "vapid" or claims.get("k", "").rstrip("=") != sender.rstrip("="):
        return 403, "not signed with the key of this subscription"
    try:
        jwt.decode(claims["t"], _public_key(sender), algorithms=["ES256"], audience=audience)
    except (jwt.InvalidTokenError, KeyError) as error:
        return 403, f"signature refused: {error}"
    return None


def _public_key(sender: str) -> ec.EllipticCurvePublicKey:
    point = base64.urlsafe_b64decode(sender + "=" * (-len(sender) % 4))
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def _data_message(registration: Registration, body: bytes) -> bytes:
    """Build MCS's DataMessageStanza: from, category (the app), app data, persistent id, raw (encrypted) data."""
    app_data = {"content-encoding": "aes128gcm", "subtype": registration.subtype}
    pairs = b"".join(text(7, text(1, key) + text(2, value)) for key, value in app_data.items())
    head = text(3, registration.sender) + text(5, registration.app) + pairs
    return head + text(9, secrets.token_hex(8)) + text(21, body)


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, gcm: MiniGcm) -> None:
        self.gcm = gcm
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        gcm = self.server.gcm
        if self.path == "/checkin":
            self._answer(200, gcm.check_in())
        elif self.path == "/register":
            self._answer(200, gcm.register(dict(parse_qsl(body.decode()))).encode())
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, why = gcm.push(self.path.removeprefix("/push/"), headers, body)
            self._answer(status, why.encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the test speaks."""
