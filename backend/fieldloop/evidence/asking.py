"""Asks the questions about an order's new photos, once each."""

import asyncio
import uuid
from collections.abc import Sequence

from fieldloop import db
from fieldloop.evidence import cases, reuse
from fieldloop.evidence.claims import claimed
from fieldloop.evidence.findings import Case, Found, Shot, compared, reused
from fieldloop.ids import new_id


async def ask_about(order_id: uuid.UUID) -> int:
    """Ask about what came in since the last time and return how many questions are new.

    1. Lock the new photos' places: another worker passes over them, and a crash frees them at once.
    2. Each new photo by itself, then beside what is stored, then beside the order's others.
    3. Write the questions and that they were asked, in one transaction: all of it, or again from the start.
    """
    async with db.transaction():
        new = await cases.lock_new(order_id)
        if not new:
            return 0
        shots = await cases.shots(order_id)
        found: list[Found] = []
        if fresh := cases.of(shots, new):
            case = await cases.case(order_id)
            for shot in fresh:
                found += claimed(case, shot) + await _reused(case, shot)
            # Comparing costs some milliseconds a pair, of which the loop has none to give.
            found += await asyncio.to_thread(compared, case, shots)
        kept = await _keep(order_id, found)
        await mark_checked(order_id, new)
    return kept


async def mark_checked(order_id: uuid.UUID, new: frozenset[uuid.UUID] | None = None) -> None:
    """Note that these photos of an order, or all of them, were asked about."""
    sql = "update order_photo set checked = true where order_id = $1 and not checked"
    if new is None:
        await db.execute(sql, order_id)
    else:
        await db.execute(f"{sql} and id = any($2::uuid[])", order_id, list(new))


async def _reused(case: Case, shot: Shot) -> list[Found]:
    if shot.look is None:
        return []
    limits = case.thresholds
    # A picture without content is like every other one: only its very bytes are looked for.
    bits = int(limits.reuse_bits) if shot.look.contrast >= limits.plain_contrast else -1
    twins = await reuse.twins(shot.id, shot.photo, shot.look.hash, shot.look.mirror, bits)
    return await asyncio.to_thread(reused, case, shot, twins) if twins else []


async def _keep(order_id: uuid.UUID, found: Sequence[Found]) -> int:
    kept = 0
    for each in found:
        row = await db.fetchrow(
            "insert into finding (id, order_id, photo, phase, kind, other_photo, other_order, numbers, found_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id",
            *(new_id(), order_id, each.photo, each.phase, each.kind),
            *(each.other_photo, each.other_order, each.numbers, db.clock.now()),
        )
        kept += row is not None
    return kept
