"""Servers of an earlier start whose parent was killed: let them end before another opens the same files."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from fieldloop.embedded.failure import EmbeddedError


def end_orphans(name: str, pid_file: Path, stop_signal: signal.Signals, *, seconds: float = 20) -> None:
    """Wait for the server named by `pid_file`, end what it left, and remove the file.

    We hold the lock of the data folder, so whatever still runs there is an orphan. A pid that was meanwhile given to
    another program is no server of ours; left in the file it would stop PostgreSQL from starting for ever.
    """
    folder, until, asked = pid_file.parent, time.monotonic() + seconds, False
    while (pid := _read(pid_file)) and _stands_in(pid, folder, name):
        if not asked:
            os.kill(pid, stop_signal)
            asked = True
        _wait(name, pid, until)
    # When the server itself was killed, its session may be busy with a long query and never notice.
    for pid in _standing_in(folder, name):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        while _stands_in(pid, folder, name):
            _wait(name, pid, until)
    pid_file.unlink(missing_ok=True)


def _wait(name: str, pid: int, until: float) -> None:
    if time.monotonic() > until:
        raise EmbeddedError(f"an older {name} (process {pid}) does not end; end it by hand")
    time.sleep(0.02)


def _read(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _standing_in(folder: Path, name: str) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*"):
        if _stands_in(int(entry.name), folder, name):
            yield int(entry.name)


def _stands_in(pid: int, folder: Path, name: str) -> bool:
    """Whether that process is a server of this folder: all of them stay in the folder they were started in."""
    if sys.platform == "linux":
        proc = Path("/proc") / str(pid)
        try:
            return (proc / "cwd").samefile(folder) and name.encode() in (proc / "cmdline").read_bytes()
        except OSError:
            return False
    ps = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return name in ps.stdout and str(folder) in ps.stdout
