"""Both servers together: start, the addresses, start again what died, stop."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldloop.embedded import folder as place
from fieldloop.embedded import postgres, valkey
from fieldloop.embedded.account import account
from fieldloop.embedded.failure import EmbeddedError
from fieldloop.embedded.process import Child

# A server that lives shorter than this after a death would only die again.
_SHORTEST_LIFE_S = 5.0


class Running:
    """Servers that run until `stop`, or until this process dies."""

    def __init__(self, data: Path, lock: place.Lock, sockets: Path) -> None:
        self._data, self._lock, self._sockets = data, lock, sockets
        self._servers: list[_Server] = []
        # Empty: that server was not asked for.
        self.database_url = ""
        self.redis_url = ""

    def add(self, start: Callable[[], Child]) -> None:
        self._servers.append(_Server(start))

    def revive(self) -> list[str]:
        """Start again what ended by itself; return the names. Raises when it ends again at once."""
        return [server.child.name for server in self._servers if server.revived()]

    def pids(self) -> dict[str, int]:
        """The process of each server."""
        return {server.child.name: server.child.pid for server in self._servers}

    def stop(self) -> None:
        """Stop the servers, newest first; may be called twice."""
        while self._servers:
            self._servers.pop().child.stop()
        place.erase_note(self._data)
        place.remove(self._sockets)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server:
    def __init__(self, start: Callable[[], Child]) -> None:
        self._start = start
        self.child, self._died_at = start(), float("-inf")

    def revived(self) -> bool:
        if self.child.alive():
            return False
        now = time.monotonic()
        if now - self._died_at < _SHORTEST_LIFE_S:
            raise EmbeddedError(f"{self.child.name} ended again: {self.child.last_words()}")
        self._died_at = now
        self.child = self._start()
        return True


def start(data: Path, *, durable: bool = True, with_postgres: bool = True, with_valkey: bool = True) -> Running:
    """Start the wanted servers on the folder `data`; call it from a thread that outlives them (see bind_to_parent).

    `durable=False` is for tests: no fsync, no append-only file.
    """
    data = data.absolute()
    try:
        lock = place.Lock(data)
    except OSError as error:
        raise EmbeddedError(f"cannot write to {data}: {error.strerror}") from None
    running = None
    try:
        user = account()
        sockets = place.socket_folder(data, user, longest=f"{postgres.SOCKET}.lock")
        running = Running(data, lock, sockets)
        if with_postgres:
            running.add(lambda: postgres.start(data / "postgres", sockets, user, durable=durable))
            running.database_url = postgres.url(sockets)
        if with_valkey:
            running.add(lambda: valkey.start(data / "valkey", sockets, user, durable=durable))
            running.redis_url = valkey.url(sockets)
        place.write_note(data, {"database_url": running.database_url, "redis_url": running.redis_url})
    except BaseException:
        running.stop() if running else lock.release()
        raise
    return running


def urls(data: Path) -> tuple[str, str] | None:
    """The addresses (database, redis) of the servers another process runs on `data` now, or None when nobody does."""
    if not data.is_dir():
        return None
    try:
        place.Lock(data.absolute()).release()
    except EmbeddedError:
        note = place.read_note(data.absolute())
        return note.get("database_url", ""), note.get("redis_url", "")
    return None
