"""Background work: watch deadlines, send notices and pushes, make thumbnails.

Start as many as you like on one database; each piece of work is taken by one of them. It goes on while Redis is away.
"""

import argparse
import asyncio

from fieldloop.cli import reach


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Check that the database answers, then work until stopped."""
    del chosen
    with reach.servers(start=False):
        asyncio.run(_check())
        from fieldloop import worker

        worker.main()


async def _check() -> None:
    async with reach.database():
        pass
