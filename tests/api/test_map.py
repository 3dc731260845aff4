"""What a map shows beneath the orders: the caller's areas, drawn or guessed; pictures only if an operator chose."""

import itertools
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.places.rules import box, hull
from fieldloop.settings import settings
from tests.cast import bearer

DRAWN = {"type": "Polygon", "coordinates": [[[121.5, 31.2], [121.6, 31.2], [121.6, 31.3], [121.5, 31.2]]]}
CREDIT = "© OpenStreetMap contributors, ODbL 1.0"


async def map_of(client: httpx.AsyncClient, who: str) -> dict[str, Any]:
    answer = await client.get("/map", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def seen(view: dict[str, Any]) -> dict[str, tuple[bool, bool]]:
    facts = [feature["properties"] for feature in view["outline"]["features"]]
    return {each["code"]: (each["own"], each["exact"]) for each in facts}


async def test_an_area_that_nobody_drew_is_guessed_around_its_sites(client: httpx.AsyncClient):
    view = await map_of(client, "will")
    assert seen(view) == {"n1": (True, False)}
    (ring,) = view["outline"]["features"][0]["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert min(lon for lon, _ in ring) < 121.57 < max(lon for lon, _ in ring)
    assert (view["credits"], view["tiles"]) == ([], None)


async def test_what_was_drawn_comes_with_its_credit_and_the_neighbours_beside_it(client: httpx.AsyncClient):
    drawn = DRAWN | {"credit": CREDIT}
    await db.execute("update area set outline = $1 where code in ('s1', 's9')", drawn)
    assert seen(await map_of(client, "mia")) == {"s1": (True, True)}
    view = await map_of(client, "will")
    assert seen(view) == {"n1": (True, False), "s1": (False, True)}
    assert view["credits"] == [CREDIT]
    assert [each["geometry"] for each in view["outline"]["features"]][1] == DRAWN


async def test_nothing_of_another_district_is_shown(client: httpx.AsyncClient):
    await db.execute("update area set outline = $1 where code in ('s1', 'n1', 'd1')", DRAWN)
    for who in ("otto", "omar", "olga"):
        assert set(seen(await map_of(client, who))) <= {"s9", "n9"}, who


async def test_who_has_no_role_sees_an_empty_map(client: httpx.AsyncClient):
    await db.execute("delete from role")
    assert (await map_of(client, "will"))["outline"] == {"type": "FeatureCollection", "features": []}


async def test_pictures_come_from_where_the_operator_said_and_only_they_may(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    page = "http://fieldloop.test/"
    assert "img-src 'self' blob: data:;" in (await client.get(page)).headers["content-security-policy"]
    monkeypatch.setenv("FIELDLOOP_TILES_URL", "https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=k")
    monkeypatch.setenv("FIELDLOOP_TILES_ATTRIBUTION", "© Tiles")
    monkeypatch.setenv("FIELDLOOP_TILES_SYSTEM", "gcj02")
    settings.cache_clear()
    try:
        url = "https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=k"
        assert (await map_of(client, "will"))["tiles"] == {"url": url, "attribution": "© Tiles", "system": "gcj02"}
        policy = (await client.get(page)).headers["content-security-policy"]
        assert "img-src 'self' blob: data: https://*.tiles.example:8443;" in policy
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_a_ring_around_places_holds_each_of_them():
    places = [(31.25, 121.57), (31.26, 121.58), (31.255, 121.575), (31.25, 121.58)]
    ring = hull(places)
    assert ring[0] == ring[-1]
    turns = [
        (b[0] - a[0]) * (lat - a[1]) - (b[1] - a[1]) * (lon - a[0])
        for a, b in itertools.pairwise(ring)
        for lat, lon in places
    ]
    assert min(turns) > 0, "each place lies to the left of every side"


def test_one_place_has_a_ring_of_80_m_and_none_has_none():
    south, west, north, east = box(31.25, 121.57, 81)
    ring = hull([(31.25, 121.57)])
    assert len(ring) == 9
    assert all(west < lon < east and south < lat < north for lon, lat in ring)
    assert hull([]) == []
