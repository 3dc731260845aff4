"""Reports: what a person found, and "me too"."""

import asyncio
import uuid
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import a_photo, a_signal, acted, box_of, closed, order_of, told
from tests.cast import bearer

AT_SITE1: dict[str, Any] = {"lat": 31.25, "lon": 121.57}


async def send_report(client: httpx.AsyncClient, who: str, **changes: Any) -> httpx.Response:
    """Report a bag outside, at site1 unless told otherwise, whatever comes of it."""
    body: dict[str, Any] = {"id": str(new_id()), "element": "waste.bag_outside", "at": db.clock.now().isoformat()}
    place = {} if {"site", "lat"} & changes.keys() else {"site": "site1"}
    return await client.post("/reports", json=body | place | changes, headers=bearer(who))


async def a_report(client: httpx.AsyncClient, who: str = "vera", **changes: Any) -> dict[str, Any]:
    """Report and return the answer."""
    answer = await send_report(client, who, **changes)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def test_it_becomes_an_order_which_the_reporter_can_follow(client: httpx.AsyncClient):
    name = await a_photo(client, bearer("vera"))
    shot = {"sha256": name, "source": "camera", **AT_SITE1, "accuracy_m": 12}
    report = await a_report(client, text=" 一小包 ", photos=[shot], site="site1", **AT_SITE1)
    seen = await order_of(client, "vera", report["order_id"])
    assert (seen["state"], seen["channel"], seen["note"], seen["picture"]) == (
        "dispatched",
        "volunteer",
        "一小包",
        name,
    )
    assert [(photo["phase"], photo["person"]["name"]) for photo in seen["photos"]] == [("found", "吴志愿")]
    assert seen["events"][0]["actor"] == {"kind": "person", "name": "吴志愿", "role": "volunteer"}
    assert report["order_id"] in await box_of(client, "vera", "reported")
    assert await told(report["order_id"], "new") == ["carol"]


async def test_the_reporter_hears_that_it_was_done(client: httpx.AsyncClient):
    report = await a_report(client)
    order = await closed(client)
    assert order == report["order_id"]
    assert await told(order, "closed") == ["vera", "will"]


async def test_sent_again_it_gets_the_same_answer(client: httpx.AsyncClient):
    body = {"id": str(new_id()), "site": "site1", "at": db.clock.now().isoformat()}
    answers = [await client.post("/reports", json=body, headers=bearer("vera")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.text for answer in answers}) == 1
    assert await db.fetchval("select count(*) from discovery") == 1


async def test_sent_many_times_at_once_it_is_one(client: httpx.AsyncClient):
    body = {"id": str(new_id()), "site": "site1", "at": db.clock.now().isoformat()}
    sends = (client.post("/reports", json=body, headers=bearer("vera")) for _ in range(8))
    answers = await asyncio.gather(*sends)
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.text for answer in answers}) == 1


async def test_another_person_s_id_is_taken(client: httpx.AsyncClient):
    body = {"id": str(new_id()), "site": "site1", "at": db.clock.now().isoformat()}
    await client.post("/reports", json=body, headers=bearer("vera"))
    answer = await client.post("/reports", json=body, headers=bearer("will"))
    assert (answer.status_code, answer.json()["code"]) == (409, "command.reused")
    assert "order_id" not in answer.json()


