"""Watching processes that are not our children, without sleeping."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path


def wait_for_end(pids: list[int], seconds: float = 20) -> None:
    """Return when all have ended; a process that stays is a failure."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            ended, _, _ = select.select([handle], [], [], seconds)
            assert ended, f"process {pid} still runs: {Path(f'/proc/{pid}/cmdline').read_bytes()!r}"
        finally:
            os.close(handle)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_for_end([pid])


def descendants(pid: int) -> list[int]:
    """Every process below `pid`."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def fieldloop(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end with only these settings."""
    return subprocess.run(
        [sys.executable, "-m", "fieldloop", *arguments],
        check=False,
        capture_output=True,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
    )


def environment(**settings: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("FIELDLOOP_")}
    return plain | {f"FIELDLOOP_{name.upper()}": value for name, value in settings.items()}
