"""What was deleted because its days were over is no fault of the record: all that it commits to is still there."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence.jobs import derive_next
from fieldloop.orders.forgetting_jobs import forget_next
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.check import Fault, check_record
from fieldloop.record.heads import Head
from fieldloop.record.page import page
from fieldloop.record.photos import check_photos
from fieldloop.record.proof import prove
from tests.api.client import closed, order_of
from tests.databases import as_its_owner
from tests.record.checker import checked


async def signed() -> Head:
    while await give_places():
        pass
    head = await sign_head((), timedelta())
    assert head
    return head


async def forgotten(client: httpx.AsyncClient) -> tuple[str, Head]:
    """Return the number of an order whose photos are deleted, and a head from before that."""
    order = await closed(client)
    await derive_next()
    older = await signed()
    await db.execute("update element set keep_days = 1")
    db.clock.shift += timedelta(days=2)
    await forget_next()
    after = await order_of(client, "mia", order)
    assert [photo["removed"] for photo in after["photos"]] == [True]
    return await db.fetchval("select no from orders"), older


async def test_chain_tree_receipts_and_proof_hold_after_photos_and_places_are_gone(
    client: httpx.AsyncClient, tmp_path: Path
):
    no, older = await forgotten(client)
    newer = await signed()
    counts = await check_record([older, newer])
    assert (counts["leaves"], counts["receipts"]) == (newer.size, 1)
    assert newer.size == older.size + 1
    assert await check_photos() == 0
    proof, kept = tmp_path / "proof.html", tmp_path / "heads.jsonl"
    proof.write_text(page(await prove(no, [older])), encoding="utf-8")
    kept.write_bytes(older.line())
    code, said = checked(proof, "--head", kept)
    assert code == 0, said


@pytest.mark.parametrize(
    "change",
    [
        "update order_photo set claim = repeat('0', 64)",
        "update order_photo set phase = 'before'",
        "set session_replication_role = replica; update order_photo set photo = repeat('0', 64)",
        "update order_photo set receipt = null, event = null",
        "set session_replication_role = replica; update order_event set data = '{}' where action = 'forget'",
    ],
)
async def test_what_stays_of_them_is_guarded_as_before(client: httpx.AsyncClient, change: str):
    _, older = await forgotten(client)
    await as_its_owner(change)
    with pytest.raises(Fault):
        await check_record([older])
