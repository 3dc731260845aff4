"""Everything on one machine: what `make run` calls.

Starts PostgreSQL and Valkey (unless FIELDLOOP_DATABASE_URL and FIELDLOOP_REDIS_URL name others), migrates, fills the
demo (unless FIELDLOOP_DEMO=0), serves the API and the PWA, and runs the worker. Ctrl-C stops everything; nothing is
left running even when this program is killed.
"""

import argparse
import asyncio
import os
import signal
import sys

from fieldloop.cli import banner, reach
from fieldloop.cli.children import Children
from fieldloop.embedded.process import bind_to_parent
from fieldloop.settings import settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def options(parser: argparse.ArgumentParser) -> None:
    """For `make`."""
    parser.add_argument("--reload", action="store_true", help="start again when a source file changes (`make dev`)")
    parser.add_argument("--with-parent", action="store_true", help="stop when the program that started this one ends")


def main(chosen: argparse.Namespace) -> None:
    """Start in order; stop in the opposite order."""
    if chosen.with_parent:
        bind_to_parent(signal.SIGTERM, os.getppid())
    os.environ["FIELDLOOP_DEMO"] = os.environ.get("FIELDLOOP_DEMO") or "1"
    reach.check_port(settings().host, settings().port)
    # From here on a signal is a KeyboardInterrupt, which unwinds the blocks below and so stops what they started.
    for sign in _SIGNALS:
        if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # `nohup` asks to outlive the terminal
            signal.signal(sign, _interrupt)
    try:
        with reach.servers(start=True, join=False) as servers:
            if servers is None or not servers.redis_url:
                reach.check_redis()
            with Children(reload=chosen.reload) as children:
                asyncio.run(_prepare())
                children.release()
                children.wait_until(banner.answers)
                banner.show()
                while True:
                    children.look_after()
                    for name in servers.revive() if servers else []:
                        print(f"fieldloop: {name} had ended, it runs again", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nfieldloop: stopped", file=sys.stderr)


def _interrupt(*_: object) -> None:
    """Raise once: a second Ctrl-C must not interrupt the stopping."""
    for sign in _SIGNALS:
        signal.signal(sign, signal.SIG_IGN)
    raise KeyboardInterrupt


async def _prepare() -> None:
    await reach.migrated()
    async with reach.database():
        if settings().demo:
            from fieldloop.seed import seed

            await seed()
