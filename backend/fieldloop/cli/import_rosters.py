"""Plan who is on duty from a CSV file, all of it or nothing.

Columns: login, kind (shift, leave, extra or stand_in), weekday (1 is Monday), from, to, stand_in. Whoever a file names
is planned anew by it; others stay as they are. docs/duty.md shows a file.
"""

import argparse
import asyncio
from pathlib import Path

from fieldloop.cli import reach
from fieldloop.cli.stop import Stop


def options(parser: argparse.ArgumentParser) -> None:
    """Which file."""
    parser.add_argument("file", type=Path, help="UTF-8, its first line names the columns")


def main(chosen: argparse.Namespace) -> None:
    """Read, then write."""
    try:
        text = chosen.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"cannot read {chosen.file}: {error}") from None
    with reach.servers(start=True, redis=False):
        print(f"{asyncio.run(_import(text))} people planned")


async def _import(text: str) -> int:
    from fieldloop.errors import Problem
    from fieldloop.roster.actions import import_csv

    await reach.migrated()
    async with reach.database():
        try:
            return await import_csv(None, text)
        except Problem as refused:
            wrong = [f"line {each['line']}: {each['words']['en']}" for each in refused.facts.get("lines", [])]
            raise Stop("\n".join(["nothing was imported", *wrong])) from None
