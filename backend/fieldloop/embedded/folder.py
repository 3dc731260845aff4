"""The data folder: one program at a time, a place for the sockets, a note for those who come later."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldloop.embedded.account import Account
from fieldloop.embedded.failure import EmbeddedError

# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.
_LONGEST_SOCKET = 103
_NOTE = "servers.json"


class Lock:
    """An flock on `folder`/lock: the kernel gives it back when its holder dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / "lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip()
            self._file.close()
            raise EmbeddedError(f"already running: process {holder} uses {folder}") from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def socket_folder(folder: Path, account: Account, longest: str) -> Path:
    """An empty private folder for sockets: inside the data folder when the path is short enough and reachable."""
    name = f"fieldloop-{os.geteuid()}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    for place in (folder / "run", Path(tempfile.gettempdir(), name), Path("/tmp", name)):  # noqa: S108 - own_folder refuses a folder that is not ours
        if len(os.fsencode(place / longest)) <= _LONGEST_SOCKET and account.reaches(place):
            account.own_folder(place)
            for (
                left_over
            ) in place.iterdir():  # a lock file there whose pid was given to another program blocks PostgreSQL
                left_over.unlink()
            return place
    raise EmbeddedError(
        f"no folder for sockets: {folder} and {tempfile.gettempdir()} have too long a path or are closed"
    )


def remove(sockets: Path) -> None:
    shutil.rmtree(sockets, ignore_errors=True)


def write_note(folder: Path, note: dict[str, str]) -> None:
    """Leave the addresses for `fieldloop create-admin` and the like, started beside a running server."""
    (folder / _NOTE).write_text(json.dumps(note))


def read_note(folder: Path) -> dict[str, str]:
    """The note; empty while the servers are still starting."""
    try:
        return json.loads((folder / _NOTE).read_text())
    except (FileNotFoundError, ValueError):
        return {}


def erase_note(folder: Path) -> None:
    (folder / _NOTE).unlink(missing_ok=True)
