"""Subscriptions and notices over HTTP."""

import uuid
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.notify.actions import MOST_DEVICES
from tests.cast import bearer, person_id
from tests.notify.rows import an_event, an_order, notice_of, told
from tests.pushservice import PushService

GOOD = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/abc",
    "expirationTime": None,
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
}


async def subscribe(client: httpx.AsyncClient, login: str, body: dict[str, Any] = GOOD) -> httpx.Response:
    return await client.post("/push-subscriptions", json=body, headers=bearer(login))


def endpoint(number: int) -> dict[str, Any]:
    return GOOD | {"endpoint": f"https://fcm.googleapis.com/fcm/send/{number}"}


async def test_the_push_key_is_a_point_a_browser_takes(client: httpx.AsyncClient):
    answer = await client.get("/push-key", headers=bearer("will"))
    assert answer.status_code == 200
    assert len(answer.json()["key"]) == 87
    assert answer.json()["key"].startswith("B")


async def test_a_browser_subscribes_once_however_often_it_asks(client: httpx.AsyncClient):
    first, again = await subscribe(client, "will"), await subscribe(client, "will")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"id"}


async def test_a_phone_that_changes_hands_belongs_to_who_holds_it_now(client: httpx.AsyncClient):
    mine = (await subscribe(client, "will")).json()["id"]
    theirs = await subscribe(client, "wanda")
    assert (theirs.status_code, theirs.json()["id"]) == (200, mine)
    assert await db.fetchval("select person_id from push_subscription") == person_id("wanda")


async def test_a_browser_that_changes_its_keys_is_sent_to_with_the_new_ones(client: httpx.AsyncClient):
    mine = (await subscribe(client, "will")).json()["id"]
    keys = {"p256dh": "B" + "C" * 86, "auth": "D" * 22}
    assert (await subscribe(client, "will", GOOD | {"keys": keys})).json()["id"] == mine
    row = await db.fetchrow("select p256dh, auth from push_subscription")
    assert row is not None
    assert dict(row) == keys


async def test_a_browser_with_a_new_address_takes_the_place_of_its_old_one(client: httpx.AsyncClient):
    old = (await subscribe(client, "will", endpoint(1))).json()["id"]
    await subscribe(client, "will", endpoint(2))
    answer = await subscribe(client, "will", endpoint(3) | {"replaces": old})
    assert answer.status_code == 201
    assert await endpoints() == {endpoint(2)["endpoint"], endpoint(3)["endpoint"]}
    again = await subscribe(client, "will", endpoint(3) | {"replaces": answer.json()["id"]})
    assert (again.status_code, again.json()) == (200, answer.json())
    assert await endpoints() == {endpoint(2)["endpoint"], endpoint(3)["endpoint"]}


async def test_nobody_replaces_another_s_subscription(client: httpx.AsyncClient):
    hers = (await subscribe(client, "wanda", endpoint(1))).json()["id"]
    await subscribe(client, "will", endpoint(2) | {"replaces": hers})
    await subscribe(client, "will", endpoint(3) | {"replaces": str(uuid.uuid4())})
    assert len(await endpoints()) == 3
    assert (await subscribe(client, "will", endpoint(4) | {"replaces": "x"})).status_code == 400


async def endpoints() -> set[str]:
    return {row["endpoint"] for row in await db.fetch("select endpoint from push_subscription")}


async def test_a_test_hosts_subscription_is_taken_when_settings_allow_it(
    client: httpx.AsyncClient, service: PushService
):
    assert (await subscribe(client, "will", service.phone().subscription())).status_code == 201


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:6379/", "https://169.254.169.254/latest", "http://fcm.googleapis.com/a", "ftp://a", "nonsense"],
)
async def test_an_unknown_push_service_is_refused_with_what_to_do(client: httpx.AsyncClient, address: str):
    answer = await subscribe(client, "will", GOOD | {"endpoint": address})
    assert answer.status_code == 422
    assert answer.json()["code"] == "push.host_not_allowed"
    assert address not in answer.text
    assert await db.fetchval("select count(*) from push_subscription") == 0


