"""The owner's link: no login, one order, once; and nothing to be learned by a wrong one."""

import asyncio
import hashlib
import uuid
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.browsers import Phones
from tests.api.client import a_photo, a_picture, order_of
from tests.api.owners import UNKNOWN, actions, asked, give_owner, link, refusal, say, sweep, upload
from tests.cast import bearer, device
from tests.story.ledger_check import check


@pytest.fixture(autouse=True)
async def has_an_owner(client: httpx.AsyncClient) -> None:
    await give_owner(client)


async def test_the_owner_sees_the_photo_and_the_place_and_no_person(client: httpx.AsyncClient):
    photo = await a_photo(client, device("cam1"))
    order = await asked(client, photo=photo, note="seen by 王师傅")
    token = await link(client, order)
    answer = await client.get(f"/owner/{token}")
    shown = answer.json()
    assert set(shown) == {
        "order_no", "element", "site", "address", "discovered_at", "until", "zone", "has_photo",
    }  # fmt: skip
    assert shown["has_photo"]
    for name in ("王师傅", "cam1", "陈协调", "居委会"):
        assert name not in answer.text
    picture = await client.get(f"/owner/{token}/photo")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
    assert picture.headers["cache-control"] == "no-store"
    own = await client.get(f"/photos/{photo}/view", headers=bearer("mia"))
    assert picture.content == own.content, "our view, without metadata"


async def test_an_answer_counts_once_however_often_it_is_sent(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    sha256, _ = await upload(client, token)
    said = {"id": str(new_id()), "done": True, "photo": {"sha256": sha256}}
    answers = await asyncio.gather(*(client.post(f"/owner/{token}/answers", json=said) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200] * 3
    await sweep(30)
    late = await client.post(f"/owner/{token}/answers", json=said)
    assert (late.status_code, late.json()["outcome"]) == (200, "done"), "an answer that got lost"
    other = await client.post(f"/owner/{token}/answers", json=said | {"done": False})
    assert refusal(other) == (409, "command.reused"), "it was done, and is not left to us by the same word"
    assert actions(await order_of(client, "mia", order)).count("owner_done") == 1
    await check(uuid.UUID(order))


async def test_of_an_answer_and_the_end_of_the_time_one_comes_first(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    db.clock.shift += timedelta(minutes=10)
    answer, *_ = await asyncio.gather(say(client, token, done=False), sweep_due(), sweep_due())
    assert refusal(answer) == UNKNOWN, "its time is over, whoever looks first"
    await sweep_due()
    assert actions(await order_of(client, "mia", order)).count("owner_left") == 1
    await check(uuid.UUID(order))


async def test_wrong_old_and_answered_links_look_the_same(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    assert (await client.get(f"/owner/{token}")).status_code == 200
    for ended in ("x" * 24, "%00", token):
        if ended == token:
            await sweep(10.1)
        assert refusal(await client.get(f"/owner/{ended}")) == UNKNOWN
        assert refusal(await client.get(f"/owner/{ended}/photo")) == UNKNOWN
        assert refusal((await upload(client, ended))[1]) == UNKNOWN
        assert refusal(await say(client, ended, done=False)) == UNKNOWN


async def test_guesses_from_one_address_are_counted_and_owners_who_share_it_are_not(
    client: httpx.AsyncClient, phone: Phones
):
    token = await link(client, await asked(client))
    shared = phone()
    guesses = [(await shared.get(f"/owner/guess{number}")).status_code for number in range(61)]
    assert guesses == [404] * 60 + [429]
    assert (await shared.get(f"/owner/{token}")).status_code == 200


async def test_the_database_holds_no_token(client: httpx.AsyncClient):
    token = await link(client, await asked(client))
    assert len(token) == 24
    stored = await db.fetchval("select string_agg(l::text, ' ') from owner_link l")
    assert token not in stored
    assert token.encode().hex() not in stored


async def test_done_needs_a_photo_that_came_by_this_link(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    assert refusal(await say(client, token, done=True)) == (422, "owner.photo_missing")
    foreign = await a_photo(client, bearer("will"))
    assert (await say(client, token, done=True, photo={"sha256": foreign})).json()["code"] == "photo.missing"
    sha256, answer = await upload(client, token, b"GIF89a, not a photo of anything")
    assert (answer.status_code, answer.json()["code"]) == (415, "photo.not_image"), sha256
    assert (await order_of(client, "mia", order))["state"] == "filed"


async def test_a_photo_that_is_here_already_is_the_owner_s_too_once_it_came(client: httpx.AsyncClient):
    order = await asked(client)
    token, body = await link(client, order), a_picture()
    head = bearer("will") | {"Content-Type": "image/jpeg"}
    await client.put(f"/photos/{hashlib.sha256(body).hexdigest()}", content=body, headers=head)
    sha256, answer = await upload(client, token, body)
    assert answer.status_code == 200
    assert (await say(client, token, done=True, photo={"sha256": sha256})).status_code == 200


@pytest.mark.parametrize("who", ["will", "vera", "ira"])
async def test_only_who_answers_for_the_area_makes_links(client: httpx.AsyncClient, who: str):
    order = await asked(client)
    answer = await client.post(f"/orders/{order}/owner-link", headers=bearer(who))
    assert answer.json()["code"] in {"not.found", "order.not_allowed"}


async def test_no_link_of_an_order_whose_owner_nobody_asks(client: httpx.AsyncClient):
    order = await asked(client, site=None, lat=31.2549, lon=121.5871)
    seen = await order_of(client, "mia", order)
    assert seen["asked_until"] is None, "a place without an owner"
    answer = await client.post(f"/orders/{order}/owner-link", headers=bearer("mia"))
    assert refusal(answer) == (409, "order.wrong_state")
