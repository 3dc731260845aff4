"""The product on one machine that nothing spares: its own servers and processes, each of which can be killed."""

import asyncio
import os
import random
import select
import signal
import socket
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from redis import Redis

from fieldloop import embedded

Name = Literal["worker", "serve"]
SKEW_S = 600.0
_PAUSE_S = (0.0, 0.4)  # until somebody starts again what died


@dataclass
class Process:
    """One process of the product; a handle and not a number, which might be another's by now."""

    name: Name
    skew: float
    pid: int
    handle: int | None

    @classmethod
    def of(cls, name: Name, skew: float, pid: int) -> "Process":
        """Take hold of a process, which may be gone already."""
        try:
            return cls(name, skew, pid, os.pidfd_open(pid))
        except ProcessLookupError:
            return cls(name, skew, pid, None)

    def alive(self) -> bool:
        return self.handle is not None and not select.select([self.handle], [], [], 0)[0]

    def kill(self) -> None:
        if self.handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def let_go(self) -> None:
        if self.handle is not None:
            os.close(self.handle)

    def kill_child(self) -> None:
        """Kill only the process that answers requests, which Granian has to replace."""
        with suppress(OSError):
            for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
                child = os.pidfd_open(int(pid))
                signal.pidfd_send_signal(child, signal.SIGKILL)
                os.close(child)


class Machine:
    """PostgreSQL, Valkey, one API and some workers; the wall clocks of the workers are ten minutes off either way."""

    def __init__(self, folder: Path, push_host: str, workers: int, dice: random.Random) -> None:
        self._folder, self._push_host, self._dice = folder, push_host, dice
        self._wanted: list[tuple[Name, float]] = [("serve", SKEW_S)]
        for number in range(workers):
            self._wanted.append(("worker", SKEW_S if number % 2 else -SKEW_S))
        self._processes: list[Process] = []
        self._nurseries: dict[float, asyncio.subprocess.Process] = {}
        self._keeping: asyncio.Task[None] | None = None
        # The kernel binds a server to the thread that started it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="servers")
        self.counts = Counter[str]()

    async def __aenter__(self) -> Self:
        self._log = (self._folder / "processes.log").open("wb")
        self._servers = await self._of_servers(embedded.start, self._folder / "data")
        self.owner_url = self._servers.database_url
        self.port = _free_port()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        for nursery in self._nurseries.values():
            nursery.kill()  # and with it all that it started
            await nursery.wait()
        for process in self._processes:
            process.let_go()
        await self._of_servers(self._servers.stop)
        self._thread.shutdown()
        self._log.close()

    @property
    def log(self) -> str:
        """What its processes said."""
        return (self._folder / "processes.log").read_text(errors="replace")

    async def start(self) -> None:
        """Start the product's processes, once the database is ready, and start again whatever dies from now on."""
        for skew in (SKEW_S, -SKEW_S):
            self._nurseries[skew] = await self._nursery(skew)
        for name, skew in self._wanted:
            await self._begin(name, skew)
        self._keeping = asyncio.create_task(self._keep())

    def kill_one(self) -> None:
        """Kill a process of the product, whichever chance picks: a worker, the API, or only the half that answers."""
        if living := [process for process in self._processes if process.alive()]:
            one = self._dice.choice(living)
            if one.name == "serve" and self._dice.random() < 0.5:
                one.kill_child()
            else:
                one.kill()
            self.counts[f"{one.name} killed"] += 1

    async def crash_postgres(self) -> None:
        """End PostgreSQL at once, as `pg_ctl -m immediate` does, and start it again."""
        await self._of_servers(self._crash, "PostgreSQL", signal.SIGQUIT)

    async def kill_valkey(self) -> None:
        """Kill Valkey and start it again."""
        await self._of_servers(self._crash, "Valkey", signal.SIGKILL)

    async def flush_valkey(self) -> None:
        """Let Valkey forget everything."""
        await self._of_servers(self._flush)

    def _flush(self) -> None:
        # In the servers' own thread: no crash is half-way then.
        with Redis.from_url(self._servers.redis_url) as valkey:
            valkey.flushall()
        self.counts["Valkey flushed"] += 1

    def _crash(self, name: str, sign: signal.Signals) -> None:
        os.kill(self._servers.pids()[name], sign)
        while name not in self._servers.revive():
            time.sleep(0.02)
        self.counts[f"{name} restarted"] += 1

    async def _keep(self) -> None:
        while True:
            for dead in [process for process in self._processes if not process.alive()]:
                dead.let_go()
                self._processes.remove(dead)
                await asyncio.sleep(self._dice.uniform(*_PAUSE_S))
                await self._begin(dead.name, dead.skew)
                self.counts[f"{dead.name} started again"] += 1
            await asyncio.sleep(0.05)

    async def _nursery(self, skew: float) -> asyncio.subprocess.Process:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("FIELDLOOP_")}
        settings = {
            "FIELDLOOP_DATABASE_URL": embedded.as_application(self.owner_url),
            "FIELDLOOP_REDIS_URL": self._servers.redis_url,
            "FIELDLOOP_DATA": str(self._folder / "data"),
            "FIELDLOOP_HOST": "127.0.0.1",
            "FIELDLOOP_PORT": str(self.port),
            "FIELDLOOP_PUSH_HOSTS": self._push_host,
        }
        found = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.nursery", str(skew)),
            env=plain | settings,
            cwd=Path(__file__).parents[2],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._log,
        )
        assert found.stdout
        assert await found.stdout.readline() == b"ready\n", self.log[-3000:]
        return found

    async def _begin(self, name: Name, skew: float) -> None:
        nursery = self._nurseries[skew]
        assert nursery.stdin
        assert nursery.stdout
        nursery.stdin.write(f"{name}\n".encode())
        self._processes.append(Process.of(name, skew, int(await nursery.stdout.readline())))

    async def _of_servers(self, call: Any, *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
