"""What is found of 1,000 changes by a superuser and of 1,000 flipped bytes: a real database and storage each time."""

import asyncio
import os
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

from fieldloop import db, embedded
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, key
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.check import Fault
from fieldloop.record.heads import Head
from fieldloop.record.photos import check_stored
from fieldloop.settings import settings
from tests.databases import Databases, as_owner
from tests.record.played import open_work_only
from tests.record.tampering import TAMPERINGS, rewrite_everything, taken_back

TIMES, EVERY = 1_000, timedelta(hours=1)
KINDS = ("edit", "delete", "swap")


async def main() -> None:
    """Play the demo's open work, sign, and change it again and again."""
    with tempfile.TemporaryDirectory(prefix="fieldloop-bench-") as folder, embedded.start(Path(folder)) as servers:
        os.environ["FIELDLOOP_DATA"] = folder
        settings.cache_clear()
        databases = Databases(servers)
        await db.open_pool(await databases.copy(await databases.template("record", open_work_only), "tampered"))
        try:
            while await give_places(200):
                pass
            head = await sign_head((), EVERY)
            await _rows(head)
            await _bytes()
        finally:
            await db.close_pool()


async def _rows(head: Head | None) -> None:
    """Each change is written as its owner may, verified as `fieldloop verify` does, and taken back."""
    if head is None:
        raise ValueError("nothing was signed")
    chance, events = Random(740), await db.fetchval("select count(*) from order_event")
    for label, rewritten in (("as they are", False), ("every hash, place and head written anew", True)):
        found, start = 0, time.perf_counter()
        async with as_owner():
            for _ in range(TIMES):
                found += bool(await taken_back(partial(_change, chance, rewritten=rewritten), head))
        took = (time.perf_counter() - start) / TIMES * 1000
        print(f"changed rows found, {label}: {found:,} of {TIMES:,} in {events} events, {took:.0f} ms each", flush=True)


async def _change(chance: Random, *, rewritten: bool) -> None:
    await TAMPERINGS[chance.choice(KINDS)](chance)
    if rewritten:
        await rewrite_everything()


async def _bytes() -> None:
    names, chance, found = [row["sha256"] for row in await db.fetch("select sha256 from photo")], Random(1), 0
    for name in chance.choices(names, k=TIMES):
        path = key(name, Shape.ORIGINAL)
        data = storage().get(path)
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        storage().put(path, bytes(flipped))
        try:
            check_stored(name)
        except Fault as fault:
            found += name in str(fault)
        storage().put(path, data)
    print(f"flipped bytes found: {found:,} of {TIMES:,} in {len(names)} photos", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