async def test_the_same_problem_at_the_same_site_joins(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    report = await a_report(client)
    assert (report["order_id"], report["joined"]) == (order, True)
    assert (await order_of(client, "vera", order))["reporters"] == 2
    assert order in await box_of(client, "vera", "reported")


async def test_another_problem_at_the_same_site_does_not(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert (await a_report(client, element="waste.overflow"))["order_id"] != order


@pytest.mark.parametrize(("lat", "joined"), [(31.2602, True), (31.2604, False)])
async def test_without_a_site_what_is_close_joins(client: httpx.AsyncClient, lat: float, joined: bool):  # noqa: FBT001
    order = (await a_report(client, "will", lat=31.26, lon=121.57))["order_id"]
    report = await a_report(client, lat=lat, lon=121.57)
    assert report["joined"] is joined
    assert (report["order_id"] == order) is joined


async def test_me_too_from_nearby_joins_whatever_it_is_called(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    report = await a_report(client, element="waste.overflow", order=order, lat=31.2530, lon=121.57)
    assert (report["order_id"], report["joined"]) == (order, True)


async def test_me_too_from_far_away_or_to_nothing_looks_the_same(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    answers = [
        await send_report(client, "vera", order=order, lat=31.2560, lon=121.57),
        await send_report(client, "vera", order=str(uuid.uuid4()), lat=31.2530, lon=121.57),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not.found")] * 2
    assert answers[0].json() == answers[1].json()
    assert await db.fetchval("select count(*) from discovery") == 1


async def test_without_an_element_it_is_something_else(client: httpx.AsyncClient):
    report = await a_report(client, element=None, text="不知道是什么")
    assert (await order_of(client, "vera", report["order_id"]))["element"]["code"] == "general.other"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"element": "no.such"}, "element.unknown"),
        ({"site": "no-such"}, "site.unknown"),
        ({"lat": 0.0, "lon": 0.0}, "place.unknown"),
        ({"lat": 31.25}, "place.unknown"),
        ({"site": None}, "place.unknown"),
    ],
)
async def test_what_is_unknown_is_said(client: httpx.AsyncClient, changes: dict[str, Any], code: str):
    answer = await send_report(client, "vera", **changes)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await db.fetchval("select count(*) from orders") == 0


async def test_elsewhere_than_in_one_s_own_districts_nothing_is_known(client: httpx.AsyncClient):
    await a_signal(client, by="cam9", site="site9")
    assert (await send_report(client, "vera", site="site9")).json()["code"] == "site.unknown"
    assert (await send_report(client, "vera", lat=31.30, lon=121.53)).json()["code"] == "place.unknown"


async def test_words_alone_may_say_where_it_is_then_it_lies_in_the_reporter_s_own_area(client: httpx.AsyncClient):
    reports = [await a_report(client, site=None, text="三号楼后面的小路上") for _ in range(2)]
    seen = await order_of(client, "vera", reports[0]["order_id"])
    assert (seen["area"]["code"], seen["site"], seen["lat"], seen["lon"]) == ("n1", None, None, None)
    # Nobody knows whether two such reports are of one thing: a person decides.
    assert [report["joined"] for report in reports] == [False, False]


async def test_without_a_place_nobody_joins_anything(client: httpx.AsyncClient):
    order = (await a_report(client))["order_id"]
    answer = await send_report(client, "vera", order=order, site=None, text="我也看到了")
    assert answer.json()["code"] == "place.unknown"


async def test_photos_must_have_been_uploaded(client: httpx.AsyncClient):
    answer = await send_report(client, "vera", photos=[{"sha256": "0" * 64}])
    assert (answer.status_code, answer.json()["code"], answer.json()["missing"]) == (409, "photo.missing", ["0" * 64])
    assert await db.fetchval("select count(*) from discovery") == 0


async def test_a_worker_s_report_is_a_patrol_s(client: httpx.AsyncClient):
    order = (await a_report(client, "will"))["order_id"]
    assert (await order_of(client, "will", order))["channel"] == "patrol"
    assert await told(order, "new") == ["carol"]


async def test_who_finds_and_coordinates_is_not_rung_for_it(client: httpx.AsyncClient):
    order = (await a_report(client, "carol"))["order_id"]
    assert await told(order, "new") == []
    await acted(client, "carol", order, "accept")


async def test_a_closed_order_is_not_joined(client: httpx.AsyncClient):
    order = await closed(client)
    assert (await a_report(client))["order_id"] != order
