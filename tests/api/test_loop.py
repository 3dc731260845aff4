"""The whole loop through the API, as the people in it see it."""

import httpx

from tests.api.client import a_photo, a_signal, act, acted, box_of, order_of
from tests.cast import bearer, device, person_id


async def test_a_signal_becomes_an_order_and_is_closed_by_a_second_person(client: httpx.AsyncClient):
    found = await a_photo(client, device("cam1"))
    signal = await a_signal(client, photo=found)
    order = signal["order_id"]
    assert signal["joined"] is False
    assert order in await box_of(client, "carol", "unit")

    seen = await order_of(client, "carol", order)
    assert (seen["state"], seen["unit"]["code"], seen["picture"]) == ("dispatched", "u1", found)
    assert {"accept", "assign", "decline", "transfer", "void"} <= set(seen["actions"])

    await acted(client, "carol", order, "accept")
    given = await acted(client, "carol", order, "assign", person=str(person_id("will")))
    assert given["person"]["name"] == "王师傅"
    assert order in await box_of(client, "will", "mine")

    after = await a_photo(client, bearer("will"))
    shot = {"sha256": after, "phase": "after", "source": "camera", "lat": 31.25, "lon": 121.57, "accuracy_m": 8}
    submitted = await acted(client, "will", order, "submit", photos=[shot])
    assert (submitted["state"], submitted["after"]) == ("submitted", after)
    assert order in await box_of(client, "mia", "review")

    closed = await acted(client, "mia", order, "approve")
    assert closed["state"] == "closed"
    assert [event["action"] for event in closed["events"]] == [
        "file", "dispatch", "accept", "assign", "submit", "approve",
    ]  # fmt: skip
    assert all(closed["moments"][name] for name in ("discovered", "filed", "dispatched", "accepted", "closed"))
    assert [run["kind"] for run in closed["clocks"]] == ["accept", "fix", "review"]
    assert all(run["ended_at"] and not run["late"] for run in closed["clocks"])


async def test_the_submitter_never_reviews(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "accept")
    refused = await act(client, "carol", order, "approve")
    assert (refused.status_code, refused.json()["code"]) == (409, "order.wrong_state")
    assert refused.json()["order"]["state"] == "accepted"


async def test_an_order_cannot_be_submitted_without_its_photo(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    refused = await act(client, "will", order, "submit")
    assert (refused.status_code, refused.json()["code"]) == (409, "evidence.incomplete")
    assert refused.json()["missing"] == {"after": 1}


async def test_a_command_sent_twice_applies_once(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    command = "01900000-0000-7000-8000-000000000001"
    first = await acted(client, "will", order, "accept", id=command)
    second = await acted(client, "will", order, "accept", id=command)
    assert first["version"] == second["version"]


async def test_an_outsider_sees_nothing(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    for who in ("otto", "omar", "olga"):
        foreign = await client.get(f"/orders/{order}", headers=bearer(who))
        unknown = await client.get("/orders/01900000-0000-7000-8000-000000000001", headers=bearer(who))
        assert foreign.status_code == 404
        assert foreign.json() == unknown.json()
        assert (await act(client, who, order, "accept")).status_code == 404
        for box in ("mine", "unit", "pool", "review", "late", "all"):
            assert order not in await box_of(client, who, box)
