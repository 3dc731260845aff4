"""What a manager covers of a photo is covered in every copy; the original is for administrators, each look noted."""

import secrets
from typing import Any

import httpx
import pytest
from PIL import Image

from fieldloop import db
from fieldloop.evidence import actions
from fieldloop.evidence.jobs import derive_next
from fieldloop.evidence.rules import Shape, folder, key
from fieldloop.ids import new_id
from tests.api.client import accepted, act, acted, order_of, refused
from tests.cast import bearer
from tests.evidence.calls import send
from tests.evidence.pictures import decoded, encoded, sha256

LEFT = {"x": 0, "y": 0, "w": 0.5, "h": 1}


async def shown_order(client: httpx.AsyncClient, **signal: str) -> tuple[str, str]:
    data = encoded(Image.frombytes("RGB", (16, 12), secrets.token_bytes(576)).resize((800, 600)))
    assert (await send(client, bearer("will"), data)).status_code == 201
    order = await accepted(client, **signal)
    await acted(client, "will", order, "arrive", photos=[{"sha256": sha256(data), "phase": "before"}])
    return order, sha256(data)


async def look(client: httpx.AsyncClient, who: str, name: str, shape: str, **query: str) -> Any:
    return await client.get(f"/photos/{name}/{shape}", params=query, headers=bearer(who))


def is_covered(picture: bytes) -> bool:
    shown = decoded(picture).convert("RGB")
    return max(shown.crop((0, 0, shown.width // 2 - 8, shown.height // 2)).tobytes()) < 70


async def test_a_covered_part_is_in_no_copy_any_more_neither_made_before_nor_after(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    before = [await look(client, "will", name, shape) for shape in ("view", "thumb")]
    stamped = await look(client, "mia", name, "view", order=order)
    assert not is_covered(before[0].content)
    after = await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT], text="a face")
    assert (after["covered"], after["photos"][0]["redacted"], after["state"]) == ({name: 1}, True, "accepted")
    for shape, old in (("view", before[0]), ("thumb", before[1])):
        fresh = await client.get(
            f"/photos/{name}/{shape}", headers=bearer("will") | {"If-None-Match": old.headers["etag"]}
        )
        assert fresh.status_code == 200
        assert is_covered(fresh.content)
    assert is_covered((await look(client, "mia", name, "view", order=order)).content)
    assert (await look(client, "mia", name, "view", order=order)).headers["etag"] != stamped.headers["etag"]
    await derive_next()
    left = {stored.key.rsplit("/", 1)[1] for stored in actions.storage().listed(folder(name))}
    assert {one for one in left if not one.startswith("view-1-")} == {"original", "view-1", "thumb-1"}


async def test_another_order_with_the_same_photo_shows_it_covered_too_and_its_phones_ask_anew(
    client: httpx.AsyncClient,
):
    order, name = await shown_order(client)
    other = await accepted(client, element="waste.overflow")
    await acted(client, "will", other, "arrive", photos=[{"sha256": name, "phase": "before"}])
    token = (await client.get("/sync", headers=bearer("will"))).json()["next"]
    await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT])
    assert is_covered((await look(client, "will", name, "view", order=other)).content)
    news = (await client.get("/sync", params={"since": token}, headers=bearer("will"))).json()
    assert {one["id"]: one["covered"] for one in news["orders"]} == {order: {name: 1}, other: {name: 1}}


async def test_whatever_shows_a_covered_photo_says_so_where_its_address_is_made(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    assert (await order_of(client, "mia", order))["covered"] == {}
    await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT])
    await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT | {"x": 0.5}])
    later = await accepted(client, element="waste.overflow")
    await acted(client, "will", later, "arrive", photos=[{"sha256": name, "phase": "before"}])
    for each in (order, later):
        assert (await order_of(client, "mia", each))["covered"] == {name: 2}
    page = await client.get("/orders", params={"box": "mine"}, headers=bearer("will"))
    assert {one["id"]: one["covered"] for one in page.json()["items"]} == {order: {name: 2}, later: {name: 2}}


async def test_the_original_is_sealed_and_each_look_is_noted_with_its_reason(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    original = (await look(client, "mia", name, "original")).content
    await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT])
    assert actions.storage().get(key(name, Shape.ORIGINAL)) == original
    for who in ("will", "mia", "dora"):
        answer = await look(client, who, name, "original", why="I want to")
        assert (answer.status_code, answer.json()["code"]) == (403, "role.not_allowed")
    assert (await look(client, "otto", name, "original", why="I want to")).status_code == 404
    assert (await look(client, "ada", name, "original")).json()["code"] == "text.required"
    assert await db.fetchval("select count(*) from photo_look") == 0
    seen = await look(client, "ada", name, "original", why="court order 17")
    assert seen.content == original
    assert seen.headers["cache-control"] == "no-store"
    [line] = (await client.get("/photo-looks", headers=bearer("ada"))).json()["items"]
    assert (line["photo"], line["order_id"], line["person"]["name"], line["why"]) == (
        *(name, order),
        *("安管理", "court order 17"),
    )
    assert (await client.get("/photo-looks", headers=bearer("mia"))).status_code == 403


async def test_covering_more_later_adds_to_what_is_covered(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    await acted(client, "mia", order, "redact", photo=name, boxes=[LEFT])
    await acted(client, "dora", order, "redact", photo=name, boxes=[LEFT | {"x": 0.5}])
    shown = decoded((await look(client, "will", name, "view")).content).convert("RGB")
    assert max(shown.tobytes()) < 70


async def test_a_redaction_is_taken_once_however_often_it_is_sent(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    command = {"id": str(new_id()), "photo": name, "boxes": [LEFT]}
    first = await acted(client, "mia", order, "redact", **command)
    assert (await acted(client, "mia", order, "redact", **command))["covered"] == first["covered"] == {name: 1}
    other = await act(client, "mia", order, "redact", **command | {"boxes": [LEFT | {"w": 0.4}]})
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")


@pytest.mark.parametrize("who", ["will", "carol", "ira", "ada"])
async def test_only_managers_cover(client: httpx.AsyncClient, who: str):
    order, name = await shown_order(client)
    assert await refused(client, who, order, "redact", photo=name, boxes=[LEFT]) == (403, "order.not_allowed")


async def test_what_is_no_photo_of_the_order_or_no_box_is_refused(client: httpx.AsyncClient):
    order, name = await shown_order(client)
    _, other = await shown_order(client, element="waste.overflow")
    assert await refused(client, "mia", order, "redact", photo=other, boxes=[LEFT]) == (422, "photo.not_here")
    for body in ({"photo": name}, {"boxes": [LEFT]}, {"photo": name, "boxes": [LEFT | {"x": 2}]}):
        assert await refused(client, "mia", order, "redact", **body) == (400, "input.invalid")
    assert (await order_of(client, "mia", order))["covered"] == {}
