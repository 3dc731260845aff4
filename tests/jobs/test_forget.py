"""Photos and places go when an element's days are over; the hash and the decision stay."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import actions, removal
from fieldloop.evidence.jobs import derive_next
from fieldloop.evidence.rules import Shape, folder, key
from fieldloop.evidence.storage import Storage, StorageError
from fieldloop.orders.forgetting_jobs import forget_next
from tests.api.client import a_shot, accepted, act, acted, closed, order_of, submitted
from tests.cast import bearer


async def keep(days: int | None, element: str = "waste.bag_outside") -> None:
    await db.execute("update element set keep_days = $1 where code = $2", days, element)


async def pictures(client: httpx.AsyncClient, order: str) -> list[dict[str, Any]]:
    return (await order_of(client, "mia", order))["photos"]


def is_stored(sha256: str) -> bool:
    return bool(list(actions.storage().listed(folder(sha256))))


async def test_after_its_days_an_order_keeps_the_hash_and_the_decision_and_nothing_else(client: httpx.AsyncClient):
    await keep(30)
    order = await closed(client)
    [photo] = await pictures(client, order)
    await derive_next()
    db.clock.shift += timedelta(days=29, hours=23)
    assert await forget_next() is False
    assert is_stored(photo["sha256"])
    db.clock.shift += timedelta(hours=2)
    await forget_next()
    after = await order_of(client, "mia", order)
    [gone] = after["photos"]
    assert (gone["sha256"], gone["removed"], gone["lat"], gone["taken_at"]) == (photo["sha256"], True, None, None)
    assert (after["state"], after["picture"], after["after"]) == ("closed", None, None), "nor do lists show any"
    assert [e["action"] for e in after["events"]][-2:] == ["approve", "forget"]
    assert after["events"][-1]["data"] == {"photos": 1, "days": 30}
    assert not is_stored(photo["sha256"])
    row = await db.fetchrow("select claim, salt, seal, nonce, accuracy_m from order_photo")
    assert row
    assert row["claim"]
    assert tuple(row)[1:] == (None, None, None, None)
    fact = await db.fetchrow("select hash, grey, exif_at, exif_lat, exif_lon, exif_camera from photo_fact")
    assert fact
    assert fact["hash"] is not None
    assert tuple(fact)[1:] == (None, None, None, None, None)
    answer = await client.get(f"/photos/{photo['sha256']}/view", headers=bearer("mia"))
    assert (answer.status_code, answer.json()["code"]) == (410, "photo.removed")
    assert await forget_next() is False
    assert len((await order_of(client, "mia", order))["events"]) == len(after["events"])


async def test_what_an_element_keeps_for_ever_and_what_is_open_stays(client: httpx.AsyncClient):
    kept = await closed(client)
    await keep(1, "waste.overflow")
    await keep(1)
    waits = await submitted(client, by="wes", site="site2")
    await keep(None)
    db.clock.shift += timedelta(days=3000)
    await forget_next()
    assert [photo["removed"] for order in (kept, waits) for photo in await pictures(client, order)] == [False, False]


async def test_a_void_order_is_forgotten_counted_from_the_day_it_was_voided(client: httpx.AsyncClient):
    await keep(10)
    order = await accepted(client)
    await acted(client, "will", order, "arrive", photos=[await a_shot(client, "will", "before")])
    await acted(client, "mia", order, "void", reason="false_alarm")
    db.clock.shift += timedelta(days=9)
    await acted(client, "mia", order, "comment", text="a remark makes nothing last longer")
    db.clock.shift += timedelta(days=1, hours=1)
    await forget_next()
    assert [photo["removed"] for photo in await pictures(client, order)] == [True]


async def two_with_one_photo(client: httpx.AsyncClient) -> tuple[str, str, str]:
    first, second = await accepted(client), await accepted(client, element="waste.overflow")
    shot = await a_shot(client, "will", "before")
    for order in (first, second):
        await acted(client, "will", order, "arrive", photos=[shot])
        await acted(client, "mia", order, "void", reason="false_alarm")
    return first, second, shot["sha256"]


async def test_a_photo_of_two_orders_stays_until_the_last_one_s_days_are_over(client: httpx.AsyncClient):
    await keep(1)
    await keep(100, "waste.overflow")
    first, second, sha256 = await two_with_one_photo(client)
    db.clock.shift += timedelta(days=2)
    await forget_next()
    assert is_stored(sha256)
    assert [(await pictures(client, order))[0]["removed"] for order in (first, second)] == [True, False]
    assert (await pictures(client, second))[0]["lat"]
    db.clock.shift += timedelta(days=99)
    await forget_next()
    assert not is_stored(sha256)


async def test_an_order_opened_again_keeps_its_new_photos_for_its_days(client: httpx.AsyncClient):
    await keep(5)
    order = await closed(client)
    db.clock.shift += timedelta(days=6)
    await forget_next()
    await acted(client, "mia", order, "reopen", reason="not_fixed")
    db.clock.shift += timedelta(days=6)
    assert await forget_next() is False
    row = await db.fetchrow("select ended_at, forgotten_at from orders where id = $1", uuid.UUID(order))
    assert row
    assert tuple(row) == (None, None)


async def test_two_workers_forget_an_order_once(client: httpx.AsyncClient):
    await keep(1)
    for site in ("site1", "site2"):
        order = await submitted(client, site=site, by="will" if site == "site1" else "wes")
        await acted(client, "mia", order, "approve")
    db.clock.shift += timedelta(days=2)
    await asyncio.gather(forget_next(), forget_next())
    await forget_next()
    assert await db.fetchval("select count(*) from order_event where action = 'forget'") == 2


async def test_while_the_storage_is_away_nothing_is_called_removed(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await keep(1)
    order = await closed(client)
    db.clock.shift += timedelta(days=2)
    events = (await order_of(client, "mia", order))["events"]

    class Away:
        def drop_folder(self, _: str) -> None:
            raise StorageError("the bucket does not answer", permanent=False)

    with monkeypatch.context() as patch:
        patch.setattr(removal, "storage", Away)
        assert await forget_next() is False
    after = await order_of(client, "mia", order)
    assert (after["photos"][0]["removed"], after["events"]) == (False, events)
    db.clock.shift += timedelta(hours=2)
    await forget_next()
    assert (await pictures(client, order))[0]["removed"]


async def test_an_order_whose_file_cannot_be_removed_keeps_no_other_waiting(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await keep(1)
    stuck, other = [await closed(client) for _ in range(2)]
    [[photo], [gone]] = [await pictures(client, order) for order in (stuck, other)]
    drop = type(actions.storage()).drop

    def stubborn(storage: Storage, name: str) -> None:
        if photo["sha256"] in name:
            raise StorageError("not permitted", permanent=False)
        drop(storage, name)

    db.clock.shift += timedelta(days=2)
    with monkeypatch.context() as patch:
        patch.setattr(type(actions.storage()), "drop", stubborn)
        while await forget_next(limit=1):
            pass
    assert (is_stored(photo["sha256"]), is_stored(gone["sha256"])) == (True, False)
    db.clock.shift += timedelta(hours=2)
    await forget_next()
    assert not is_stored(photo["sha256"])


async def test_a_removed_photo_can_be_brought_again_for_another_order(client: httpx.AsyncClient):
    await keep(1)
    order = await accepted(client)
    shot = await a_shot(client, "will", "before")
    body = actions.storage().get(key(shot["sha256"], Shape.ORIGINAL))
    await acted(client, "will", order, "arrive", photos=[shot])
    await acted(client, "mia", order, "void", reason="false_alarm")
    db.clock.shift += timedelta(days=2)
    await forget_next()
    again = await accepted(client)
    missing = await act(client, "will", again, "arrive", photos=[shot])
    assert (missing.status_code, missing.json()["code"]) == (409, "photo.missing")
    headers = bearer("will") | {"Content-Type": "image/jpeg"}
    answer = await client.put(f"/photos/{shot['sha256']}", content=body, headers=headers)
    assert answer.status_code == 200
    # Killed between the file and its row: the phone brings it once more, and that must not be "here already".
    await db.execute("update photo set removed_at = now()")
    answer = await client.put(f"/photos/{shot['sha256']}", content=body, headers=headers)
    assert answer.status_code == 200
    await acted(client, "will", again, "arrive", photos=[shot])
    await derive_next()
    assert await db.fetchval("select grey is not null from photo_fact")
    assert [photo["removed"] for photo in await pictures(client, again)] == [False]
    assert (await client.get(f"/photos/{shot['sha256']}/view", headers=bearer("mia"))).status_code == 200
    assert [photo["removed"] for photo in await pictures(client, order)] == [True]
