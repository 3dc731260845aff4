"""A server of an earlier start whose parent was killed: let it end before another opens the same files."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from fieldloop.embedded.failure import EmbeddedError


def end_orphan(name: str, pid_file: Path, stop_signal: signal.Signals, *, seconds: float = 20) -> None:
    """Wait for the server named by `pid_file` to end; then the file is nobody's: remove it.

    We hold the lock of the data folder, so a server that still runs there is an orphan on its way out. A pid that was
    meanwhile given to another program is no server of ours; left in the file it would stop PostgreSQL from starting
    for ever.
    """
    folder, until, asked = pid_file.parent, time.monotonic() + seconds, False
    while (pid := _read(pid_file)) and _stands_in(pid, folder, name):
        if not asked:
            os.kill(pid, stop_signal)
            asked = True
        if time.monotonic() > until:
            raise EmbeddedError(f"an older {name} (process {pid}) still runs on {folder}")
        time.sleep(0.02)
    pid_file.unlink(missing_ok=True)


def _read(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _stands_in(pid: int, folder: Path, name: str) -> bool:
    """Whether that process is the server of this folder: both servers stay in the folder they were started in."""
    if sys.platform == "linux":
        proc = Path("/proc") / str(pid)
        try:
            return (proc / "cwd").samefile(folder) and name.encode() in (proc / "cmdline").read_bytes()
        except OSError:
            return False
    ps = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return name in ps.stdout and str(folder) in ps.stdout
