"""The API and the PWA on FIELDLOOP_HOST and FIELDLOOP_PORT.

Any ASGI server works too (`fieldloop.app:create_app` is the factory); this one is Granian. Behind a proxy that speaks
https set FIELDLOOP_PUBLIC_URL, so that cookies are marked Secure.
"""

import argparse
import asyncio
import importlib
import multiprocessing
import signal
import sys
from typing import Any

from fieldloop.cli import reach
from fieldloop.cli.stop import Stop
from fieldloop.settings import settings


def options(parser: argparse.ArgumentParser) -> None:
    """How many processes, and for `fieldloop run` when to begin."""
    parser.add_argument("--wait", action="store_true", help="load everything, but listen only when standard input ends")
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="processes that answer requests (default 1)"
    )


def main(chosen: argparse.Namespace) -> None:
    """Check what would otherwise fail with a traceback in a child, then serve until stopped."""
    wanted = settings()
    if not 1 <= chosen.processes <= 256:
        raise Stop(f"--processes {chosen.processes} is not between 1 and 256")
    reach.check_port(wanted.host, wanted.port)
    with reach.servers(start=False):
        if chosen.wait:
            importlib.import_module("fieldloop.app")  # Granian's children are forked and find it loaded
            sys.stdin.read()
        asyncio.run(_check())
        serve(chosen.processes)


async def _check() -> None:
    async with reach.database():
        pass


def serve(processes: int) -> None:
    """Run Granian; it replaces a child that dies."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings().host,
        port=settings().port,
        workers=processes,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=1,
        # Live streams end by themselves on SIGTERM; whatever else still hangs then is killed.
        workers_kill_timeout=2,
        log_level=LogLevels.warning,
    ).serve()


def application() -> Any:
    """What each of Granian's children calls for its application: first tie the child to its parent."""
    from fieldloop.app import create_app
    from fieldloop.embedded.process import bind_to_parent

    parent = multiprocessing.parent_process()
    if parent and parent.pid:
        # Granian asks its children to stop only when it can; a SIGKILL to it would leave them on the port for ever.
        bind_to_parent(signal.SIGKILL, parent.pid)
    return create_app()
