"""Bring the database up to date.

Safe to call from several machines at once and when nothing is to do. Each migration is one transaction.
With FIELDLOOP_OWNER_URL it runs as that owner of the tables, and grants the role of FIELDLOOP_DATABASE_URL what the
product needs: to add to the record, and never to change it.
"""

import argparse
import asyncio

from fieldloop.cli import reach
from fieldloop.settings import settings


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Migrate and say what was done."""
    del chosen
    with reach.servers(start=True, redis=False):
        done = asyncio.run(reach.migrated())
    if settings().owner_url is None:
        print("fieldloop: the application owns its tables and could change the record; see README, FIELDLOOP_OWNER_URL")
    print("\n".join(f"applied {name}" for name in done) or "the database is up to date")
