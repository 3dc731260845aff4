"""One server as a child process of ours: started, watched until ready, stopped; dead when we are dead."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fieldloop.embedded.account import Account
from fieldloop.embedded.failure import EmbeddedError

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def bind_to_parent(sign: int, parent: int) -> None:
    """Ask the kernel to send us `sign` when our parent dies, whatever kills it (Linux; elsewhere nothing happens).

    The kernel watches the thread that forked us, not the process: start children from a thread that lives on.
    """
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died before we asked: nobody would ever send the signal
            os._exit(1)


class Child:
    """A server process."""

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        cwd: Path,
        log: Path,
        account: Account,
        stop_signal: signal.Signals,
        parent_death: signal.Signals,
    ) -> None:
        self.name, self._log, self._stop_signal = name, log, stop_signal
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=cwd,
                env=child_env(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Its own session: Ctrl-C reaches us alone, so that we stop the API first and the servers last.
                start_new_session=True,
                # Runs between fork and exec, where a thread's lock could hang us; it only calls the kernel.
                preexec_fn=partial(bind_to_parent, parent_death, os.getpid()),  # noqa: PLW1509
                **account.popen(),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def last_words(self) -> str:
        """What its log says it died of, and where to read the rest."""
        return f"{last_line(self._log)} (see {self._log})"

    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_ready(self, ready: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait for `ready`; the last line of the log is the message when the process gives up or time runs out."""
        until = time.monotonic() + seconds
        while self.alive() and time.monotonic() < until:
            if ready():
                return
            time.sleep(0.01)
        self.stop()
        raise EmbeddedError(f"{self.name} did not start: {self.last_words()}")

    def stop(self, *, seconds: float = 10) -> None:
        """Ask politely, wait, then kill."""
        if self.alive():
            self._process.send_signal(self._stop_signal)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def child_env() -> dict[str, str]:
    """An environment that cannot change what the servers do: no PG* variable, no locale, no preloaded library."""
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LC_ALL": "C"}


def last_line(log: Path) -> str:
    """The last complaint in a log, else its last line."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    complaints = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "ERROR", "error"))]
    return (complaints or lines or ["it said nothing"])[-1].strip()
