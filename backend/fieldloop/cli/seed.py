"""Fill the demo: Pudong on a small scale, people for every role, a week of history.

The demo's passwords and keys are public (README). It changes nothing that is already there.
"""

import argparse
import asyncio

from fieldloop.cli import reach


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Migrate, then seed."""
    del chosen
    with reach.servers(start=True, redis=False):
        asyncio.run(_seed())
    print("the demo is in the database")


async def _seed() -> None:
    from fieldloop.seed import seed

    await reach.migrated()
    async with reach.database():
        await seed()
