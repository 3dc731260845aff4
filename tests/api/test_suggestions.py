"""What is open nearby, for "somebody has reported this already"."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_photo, a_signal, acted
from tests.cast import bearer, device

HERE = {"lat": 31.2503, "lon": 121.5703}


async def suggested(client: httpx.AsyncClient, who: str, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/suggestions", params=HERE | query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_an_open_order_nearby_is_suggested_with_its_distance_and_thumbnail(client: httpx.AsyncClient):
    found = await a_photo(client, device("cam1"))
    order = (await a_signal(client, photo=found))["order_id"]
    (item,) = await suggested(client, "vera")
    assert (item["order_id"], item["picture"]) == (order, found)
    assert 30 < item["distance_m"] < 60
    assert (await client.get(f"/photos/{found}/thumb", headers=bearer("vera"))).status_code == 200
    assert (await client.get(f"/photos/{found}/view", headers=bearer("vera"))).status_code == 404


async def test_another_element_another_place_and_a_closed_order_are_not(client: httpx.AsyncClient):
    found = await a_photo(client, device("cam1"))
    order = (await a_signal(client, photo=found))["order_id"]
    assert await suggested(client, "vera", element="river.litter") == []
    assert await suggested(client, "vera", lat=31.26) == []
    await acted(client, "carol", order, "void", reason="false_alarm")
    assert await suggested(client, "vera") == []
    assert (await client.get(f"/photos/{found}/thumb", headers=bearer("vera"))).status_code == 404


async def test_nothing_is_suggested_to_people_of_another_district(client: httpx.AsyncClient):
    found = await a_photo(client, device("cam1"))
    await a_signal(client, photo=found)
    assert await suggested(client, "omar") == []
    assert (await client.get(f"/photos/{found}/thumb", headers=bearer("omar"))).status_code == 404


async def test_the_nearest_comes_first(client: httpx.AsyncClient):
    await db.execute(
        "insert into site (code, kind, name_zh, name_en, area, lat, lon)"
        " values ('close', 'drop_off', '近', 'Close', 'n1', 31.2503, 121.5703)"
    )
    far = (await a_signal(client))["order_id"]
    close = (await a_signal(client, site="close"))["order_id"]
    found = await suggested(client, "vera")
    assert [each["order_id"] for each in found] == [close, far]
    assert found[0]["distance_m"] == 0
    fields = {"order_id", "order_no", "element", "state", "distance_m", "filed_at", "note", "picture", "covered"}
    assert set(found[0]) == fields, "nobody's name"


@pytest.mark.parametrize(
    "query", [{"lat": "91"}, {"lon": "181"}, {"lat": "nan"}, {"lat": "inf"}, {"lat": "x"}, {"lat": ""}]
)
async def test_a_place_must_be_one(client: httpx.AsyncClient, query: dict[str, str]):
    answer = await client.get("/suggestions", params=HERE | query, headers=bearer("vera"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_at_the_poles_and_at_the_edge_of_the_map_nothing_breaks(client: httpx.AsyncClient):
    for lat, lon in ((90, 180), (-90, -180), (0, 0)):
        assert await suggested(client, "vera", lat=lat, lon=lon) == []
