"""The TLS line every Chromium keeps open to its push service: a version byte, then messages as tag, size, payload."""

import socket
import ssl
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from .protobuf import parse, read_varint, text, varint

VERSION = 41
HEARTBEAT_PING, HEARTBEAT_ACK, LOGIN_REQUEST, LOGIN_RESPONSE, DATA_MESSAGE = 0, 1, 2, 3, 8
LOGIN_USER = 3


class Line:
    """One browser's connection."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        self._connection = connection
        self._reader = connection.makefile("rb")
        self._lock = threading.Lock()

    def greet(self) -> None:
        with self._lock:
            self._connection.sendall(bytes([VERSION]))
        self.send(LOGIN_RESPONSE, text(1, "login"))

    def send(self, tag: int, payload: bytes) -> bool:
        """Write one message; False when the browser is gone."""
        try:
            with self._lock:
                self._connection.sendall(bytes([tag]) + varint(len(payload)) + payload)
        except OSError:
            return False
        return True

    def messages(self) -> Iterator[tuple[int, bytes]]:
        self._read(1)
        while True:
            tag = self._read(1)[0]
            yield tag, self._read(read_varint(self._read))

    def hang_up(self) -> None:
        """End the reading thread, which then closes the connection: closing under a reader would block."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._reader.close()
        self._connection.close()

    def _read(self, size: int) -> bytes:
        data = self._reader.read(size)
        if len(data) < size:
            raise EOFError
        return data


class LineServer:
    """Accepts lines and hands each device its messages, at once or when it next comes."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._waiting: dict[str, list[bytes]] = defaultdict(list)
        self._lock = threading.RLock()
        self._tls = _throw_away_tls()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def send(self, device: str, stanza: bytes) -> None:
        with self._lock:
            line = self._lines.get(device)
            if line is None or not line.send(DATA_MESSAGE, stanza):
                self._waiting[device].append(stanza)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for line in list(self._lines.values()):
            line.hang_up()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        device = ""
        with suppress(OSError, EOFError), connection, closing(Line(self._tls.wrap_socket(connection, True))) as line:
            for tag, payload in line.messages():
                if tag == HEARTBEAT_PING:
                    line.send(HEARTBEAT_ACK, b"")
                elif tag == LOGIN_REQUEST:
                    device = _user(payload)
                    self._log_in(device, line)
        with self._lock:
            self._lines.pop(device, None)

    def _log_in(self, device: str, line: Line) -> None:
        with self._lock:
            line.greet()
            self._lines[device] = line
            for stanza in self._waiting.pop(device, []):
                self.send(device, stanza)


def _user(login_request: bytes) -> str:
    user = parse(login_request)[LOGIN_USER]
    return user.decode() if isinstance(user, bytes) else str(user)


def _throw_away_tls() -> ssl.SSLContext:
    """Make a certificate for this run only; the browser is told to ignore that nobody vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        pem = Path(folder) / "line.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        pem.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(pem)
    return context
