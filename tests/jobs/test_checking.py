"""The nightly look through what is stored, and the sweep of files that belong to no photo."""

import asyncio
import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import actions, checking
from fieldloop.evidence.keeping_jobs import rehash_next
from fieldloop.evidence.rules import Shape, folder, key
from fieldloop.evidence.storage import StorageError, Stored
from fieldloop.settings import settings
from tests.api.client import a_photo, a_shot, accepted, acted
from tests.cast import bearer

ORPHAN = "ab" * 32


async def tied_photos(client: httpx.AsyncClient, count: int) -> list[str]:
    order = await accepted(client)
    shots = [await a_shot(client, "will", "before") for _ in range(count)]
    await acted(client, "will", order, "arrive", photos=shots)
    return [shot["sha256"] for shot in shots]


async def tied_photo(client: httpx.AsyncClient) -> str:
    [name] = await tied_photos(client, 1)
    return name


def at_night_after(days: int) -> None:
    """Move the clock to 02:00 in Shanghai, so many days from now."""
    now = db.clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    night = (now + timedelta(days=days)).replace(hour=2, minute=0)
    db.clock.shift += night - now


async def marks(sha256: str) -> tuple[bool, bool]:
    row = await db.fetchrow("select checked_at, damaged_at from photo where sha256 = $1", sha256)
    assert row
    return row["checked_at"] is not None, row["damaged_at"] is not None


async def test_a_sound_photo_is_noted_as_seen_and_not_read_again_for_a_month(client: httpx.AsyncClient):
    name = await tied_photo(client)
    at_night_after(20)
    await rehash_next()
    assert await marks(name) == (False, False)
    at_night_after(31)
    await rehash_next()
    assert await marks(name) == (True, False)
    assert await checking.due(db.clock.now(), 10) == []


async def test_one_byte_is_enough_and_who_administers_hears_of_it(client: httpx.AsyncClient):
    name = await tied_photo(client)
    data = bytearray(actions.storage().get(key(name, Shape.ORIGINAL)))
    data[len(data) // 2] ^= 1
    actions.storage().put(key(name, Shape.ORIGINAL), bytes(data))
    at_night_after(31)
    await rehash_next()
    assert await marks(name) == (True, True)
    [line] = (await client.get("/photo-damage", headers=bearer("ada"))).json()["items"]
    assert line["photo"] == name
    assert (await client.get("/photo-damage", headers=bearer("mia"))).status_code == 403
    figures = (await client.get("http://fieldloop.test/metrics")).text
    assert "fieldloop_photos_damaged 1.0" in figures
    # Nothing is restored by itself; put back from a backup, it is sound again.
    data[len(data) // 2] ^= 1
    actions.storage().put(key(name, Shape.ORIGINAL), bytes(data))
    at_night_after(31)
    await rehash_next()
    assert await marks(name) == (True, False)


def nothing(*_: object) -> Iterator[Stored]:
    return iter(())


async def test_a_lost_file_is_damage_but_a_disk_that_is_not_there_is_not(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    name = await tied_photo(client)
    await a_photo(client, bearer("wes"))
    actions.storage().drop(key(name, Shape.ORIGINAL))
    at_night_after(31)
    with monkeypatch.context() as patch:
        patch.setattr(type(actions.storage()), "listed", nothing)
        with pytest.raises(StorageError):
            await checking.check(name, db.clock.now())
    assert await marks(name) == (False, False)
    await checking.check(name, db.clock.now())
    assert await marks(name) == (True, True)


def unreadable(name: str) -> Path:
    """Make a photo's file one that no reading brings back, as a bad sector does."""
    path = settings().media / key(name, Shape.ORIGINAL)
    path.unlink()
    path.symlink_to(path)
    return path


async def test_a_file_that_cannot_be_read_is_damage_and_keeps_nothing_behind_it_waiting(client: httpx.AsyncClient):
    bad, good = await tied_photos(client, 2)
    data = actions.storage().get(key(bad, Shape.ORIGINAL))
    path = unreadable(bad)
    at_night_after(31)
    await rehash_next()
    assert (await marks(bad), await marks(good)) == ((True, True), (True, False))
    path.unlink()
    actions.storage().put(key(bad, Shape.ORIGINAL), data)
    at_night_after(1)
    await rehash_next()
    assert await marks(bad) == (True, False)


async def test_when_nothing_at_all_can_be_read_the_storage_is_away_and_nothing_damaged(client: httpx.AsyncClient):
    names = await tied_photos(client, 2)
    paths = [unreadable(name) for name in names]
    at_night_after(31)
    with pytest.raises(StorageError):
        await checking.check(names[0], db.clock.now())
    assert [await marks(name) for name in names] == [(False, False)] * 2
    for path in paths:  # others list these folders, too
        path.unlink()


async def test_by_day_the_disk_is_left_to_those_who_work(client: httpx.AsyncClient):
    name = await tied_photo(client)
    at_night_after(31)
    db.clock.shift += timedelta(hours=8)
    assert await rehash_next() is False
    assert await marks(name) == (False, False)


@pytest.mark.parametrize(("hour", "night"), [(0, False), (1, True), (4, True), (5, False), (13, False)])
def test_night_is_the_night_of_the_place(hour: int, night: bool):  # noqa: FBT001
    at = datetime(2026, 11, 27, hour, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert checking.is_night(at, "Asia/Shanghai") is night


async def test_a_photo_that_no_order_ever_used_goes_after_a_month(client: httpx.AsyncClient):
    untied, tied = await a_photo(client, bearer("will")), await tied_photo(client)
    at_night_after(31)
    await asyncio.gather(rehash_next(), rehash_next())
    assert not list(actions.storage().listed(folder(untied)))
    assert await db.fetchval("select removed_at is not null from photo where sha256 = $1", untied)
    assert actions.storage().has(key(tied, Shape.ORIGINAL))


def written(name: str, hours_ago: float) -> None:
    actions.storage().put(key(name, Shape.ORIGINAL), b"bytes")
    at = time.time() - hours_ago * 3600
    os.utime(settings().media / key(name, Shape.ORIGINAL), (at, at))


async def test_a_file_without_a_row_goes_after_a_day_and_never_before(client: httpx.AsyncClient):
    written(ORPHAN, 23)
    assert await checking.drop_orphans(0xAB) == 0
    written(ORPHAN, 25)
    assert await checking.drop_orphans(0xAC) == 0
    assert await checking.drop_orphans(0xAB) == 1
    assert not list(actions.storage().listed(folder(ORPHAN)))


async def test_a_photo_with_a_row_is_no_orphan_however_old_its_file_is(client: httpx.AsyncClient):
    name = await a_photo(client, bearer("will"))
    at = time.time() - 10 * 86_400
    os.utime(settings().media / key(name, Shape.ORIGINAL), (at, at))
    assert await checking.drop_orphans(int(name[:2], 16)) == 0
    assert actions.storage().has(key(name, Shape.ORIGINAL))


async def test_a_photo_brought_again_while_its_old_file_is_swept_is_stored_all_the_same(client: httpx.AsyncClient):
    from tests.api.client import a_picture
    from tests.evidence.pictures import sha256

    for _ in range(5):
        data = a_picture()
        name = sha256(data)
        written(name, 30)  # a process died between file and row, days ago
        headers = bearer("will") | {"Content-Type": "image/jpeg"}
        sent, _ = await asyncio.gather(
            client.put(f"/photos/{name}", content=data, headers=headers), checking.drop_orphans(int(name[:2], 16))
        )
        assert sent.status_code == 201
        assert actions.storage().get(key(name, Shape.ORIGINAL)) == data
