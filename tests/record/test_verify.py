"""The whole record of a real database: written by the product, changed by a superuser, and found out."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, key
from fieldloop.record import heads, queries
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.check import Fault, check_record
from fieldloop.record.heads import Head
from fieldloop.record.photos import check_photos, check_stored
from tests.databases import as_owner
from tests.record.tampering import TAMPERINGS, rewrite_everything, taken_back

EVERY = timedelta(hours=1)
MIXED = 75  # as many as there is time for; test_tampering does thousands in memory


@pytest.fixture(scope="module")
def template(record_template: str) -> str:
    """The demo's open work."""
    return record_template


@pytest.fixture
async def head(database: str) -> Head:
    """Place every event and sign."""
    while await give_places(200):
        pass
    head = await sign_head((), EVERY)
    assert head
    return head


async def _found_after(change: Callable[[], Awaitable[None]], *others: Head) -> str:
    """Change something as its owner may, verify, take it back."""
    async with as_owner():
        return await taken_back(change, *others)


async def test_what_the_product_wrote_is_without_a_fault(head: Head):
    counts = await check_record([head])
    events = await db.fetchval("select count(*) from order_event")
    assert counts["events"] == counts["leaves"] == head.size == events > 50
    assert counts["receipts"] == await db.fetchval("select count(*) from order_photo where receipt is not null")


@pytest.mark.parametrize("name", sorted(TAMPERINGS))
async def test_what_a_superuser_changes_is_found(head: Head, name: str):
    chance = Random(name)
    for _ in range(3):
        assert await _found_after(lambda: TAMPERINGS[name](chance)), name
    assert await check_record([head])


@pytest.mark.parametrize("name", ["edit", "delete", "swap"])
async def test_with_all_hashes_nodes_and_heads_written_anew_an_older_head_finds_it(head: Head, name: str):
    chance = Random(name)

    assert await _found_after(lambda: _anew(name, chance)) == ""
    assert "holds" in await _found_after(lambda: _anew(name, chance), head)


async def test_mixed_changes_of_one_who_writes_everything_anew_are_all_found_by_an_older_head(head: Head):
    chance, found = Random(740), 0
    async with as_owner():
        for _ in range(MIXED):
            name = chance.choice(("edit", "delete", "swap"))
            said = await taken_back(lambda name=name: _anew(name, chance), head)
            assert "holds" in said, name
            found += 1
    assert found == MIXED


async def _anew(name: str, chance: Random) -> None:
    await TAMPERINGS[name](chance)
    await rewrite_everything()


async def test_a_flipped_byte_or_a_lost_file_is_found_and_named(database: str, own_settings: Path):
    names = [row["sha256"] for row in await db.fetch("select sha256 from photo order by sha256")]
    assert await check_photos() == len(names)
    chance = Random(1)
    for turn, name in enumerate(chance.choices(names, k=100)):
        path, data = key(name, Shape.ORIGINAL), storage().get(key(name, Shape.ORIGINAL))
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        storage().put(path, bytes(flipped))
        try:
            with pytest.raises(Fault, match=name):
                await check_photos() if turn < 3 else check_stored(name)
        finally:
            storage().put(path, data)
    assert await check_photos() == len(names)


async def test_places_are_given_once_and_a_head_is_signed_when_something_is_new(head: Head):
    assert not await give_places(200)
    assert await sign_head((), timedelta()) is None
    assert [found.size for found in await queries.heads(10)] == [head.size]


async def test_a_head_is_read_as_it_was_written_and_holds(head: Head):
    assert heads.read([head.line(), b"\n"]) == [head]
    for wrong in (b"{}", b'{"size": 1}', head.line().replace(b"size", b"length")):
        with pytest.raises(ValueError, match="line 1"):
            heads.read([wrong])
    said = json.loads(head.line())
    forged = heads.read([json.dumps(said | {"size": said["size"] - 1}).encode()])
    with pytest.raises(Fault, match="signed by none of our keys"):
        await check_record(forged)
