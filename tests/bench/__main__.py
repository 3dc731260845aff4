"""`make bench`: figures of ours, each beside a bare counterpart measured in the same run. Nothing passes or fails."""

import argparse
import asyncio

from tests.bench import (
    bench_boxes,
    bench_evidence,
    bench_photos,
    bench_push,
    bench_pwa,
    bench_reckon,
    bench_record,
    bench_review,
    bench_signals,
    bench_sweep,
    bench_tamper,
)
from tests.bench.server import machine

Figure = tuple[str, float, float, str]


def show(figures: list[Figure]) -> None:
    """Print ours, the bare one, and how much ours costs: above 1 is dearer than bare."""
    for label, ours, bare, unit in figures:
        cost = bare / ours if unit.endswith("/s") else ours / bare
        print(f"{label:<70} {ours:>9,.1f} {unit:<8} bare {bare:>9,.1f}  costs {cost:>6.2f} x", flush=True)


async def evidence() -> None:
    """Run what is about photos and needs a database, by itself."""
    async with machine():
        show(await bench_evidence.main())


async def sweep(most: int) -> None:
    """Run what is about deadlines, by itself: it fills a database with a million open orders."""
    async with machine():
        show(await bench_sweep.main(most))


async def reckon(most: int) -> None:
    """Run what a changed day moves, by itself: it fills a database with open orders."""
    async with machine():
        show(await bench_reckon.main(min(most, bench_sweep.OPEN[1])))


async def servers() -> None:
    """Run what needs servers, the small database first."""
    async with machine():
        show(await bench_signals.main())
        show(await bench_push.main())
        show(await bench_boxes.main())
        show(await bench_evidence.main())


def main() -> None:
    """Run all, or those named."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--only", choices=["photos", "evidence", "servers", "pwa", "review", "record", "sweep", "reckon"]
    )
    parser.add_argument("--most", type=int, default=bench_sweep.OPEN[-1], help="open orders of the sweep's last size")
    chosen = parser.parse_args()
    if chosen.only in {None, "photos"}:
        show(bench_photos.main())
    if chosen.only == "evidence":
        asyncio.run(evidence())
    if chosen.only in {None, "pwa"}:
        bench_pwa.main()
    if chosen.only in {None, "review"}:
        bench_review.main()
    if chosen.only in {None, "record"}:
        asyncio.run(bench_record.main())
        asyncio.run(bench_tamper.main())
    if chosen.only in {None, "servers"}:
        asyncio.run(servers())
    if chosen.only in {None, "sweep"}:
        asyncio.run(sweep(chosen.most))
    if chosen.only in {None, "reckon"}:
        asyncio.run(reckon(chosen.most))


main()
