"""Write one self-contained file that shows what happened to an order.

HTML with the photos, and the JSON of events, paths and keys inside it; docs/check_proof.py checks it without us, also
against an older head. With --head it can be held against the heads of that file too.
"""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from fieldloop.cli import reach
from fieldloop.cli.stop import Stop
from fieldloop.cli.verify import read_heads

if TYPE_CHECKING:
    from fieldloop.record.heads import Head


def options(parser: argparse.ArgumentParser) -> None:
    """Which order, and where to."""
    parser.add_argument("order", help="number or id of the order")
    parser.add_argument("--head", metavar="FILE", type=Path, help="heads that the reader of the proof has kept")
    parser.add_argument("--out", metavar="FILE", type=Path, help="default: proof-NUMBER.html in this folder")


def main(chosen: argparse.Namespace) -> None:
    """Write the file."""
    heads = read_heads(chosen.head)
    with reach.servers(start=True, redis=False):
        no, text = asyncio.run(_prove(chosen.order, heads))
    path = chosen.out or Path(f"proof-{no}.html")
    path.write_text(text, encoding="utf-8")
    print(path)


async def _prove(order: str, heads: "list[Head]") -> tuple[str, str]:
    from fieldloop.record.check import Fault
    from fieldloop.record.page import page
    from fieldloop.record.proof import prove

    async with reach.database():
        try:
            proof = await prove(order, heads)
        except Fault as fault:
            raise Stop(str(fault)) from None
    return proof["order"]["no"], page(proof)