@pytest.mark.parametrize("keys", [{}, {"p256dh": "BAAA", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}, None, {"auth": 3}])
async def test_keys_that_are_none_are_refused(client: httpx.AsyncClient, keys: Any):
    answer = await subscribe(client, "will", GOOD | {"keys": keys})
    assert answer.status_code == 400
    assert answer.json()["code"] == "input.invalid"


async def test_a_person_keeps_the_newest_browsers(client: httpx.AsyncClient):
    for number in range(MOST_DEVICES + 2):
        await subscribe(client, "will", endpoint(number))
    await subscribe(client, "wanda", endpoint(99))
    rows = await db.fetch("select endpoint from push_subscription where person_id = $1", person_id("will"))
    assert {row["endpoint"] for row in rows} == {endpoint(number)["endpoint"] for number in range(2, MOST_DEVICES + 2)}


async def test_only_the_owner_ends_a_subscription(client: httpx.AsyncClient):
    subscription = (await subscribe(client, "will")).json()["id"]
    path = f"/push-subscriptions/{subscription}"
    assert (await client.delete(path, headers=bearer("wanda"))).status_code == 404
    assert (await client.delete(path, headers=bearer("will"))).status_code == 204
    assert (await client.delete(path, headers=bearer("will"))).status_code == 404


async def test_nobody_subscribes_without_a_login(client: httpx.AsyncClient):
    assert (await client.post("/push-subscriptions", json=GOOD)).status_code == 401
    assert (await client.get("/push-key")).status_code == 401
    assert (await client.get("/notices")).status_code == 401


async def test_the_bell_shows_what_i_was_told_newest_first(client: httpx.AsyncClient):
    order = await an_order(person=person_id("wanda"))
    await told(order, "wanda", "will")
    await told(order, "wanda", kind="warning", action="warn")
    answer = await client.get("/notices", headers=bearer("wanda"))
    items = answer.json()["items"]
    assert [item["kind"] for item in items] == ["warning", "new"]
    assert items[0]["title"] == "Time is running out: Bag outside the room"
    assert items[0]["body"].startswith("Waste room, Lane 737 · accept by ")
    assert items[1]["body"] == "Waste room, Lane 737"  # the newer one names the deadline
    assert items[0]["seen_at"] is None
    assert (await client.get("/notices", headers=bearer("otto"))).json() == {"items": []}


async def test_the_bell_holds_fifty(client: httpx.AsyncClient):
    order = await an_order()
    for _ in range(52):
        await told(order, "will")
    assert len((await client.get("/notices", headers=bearer("will"))).json()["items"]) == 50


async def test_seen_is_noted_on_notice_and_order_once(client: httpx.AsyncClient):
    order = await an_order(person=person_id("will"))
    await told(order, "will")
    notice = (await notice_of("will"))["id"]
    for _ in range(2):
        answer = await client.post(f"/notices/{notice}/seen", headers=bearer("will"))
        assert answer.status_code == 204
    assert (await notice_of("will"))["seen_at"] is not None
    events = await db.fetch("select person from order_event where order_id = $1 and action = 'seen'", order)
    assert [event["person"] for event in events] == [person_id("will")]
    assert await db.fetchval("select seen_at from orders where id = $1", order) is not None


async def test_anothers_notice_is_as_unknown_as_none(client: httpx.AsyncClient):
    await told(await an_order(person=person_id("will")), "will")
    notice = (await notice_of("will"))["id"]
    foreign = await client.post(f"/notices/{notice}/seen", headers=bearer("carol"))
    unknown = await client.post(f"/notices/{uuid.uuid4()}/seen", headers=bearer("carol"))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json()["code"] == unknown.json()["code"] == "not.found"
    assert (await notice_of("will"))["seen_at"] is None


async def test_a_notice_of_an_order_that_has_left_me_can_still_be_seen(client: httpx.AsyncClient):
    order = await an_order(person=person_id("will"))
    await told(order, "will")
    await an_event(order, "transfer")
    await db.execute("update orders set unit = 'u2', person = null where id = $1", order)
    answer = await client.post(f"/notices/{(await notice_of('will'))['id']}/seen", headers=bearer("will"))
    assert answer.status_code == 204
    assert (await notice_of("will"))["seen_at"] is not None
