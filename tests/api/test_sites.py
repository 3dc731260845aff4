"""The file of a site: facts, what is open there, what was; a foreign site looks like an unknown one."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, accepted, acted, closed
from tests.cast import bearer

FACTS = {"households": 612, "camera": True, "open": ["06:30-09:00"]}


async def file_of(client: httpx.AsyncClient, who: str, site: str = "site1") -> dict[str, Any]:
    answer = await client.get(f"/sites/{site}", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(orders: list[dict[str, Any]]) -> list[str]:
    return [order["id"] for order in orders]


async def test_it_says_what_the_place_is_where_and_who_answers(client: httpx.AsyncClient):
    await db.execute("update site set file = $1 where code = 'site1'", FACTS)
    found = await file_of(client, "will")
    assert (found["name"]["en"], found["address"], found["file"]) == ("Waste room, Lane 737", "金杨路737弄", FACTS)
    assert [area["code"] for area in found["areas"]] == ["d1", "s1", "n1"]
    assert found["answers"]["phone"] == "021-5885-0001"
    assert (found["open"], found["history"]) == ([], [])


async def test_it_lists_what_is_open_there_and_what_was(client: httpx.AsyncClient):
    past = await closed(client)
    now = await accepted(client, element="waste.overflow")
    await a_signal(client, site="site2")
    for who in ("will", "carol", "mia"):
        found = await file_of(client, who)
        assert (ids(found["open"]), ids(found["history"])) == ([now], [past]), who


async def test_a_colleague_sees_only_what_may_be_taken(client: httpx.AsyncClient):
    past = await closed(client)
    await accepted(client, element="general.other")
    free = (await a_signal(client, element="waste.overflow"))["order_id"]
    found = await file_of(client, "wanda")
    assert ids(found["open"]) == [free]
    assert past not in ids(found["history"])


@pytest.mark.parametrize("who", ["cody", "wes", "otto", "olga", "omar"])
@pytest.mark.parametrize("state", ["open", "past"])
async def test_another_unit_s_or_district_s_people_cannot_tell_it_from_an_unknown_one(
    client: httpx.AsyncClient, who: str, state: str
):
    await (a_signal if state == "open" else closed)(client)
    answers = [await client.get(f"/sites/{site}", headers=bearer(who)) for site in ("site1", "nosite")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


async def test_another_street_s_manager_cannot_see_it(client: httpx.AsyncClient):
    await db.execute("insert into area select 's2', level, parent, name_zh, name_en, zone, lat, lon, district, 's2'"
                     " from area where code = 's1'")  # fmt: skip
    await db.execute("update role set area = 's2' where area = 's1'")
    await a_signal(client)
    assert (await client.get("/sites/site1", headers=bearer("mia"))).status_code == 404


async def test_who_is_given_an_order_there_sees_the_place_while_it_is_open(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    found = await file_of(client, "wes")
    assert (found["code"], ids(found["open"])) == ("site1", [order])
    await acted(client, "mia", order, "void", reason="false_alarm")
    assert (await client.get("/sites/site1", headers=bearer("wes"))).status_code == 404


async def test_a_duty_makes_a_place_the_unit_s(client: httpx.AsyncClient):
    assert (await file_of(client, "wes", "site2"))["unit"] is None
    assert (await client.get("/sites/site2", headers=bearer("will"))).status_code == 404


@pytest.mark.parametrize("code", ["%00", "a" * 300, "' or 1=1 --", "site1 ", "SITE1", "*"])
async def test_nonsense_is_unknown(client: httpx.AsyncClient, code: str):
    assert (await client.get(f"/sites/{code}", headers=bearer("will"))).status_code in {400, 404}


async def test_a_closed_down_place_is_unknown(client: httpx.AsyncClient):
    await db.execute("update site set active = false where code = 'site1'")
    assert (await client.get("/sites/site1", headers=bearer("ada"))).status_code == 404


async def test_the_nearest_is_the_nearest_in_metres_and_not_in_degrees(client: httpx.AsyncClient):
    """At 60 degrees north a degree of longitude is half of one of latitude."""
    await db.executemany(
        "insert into site (code, kind, name_zh, name_en, area, lat, lon)"
        " values ($1, 'drop_off', '点', 'P', 'n1', $2, $3)",
        [("east", 60.0, 10.015), ("north", 60.010, 10.0), ("nowhere", None, None)],
    )
    answer = await client.get("/sites", params={"near": "60,10"}, headers=bearer("will"))
    found = answer.json()["items"]
    assert [site["code"] for site in found] == ["east", "north", "site2", "site1", "nowhere"]
    assert found[0]["distance_m"] < found[1]["distance_m"]
    assert found[-1]["distance_m"] is None


async def test_among_many_the_fifty_nearest_are_found(client: httpx.AsyncClient):
    """Sixty lie east, nearer in metres; by degrees the fifty of the north would be the nearest."""
    rows = [(f"east{n:02}", 60.0, 10.02 + n * 0.0001) for n in range(60)]
    rows += [(f"north{n:02}", 60.015 + n * 0.00001, 10.0) for n in range(60)]
    await db.executemany(
        "insert into site (code, kind, name_zh, name_en, area, lat, lon)"
        " values ($1, 'drop_off', '点', 'P', 'n1', $2, $3)",
        rows,
    )
    found = (await client.get("/sites", params={"near": "60,10"}, headers=bearer("will"))).json()["items"]
    assert [site["code"] for site in found] == [code for code, *_ in rows[:50]]


async def test_a_report_without_a_site_goes_to_the_area_that_is_nearest_in_metres(client: httpx.AsyncClient):
    await db.execute("update area set lat = 60.010, lon = 10.0 where code = 'n1'")
    await db.execute("update area set lat = 60.0, lon = 10.015 where code = 'n2'")
    body = {"id": "01900000-0000-7000-8000-000000000001", "lat": 60.0, "lon": 10.0, "at": "2026-11-23T08:00:00Z"}
    answer = await client.post("/reports", json=body, headers=bearer("vera"))
    assert answer.status_code == 201, answer.text
    area = "select area from orders where id = $1::text::uuid"
    assert await db.fetchval(area, answer.json()["order_id"]) == "n2"
