"""Recompute the record and name the first bad thing.

Chains of events, the tree over all of them, signed heads, receipts, and the stored photos against their names. A head
that somebody else has kept (--head, a file of lines as they were handed out) also shows a record that was rewritten
together with its own heads. Exit code 0: all is as it was written; 1: something is not. docs/record.md says more.
"""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from fieldloop.cli import reach
from fieldloop.cli.stop import Stop

if TYPE_CHECKING:
    from fieldloop.record.heads import Head


def options(parser: argparse.ArgumentParser) -> None:
    """Whose heads to believe, and whether to read the photos."""
    parser.add_argument("--head", metavar="FILE", type=Path, help="heads that somebody else has kept")
    parser.add_argument("--no-photos", action="store_true", help="leave the stored photos alone, which takes longest")


def main(chosen: argparse.Namespace) -> None:
    """Verify, and say what was verified."""
    heads = read_heads(chosen.head)
    with reach.servers(start=True, redis=False):
        counts = asyncio.run(_verify(heads, photos=not chosen.no_photos))
    print("verified: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


def read_heads(path: Path | None) -> "list[Head]":
    """Read a file of heads; raises Stop."""
    from fieldloop.record.heads import read

    if path is None:
        return []
    try:
        with path.open("rb") as lines:
            return read(lines)
    except (OSError, ValueError) as error:
        raise Stop(f"{path}: {error}") from error


async def _verify(heads: "list[Head]", *, photos: bool) -> dict[str, int]:
    from fieldloop import db
    from fieldloop.record.check import Fault, check_record
    from fieldloop.record.photos import check_photos

    async with reach.database():
        try:
            async with db.transaction():
                await db.execute("set transaction isolation level repeatable read, read only")
                await db.execute("set local statement_timeout = 0")
                counts = await check_record(heads)
            return counts | ({"photos": await check_photos()} if photos else {})
        except Fault as fault:
            raise Stop(f"verify: {fault}") from None
