"""Who reported and who did the work stay unknown to each other; who answers for it knows both."""

from datetime import UTC, datetime
from typing import Any

import httpx

from fieldloop.ids import new_id
from tests.api.client import a_shot, acted, order_of
from tests.cast import bearer, person_id


async def reported_and_done(client: httpx.AsyncClient) -> str:
    now = datetime.now(UTC).isoformat()
    body = {"id": str(new_id()), "element": "waste.bag_outside", "site": "site1", "text": "a bag", "at": now}
    order: str = (await client.post("/reports", json=body, headers=bearer("vera"))).json()["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    await acted(client, "will", order, "accept")
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    return order


def words(order: dict[str, Any]) -> set[str]:
    """Return the names of persons anywhere in an order."""
    found = {event["actor"]["name"] for event in order["events"]}
    found |= {event["data"]["person"]["name"] for event in order["events"] if "person" in event["data"]}
    found |= {photo["person"]["name"] for photo in order["photos"] if photo["person"]}
    found |= {order["person"]["name"]} if order["person"] else set()
    return found - {"", "Fieldloop"}


async def test_a_reporter_sees_that_it_is_done_and_not_by_whom(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    seen = await order_of(client, "vera", order)
    assert words(seen) == {"吴志愿"}
    assert [event["actor"]["role"] for event in seen["events"]][-1] == "worker"
    assert str(person_id("will")) not in str(seen)


async def test_who_does_the_work_does_not_see_who_reported_it(client: httpx.AsyncClient):
    seen = await order_of(client, "will", await reported_and_done(client))
    assert words(seen) == {"王师傅", "陈协调"}
    assert str(person_id("vera")) not in str(seen)


async def test_who_answers_for_it_sees_both(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    for who in ("mia", "carol", "dora", "ada"):
        assert words(await order_of(client, who, order)) == {"王师傅", "陈协调", "吴志愿"}


async def test_lists_and_the_sync_of_a_reporter_name_nobody_else(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    for path in ("/orders?box=reported", "/sync", "/sites/site1"):
        answer = await client.get(path, headers=bearer("vera"))
        assert answer.status_code == 200
        assert ("王师傅" in answer.text, str(person_id("will")) in answer.text) == (False, False), path
    held = (await client.get("/orders", params={"box": "all"}, headers=bearer("mia"))).json()["items"]
    assert [one["person"]["name"] for one in held if one["id"] == order] == ["王师傅"]


async def test_who_found_it_themselves_and_fixed_it_is_known_as_the_one_who_works(client: httpx.AsyncClient):
    now = datetime.now(UTC).isoformat()
    body = {"id": str(new_id()), "element": "waste.bag_outside", "site": "site1", "at": now}
    order = (await client.post("/reports", json=body, headers=bearer("will"))).json()["order_id"]
    await acted(client, "will", order, "accept")
    assert words(await order_of(client, "will", order)) == {"王师傅"}
