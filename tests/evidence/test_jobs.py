"""The worker's step that makes what is shown of new photos."""

import asyncio
import os
import secrets
import time
import uuid
from collections.abc import AsyncIterator
from contextvars import Context
from typing import Any

import pytest
from PIL import Image

from fieldloop import db
from fieldloop.evidence import actions, queries, uploads
from fieldloop.evidence.jobs import derive_next, drop_old_partials
from fieldloop.evidence.partials import Partial
from fieldloop.evidence.rules import Piece, Shape, Uploader, key
from fieldloop.evidence.storage import StorageError
from tests.cast import person_id
from tests.evidence.pictures import encoded, sha256

pytestmark = pytest.mark.usefixtures("database")


async def taken_in() -> str:
    """Take a new photo in and return its name."""
    data = encoded(Image.frombytes("RGB", (16, 12), secrets.token_bytes(576)).resize((400, 300)))

    async def chunks() -> AsyncIterator[bytes]:
        yield data

    await uploads.receive(sha256(data), Piece(), chunks(), Uploader(person=person_id("will")))
    return sha256(data)


async def row(name: str) -> Any:
    return await db.fetchrow(
        "select derived_at is not null as derived, derive_failures as n from photo where sha256 = $1", name
    )


async def test_nothing_waiting_is_nothing_to_do():
    assert not await derive_next()


async def test_each_new_photo_gets_its_view_and_its_thumbnail():
    names = [await taken_in() for _ in range(3)]
    assert await derive_next(limit=2)
    assert not await derive_next(limit=2)
    for name in names:
        assert tuple(await row(name)) == (True, 0)
        assert all(actions.storage().has(key(name, shape)) for shape in Shape)


async def test_a_photo_that_cannot_be_made_is_not_tried_again():
    name = await taken_in()
    actions.storage().put(key(name, Shape.ORIGINAL), b"\xff\xd8 rotten on the disk")
    assert not await derive_next(limit=1)
    assert tuple(await row(name)) == (False, queries.MOST_FAILURES)
    assert await queries.waiting(1) == []


async def test_one_rotten_photo_does_not_stop_the_others():
    rotten, sound = await taken_in(), await taken_in()
    actions.storage().put(key(rotten, Shape.ORIGINAL), b"\xff\xd8 rotten on the disk")
    await derive_next()
    assert (await row(sound))["derived"]


async def test_while_the_storage_is_away_no_photo_is_blamed(monkeypatch: pytest.MonkeyPatch):
    name = await taken_in()

    def away(*_: Any) -> None:
        raise StorageError("the disk is full", permanent=False)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "make_files", away)
        assert not await derive_next(limit=1)
    assert tuple(await row(name)) == (False, 0)
    await derive_next()
    assert (await row(name))["derived"]


async def test_a_photo_that_kills_its_worker_is_left_alone_in_the_end(monkeypatch: pytest.MonkeyPatch):
    name = await taken_in()
    tried: list[str] = []

    def killed(found: str, *_: Any) -> None:
        tried.append(found)
        raise RuntimeError("as if the process had died here")

    monkeypatch.setattr(actions, "make_files", killed)
    for _ in range(queries.MOST_FAILURES + 2):
        assert not await derive_next(limit=1)
    assert tried == [name] * queries.MOST_FAILURES


async def test_two_workers_share_the_photos(monkeypatch: pytest.MonkeyPatch):
    names = {await taken_in() for _ in range(6)}
    made: list[str] = []
    derive: Any = actions.make_files

    def counted(name: str, *covered: Any) -> Any:
        made.append(name)
        return derive(name, *covered)

    monkeypatch.setattr(actions, "make_files", counted)
    await asyncio.gather(*(derive_next(limit=3) for _ in range(2)))
    assert sorted(made) == sorted(names)


async def test_an_order_may_refer_to_a_photo_while_it_is_made():
    name = await taken_in()
    async with db.transaction():
        await db.fetchval("select 1 from photo where sha256 = $1 for no key update", name)
        # An empty context knows nothing of this transaction: the task asks over a connection of its own.
        asks = db.fetchval("select 1 from photo where sha256 = $1 for key share nowait", name)
        assert await asyncio.create_task(asks, context=Context()) == 1


async def test_an_upload_that_nobody_went_on_with_for_a_week_is_removed():
    def broke_off(days: float) -> Partial:
        owner = uuid.uuid4()
        partial = Partial(uploads.folder(), owner, "ab" * 32)
        with partial.opened(make=True) as growing:
            growing.write(b"\xff\xd8", 0)
        at = time.time() - days * 86_400
        os.utime(uploads.folder() / f"{owner.hex}-{'ab' * 32}", (at, at))
        return partial

    old, young = broke_off(7.1), broke_off(6.9)
    assert not await drop_old_partials()
    assert (old.size(), young.size()) == (0, 2)
