"""The embedded Valkey: wake-ups, live stream and rate limits; may be flushed at any moment, nothing is lost."""

import signal
import socket
from pathlib import Path

from fieldloop.embedded import binaries
from fieldloop.embedded.account import Account
from fieldloop.embedded.orphan import end_orphans
from fieldloop.embedded.process import Child

SOCKET = "valkey.sock"


def start(folder: Path, sockets: Path, account: Account, *, durable: bool) -> Child:
    """Start the server on `folder` (made when missing) and return when it answers."""
    account.own_folder(folder)
    pid_file = folder / "valkey.pid"
    end_orphans("valkey", pid_file, signal.SIGTERM)
    path = sockets / SOCKET
    command = [
        str(binaries.valkey_server(account)),
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--unixsocketperm",
        "700",
    ]
    command += ["--dir", str(folder) if account.reaches(folder) else ".", "--pidfile", "valkey.pid"]
    command += ["--save", "", "--loglevel", "warning", "--maxmemory-policy", "noeviction"]
    # The append-only file keeps deferred wake-ups over a restart; a tail torn by a hard kill is cut off by itself.
    command += ["--appendonly", "yes" if durable else "no", "--appendfsync", "everysec"]
    log = folder.with_name("valkey.log")
    # When we are killed Valkey is too: on its orderly way out it would remove the socket of a quick next start.
    stop = {"stop_signal": signal.SIGTERM, "parent_death": signal.SIGKILL}
    child = Child("Valkey", command, cwd=folder, log=log, account=account, **stop)
    child.wait_ready(lambda: _answers(path))
    return child


def url(sockets: Path) -> str:
    """The address as redis-py and arq read it."""
    return f"unix://{sockets / SOCKET}"


def _answers(path: Path) -> bool:
    """Whether PING gives PONG; while the append-only file is read it gives an error."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.settimeout(2)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
