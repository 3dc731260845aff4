"""The product's own processes as children of `fieldloop run`: started, replaced when they die, stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Self

from fieldloop.cli.sources import Sources
from fieldloop.cli.stop import Stop
from fieldloop.embedded.process import bind_to_parent

_TICK = 0.2
_LONGEST_PAUSE = 30.0
_HEALTHY = 60.0


class Children:
    """`fieldloop serve` and `fieldloop worker`, until the block ends.

    The API is loaded while the database is still being prepared, which halves the time to the first answer; it listens
    after `release`.
    """

    def __init__(self, *, reload: bool) -> None:
        self._children = [_Child("serve", "--wait"), _Child("worker")]
        self._sources = Sources() if reload else None

    def release(self) -> None:
        """The database is ready."""
        self._children[0].release()
        self._children[1].start()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait for the first answer; a child that dies before it is a Stop, since it would die again."""
        until = time.monotonic() + seconds
        while not ready():
            for child in self._children:
                if child.ended():
                    raise Stop(f"`fieldloop {child.name}` did not start; what it said is above")
            if time.monotonic() > until:
                raise Stop(f"no answer within {seconds:.0f} seconds")
            time.sleep(0.05)

    def look_after(self) -> None:
        """One look: replace what died, or everything when a source file changed."""
        time.sleep(_TICK)
        if self._sources and self._sources.changed():
            for child in self._children:
                child.stop()
        for child in self._children:
            child.replace_when_dead()

    def __enter__(self) -> Self:
        self._children[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop()


class _Child:
    def __init__(self, name: str, *options: str) -> None:
        self.name, self._options = name, options
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at, self._pause, self._wanted = 0.0, 0.0, True

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fieldloop", self.name, *self._options],
            stdin=subprocess.PIPE,
            # Photos are decoded in threads; with an arena each, the C library would keep 100 MB more for itself.
            # And whoever serves or works must not know how to become the owner of the tables.
            env={"MALLOC_ARENA_MAX": "2"} | {k: v for k, v in os.environ.items() if k != "FIELDLOOP_OWNER_URL"},
            # A session of its own: Ctrl-C reaches only us, and its own children can be killed with it as a group.
            start_new_session=True,
            preexec_fn=partial(bind_to_parent, signal.SIGKILL, os.getpid()),  # noqa: PLW1509 - only calls the kernel
        )
        self._started_at, self._wanted = time.monotonic(), True

    def release(self) -> None:
        """Tell a child that waits to go on."""
        if self._process and self._process.stdin:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def replace_when_dead(self) -> None:
        """Start again: at once when it was stopped for a reload or had run well, else after a growing pause."""
        if not self.ended():
            return
        ran = time.monotonic() - self._started_at
        if self._wanted and self._process:
            code, self._process = self._process.returncode, None
            self._pause = 0.5 if ran > _HEALTHY else min(max(0.5, self._pause * 2), _LONGEST_PAUSE)
            print(f"fieldloop: {self.name} ended with code {code}, next try in {self._pause:.1f} s", file=sys.stderr)
            self._retry_at = time.monotonic() + self._pause
        if not self._wanted or time.monotonic() >= self._retry_at:
            self.start()
            self.release()

    def ask_to_stop(self) -> None:
        self._wanted = False
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop(self, *, seconds: float = 5) -> None:
        """Ask, wait, then kill it with everything it started."""
        self.ask_to_stop()
        if self._process:
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
