"""`make chaos`: what is promised whatever dies when, with figures; ends with 1 when a promise was broken."""

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.chaos.races import races
from tests.chaos.replay import replayed
from tests.chaos.run import Report, chaos
from tests.chaos.trouble import LONG

RACES = 5_000


def main() -> None:
    """Run all parts, or the one that was named."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--only", choices=["kills", "races", "replay"])
    parser.add_argument("--orders", type=int, default=LONG.orders)
    parser.add_argument("--seconds", type=float, default=LONG.seconds)
    parser.add_argument("--races", type=int, default=RACES)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    broken = 0
    for name in [chosen.only] if chosen.only else ["kills", "races", "replay"]:
        with tempfile.TemporaryDirectory(prefix="fieldloop-chaos-") as folder:
            broken += _show(name, asyncio.run(_part(name, chosen, Path(folder))))
    sys.exit(1 if broken else 0)


async def _part(name: str, chosen: argparse.Namespace, folder: Path) -> Report:
    if name == "kills":
        return await chaos(folder, replace(LONG, orders=chosen.orders, seconds=chosen.seconds), chosen.seed)
    if name == "races":
        spread = max(3.0, chosen.races / 60)
        return await races(folder, replace(LONG, orders=chosen.races, seconds=spread), chosen.seed)
    return await replayed(folder)


def _show(name: str, report: Report) -> int:
    print(f"\n{name}: " + ", ".join(f"{value} {what}" for what, value in sorted(report.counts.items())))
    for promise in report.promises:
        print("  " + promise.line())
    broken = report.broken(timed=True)
    if broken:
        print(report.log[-6000:], file=sys.stderr)
    print(f"  {len(broken)} of {len(report.promises)} promises broken", flush=True)
    return len(broken)


main()
