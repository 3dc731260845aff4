"""The stamp of an order on the copies it shows: of a photo in two orders, on neither the other's nor the original."""

import secrets
import uuid
from typing import Any

import httpx
import pytest
from PIL import Image

from fieldloop import db
from fieldloop.evidence.queries import stamp_of
from fieldloop.people.rules import Caller, Role, RoleKind
from tests.api.client import a_photo, accepted, acted, submitted
from tests.cast import bearer, person_id
from tests.evidence.calls import send
from tests.evidence.pictures import encoded
from tests.evidence.pictures import sha256 as sha256_of


async def view(client: httpx.AsyncClient, who: str, sha256: str, order: str | None = None, **headers: str) -> Any:
    query = {"order": order} if order else {}
    return await client.get(f"/photos/{sha256}/view", params=query, headers=bearer(who) | headers)


async def a_large_shot(client: httpx.AsyncClient, phase: str) -> dict[str, Any]:
    data = encoded(Image.frombytes("RGB", (16, 12), secrets.token_bytes(576)).resize((1200, 900)))
    assert (await send(client, bearer("will"), data)).status_code == 201
    return {"sha256": sha256_of(data), "phase": phase}


async def after_photo(client: httpx.AsyncClient, order: str) -> str:
    detail: Any = (await client.get(f"/orders/{order}", headers=bearer("mia"))).json()
    return detail["after"]


async def test_an_order_shows_its_photos_with_its_own_stamp_and_the_original_stays_as_it_came(
    client: httpx.AsyncClient,
):
    order = await accepted(client)
    shot = await a_large_shot(client, "after")
    sha256 = shot["sha256"]
    await acted(client, "will", order, "submit", photos=[shot])
    original = (await client.get(f"/photos/{sha256}/original", headers=bearer("mia"))).content
    plain, stamped = await view(client, "mia", sha256), await view(client, "mia", sha256, order)
    assert (plain.status_code, stamped.status_code) == (200, 200)
    assert stamped.content != plain.content
    assert (await view(client, "mia", sha256)).content == plain.content
    assert (await client.get(f"/photos/{sha256}/original", headers=bearer("mia"))).content == original
    assert stamped.headers["cache-control"].startswith("private, max-age=3600")
    assert b"EXIF" not in stamped.content


async def test_two_orders_with_one_photo_show_each_its_own_stamp(client: httpx.AsyncClient):
    first, second = await accepted(client), await accepted(client, element="waste.overflow")
    shot = await a_large_shot(client, "before")
    for order in (first, second):
        await acted(client, "will", order, "arrive", photos=[shot])
    one, other = [await view(client, "mia", shot["sha256"], order) for order in (first, second)]
    assert one.content != other.content
    assert one.headers["etag"] != other.headers["etag"]


async def test_an_element_without_a_stamp_shows_the_view_as_it_is(client: httpx.AsyncClient):
    await db.execute("update element set stamp = false where code = 'waste.bag_outside'")
    order = await submitted(client)
    sha256 = await after_photo(client, order)
    assert (await view(client, "mia", sha256, order)).content == (await view(client, "mia", sha256)).content


async def test_the_stamp_follows_the_order_to_another_unit(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await a_large_shot(client, "before")
    await acted(client, "will", order, "arrive", photos=[shot])
    before = await view(client, "mia", shot["sha256"], order)
    same = await view(client, "mia", shot["sha256"], order, **{"If-None-Match": before.headers["etag"]})
    assert same.status_code == 304
    await acted(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    after = await view(client, "mia", shot["sha256"], order, **{"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.content != before.content


@pytest.mark.parametrize("who", ["otto", "omar"])
async def test_a_foreign_order_stamps_nothing_for_anybody(client: httpx.AsyncClient, who: str):
    order = await submitted(client)
    own = await a_photo(client, bearer(who))
    assert (await view(client, who, await after_photo(client, order), order)).status_code == 404
    assert (await view(client, who, own, order)).status_code == 404
    assert (await view(client, who, own)).status_code == 200


async def test_whose_work_it_is_stands_on_no_stamp_that_an_inspector_sees(client: httpx.AsyncClient):
    order = await submitted(client)
    name = await after_photo(client, order)
    (_, hers), (_, managed) = [
        await stamp_of(Caller(person_id(who), "", "en", (Role(kind, "d1", "district", None),)), name, uuid.UUID(order))
        or (None, None)
        for who, kind in (("ira", RoleKind.INSPECTOR), ("dora", RoleKind.MANAGER))
    ]
    assert hers
    assert managed
    assert (hers.unit, managed.unit and managed.unit.en) == (None, "Jinyang RC 1 Committee")
    assert hers.lines() != managed.lines()
