"""Bring the database up to date.

Safe to call from several machines at once and when nothing is to do. Each migration is one transaction.
"""

import argparse
import asyncio

from fieldloop.cli import reach


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Migrate and say what was done."""
    del chosen
    with reach.servers(start=True, redis=False):
        done = asyncio.run(_migrate())
    print("\n".join(f"applied {name}" for name in done) or "the database is up to date")


async def _migrate() -> list[str]:
    from fieldloop.migrate import migrate

    async with reach.database():
        return await migrate()
