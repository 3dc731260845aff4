"""Verdicts given before any event told of them: the migration tells them, with their photos, and the record holds."""

import uuid

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence.attach import Shot, attach
from fieldloop.ids import new_id
from fieldloop.migrate import _load, migration_files
from fieldloop.record.check import Fault, check_record
from tests.api.client import a_shot, closed, order_of
from tests.cast import person_id


async def judged(client: httpx.AsyncClient, verdict: str) -> str:
    """Leave a verdict as it was left before: a row, and a photo that no event brought."""
    order, shot = await closed(client), await a_shot(client, "ira")
    await attach(uuid.UUID(order), [("inspect", Shot(sha256=shot["sha256"]))], person_id("ira"), db.clock.now())
    await db.execute(
        "insert into inspection (id, order_id, district, seed, stratum, rate, drawn_at, command, inspector, verdict,"
        " text, decided_at) values ($1, $2, 'd1', 'seed', 'n1/u1/waste.bag_outside', 1, $3, $4, $5, $6, '看过', $3)",
        *(new_id(), uuid.UUID(order), db.clock.now(), uuid.uuid4(), person_id("ira"), verdict),
    )
    return order


async def test_each_is_told_once_and_what_was_written_before_stays_as_it_was(client: httpx.AsyncClient):
    orders = [await judged(client, "good"), await judged(client, "bad")]
    before = [(await order_of(client, "mia", order))["events"] for order in orders]
    with pytest.raises(Fault, match="brought by no event"):
        await check_record([])
    manager = await _load(migration_files()["2026-11-27T14:00:00:000001"]).forwards()
    async with db.transaction():
        await manager.run()
    await check_record([])
    for order, events, verdict in zip(orders, before, ("good", "bad"), strict=True):
        *same, told = (await order_of(client, "mia", order))["events"]
        assert same == events
        assert (told["action"], told["text"], told["data"]["verdict"]) == ("inspect", "看过", verdict)
        assert told["at"] < told["received_at"], "what was found, and when it was written down"
