"""The boxes: what each person of the cast finds in which, how they are narrowed, how their pages are turned."""

import base64
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_photo, a_signal, acted, box_of
from tests.cast import bearer, device, person_id

LITTER: dict[str, Any] = {"element": "river.litter", "site": None, "lat": 31.2505, "lon": 121.5705}


async def a_day(client: httpx.AsyncClient) -> dict[str, str]:
    """File one order of each kind and return their ids by short names."""
    names: dict[str, str] = {}

    async def filed(name: str, by: str = "cam1", **signal: Any) -> None:
        body = {"id": name, "source": "s", "element": "waste.bag_outside", "seen_at": "2026-01-01T00:00:00Z"}
        answer = await client.post("/signals", json=body | signal, headers=device(by))
        assert answer.status_code == 201, answer.text
        names[name] = answer.json()["order_id"]

    await filed("waits", site="site1")
    await filed("held", site="site1", element="waste.overflow")
    await acted(client, "will", names["held"], "accept")
    await filed("review", site="site1", element="general.other")
    await acted(client, "wanda", names["review"], "accept")
    after = {"sha256": await a_photo(client, bearer("wanda")), "phase": "after"}
    await acted(client, "wanda", names["review"], "submit", photos=[after])
    await filed("other unit", site="site2")
    await filed("pool", **LITTER)
    await filed("void", site="site2", element="waste.overflow")
    await acted(client, "cody", names["void"], "void", reason="not_ours")
    await filed("foreign", "cam9", site="site9")
    return names


BOXES = {
    ("will", "mine"): {"held"},
    ("will", "unit"): {"waits", "pool"},
    ("will", "all"): {"waits", "held", "pool"},
    ("will", "pool"): {"pool"},
    ("wanda", "mine"): set[str](),
    ("wanda", "unit"): {"waits", "pool"},
    ("carol", "mine"): set[str](),
    ("carol", "unit"): {"waits", "held", "review"},
    ("carol", "all"): {"waits", "held", "review"},
    ("carol", "review"): set[str](),
    ("cody", "unit"): {"other unit"},
    ("cody", "all"): {"other unit", "void"},
    ("vera", "pool"): {"pool"},
    ("vera", "all"): {"pool"},
    ("vera", "unit"): {"pool"},
    ("mia", "review"): {"review"},
    ("mia", "unit"): set[str](),
    ("mia", "all"): {"waits", "held", "review", "other unit", "pool", "void"},
    ("dora", "review"): {"review"},
    ("dora", "all"): {"waits", "held", "review", "other unit", "pool", "void"},
    ("ira", "all"): {"waits", "held", "review", "other unit", "pool", "void"},
    ("ira", "review"): set[str](),
    ("ada", "all"): {"waits", "held", "review", "other unit", "pool", "void"},
    ("otto", "all"): {"foreign"},
    ("otto", "review"): set[str](),
    ("olga", "unit"): {"foreign"},
    ("omar", "unit"): {"foreign"},
    ("omar", "pool"): set[str](),
}


async def test_each_box_holds_what_is_its_person_s_business(client: httpx.AsyncClient):
    names = {order: name for name, order in (await a_day(client)).items()}
    found = {(who, box): {names[order] for order in await box_of(client, who, box)} for who, box in BOXES}
    assert found == BOXES


async def test_the_late_box_holds_what_is_over_time_and_only_that(client: httpx.AsyncClient):
    names = await a_day(client)
    assert await box_of(client, "mia", "late") == []
    db.clock.shift = timedelta(minutes=6)
    assert set(await box_of(client, "mia", "late")) == {names["waits"], names["other unit"]}
    assert await box_of(client, "carol", "late") == [names["waits"]]
    db.clock.shift = timedelta(minutes=61)
    assert await box_of(client, "will", "late") == [names["held"]]


async def test_a_person_finds_again_what_they_reported(client: httpx.AsyncClient):
    body = {"id": "01900000-0000-7000-8000-00000000beef", "site": "site1", "at": "2026-01-01T00:00:00Z"}
    order = (await client.post("/reports", json=body, headers=bearer("vera"))).json()["order_id"]
    assert await box_of(client, "vera", "reported") == [order]
    assert await box_of(client, "will", "reported") == []


FILTERS: list[tuple[dict[str, str], set[str]]] = [
    ({"state": "dispatched"}, {"waits", "other unit", "pool"}),
    ({"state": "void"}, {"void"}),
    ({"element": "waste.overflow"}, {"held", "void"}),
    ({"scenario": "river"}, {"pool"}),
    ({"scenario": "waste", "state": "dispatched"}, {"waits", "other unit"}),
    ({"area": "n2"}, {"other unit", "void"}),
    ({"area": "s1"}, {"waits", "held", "review", "other unit", "pool", "void"}),
    ({"area": "n9"}, set()),
    ({"area": "nowhere"}, set()),
    ({"site": "site1"}, {"waits", "held", "review"}),
    ({"site": "site9"}, set()),
    ({"q": "垃圾厢房"}, {"waits", "held", "review"}),
    ({"q": "DROP-OFF"}, {"other unit", "void"}),
    ({"q": "金杨路900"}, {"other unit", "void"}),
    ({"q": "%"}, set()),
    ({"q": "_"}, set()),
    ({"q": "\\"}, set()),
    ({"q": "' or true --"}, set()),
    ({"q": "  "}, {"waits", "held", "review", "other unit", "pool", "void"}),
    ({"element": "nonsense"}, set()),
]


async def test_a_box_is_narrowed_by_everything_one_can_ask_for(client: httpx.AsyncClient):
    names = {order: name for name, order in (await a_day(client)).items()}
    for query, expected in FILTERS:
        assert {names[order] for order in await box_of(client, "mia", "all", **query)} == expected, query


async def test_an_order_is_found_by_its_number(client: httpx.AsyncClient):
    await a_day(client)
    wanted = await a_signal(client, site="site2", element="general.other")
    assert await box_of(client, "mia", "all", q=wanted["order_no"]) == [wanted["order_id"]]
    assert await box_of(client, "otto", "all", q=wanted["order_no"]) == []


async def turned(client: httpx.AsyncClient, who: str, box: str, limit: int) -> list[str]:
    """Turn all pages of a box and return the ids as they came."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        query = {"box": box, "limit": limit} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/orders", params=query, headers=bearer(who))).json()
        assert len(page["items"]) <= limit
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


async def test_no_order_is_lost_or_doubled_between_pages_even_when_all_are_due_at_once(client: httpx.AsyncClient):
    elements = ("waste.bag_outside", "waste.overflow", "river.litter", "general.other")
    for number in range(7):
        await a_signal(client, site=f"site{number % 2 + 1}", element=elements[number // 2])
    await db.execute("update orders set due_at = '2027-01-01', warn_at = '2027-01-01', look_at = '2027-01-01'")
    # A coordinator of two units sees what is in either.
    await db.execute(
        "insert into role (id, person, kind, unit) values (gen_random_uuid(), $1, 'coordinator', 'u2')",
        person_id("carol"),
    )
    for who, box in (("carol", "unit"), ("carol", "all"), ("mia", "all")):
        whole = await box_of(client, who, box)
        assert len(whole) == 7
        for limit in (1, 2, 3):
            assert await turned(client, who, box, limit) == whole


async def test_open_boxes_begin_with_what_is_due_first_and_the_others_with_what_is_newest(client: httpx.AsyncClient):
    slow = (await a_signal(client, element="general.other"))["order_id"]
    quick = (await a_signal(client))["order_id"]
    middle = (await a_signal(client, element="waste.overflow"))["order_id"]
    assert await box_of(client, "carol", "unit") == [quick, middle, slow]
    assert await box_of(client, "carol", "all") == [middle, quick, slow]


async def test_what_comes_in_while_pages_are_turned_shifts_nothing(client: httpx.AsyncClient):
    first = (await a_signal(client))["order_id"]
    second = (await a_signal(client, site="site2"))["order_id"]
    query = {"box": "all", "limit": 1}
    page = (await client.get("/orders", params=query, headers=bearer("mia"))).json()
    assert [item["id"] for item in page["items"]] == [second]
    await a_signal(client, element="waste.overflow")
    after = await client.get("/orders", params=query | {"cursor": page["next_cursor"]}, headers=bearer("mia"))
    assert [item["id"] for item in after.json()["items"]] == [first]


def cursor_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "%00",
        "é",
        "A",
        cursor_of("[]"),
        cursor_of("null"),
        cursor_of('["2026-01-01T00:00:00Z"]'),
        cursor_of('["yesterday", "01900000-0000-7000-8000-000000000001"]'),
        cursor_of('["2026-01-01T00:00:00", "01900000-0000-7000-8000-000000000001"]'),
        cursor_of('[null, "01900000-0000-7000-8000-000000000001"]'),
        cursor_of('["2026-01-01T00:00:00Z", "1; drop table orders"]'),
    ],
)
async def test_a_cursor_that_is_none_of_ours_is_refused(client: httpx.AsyncClient, cursor: str):
    answer = await client.get("/orders", params={"box": "unit", "cursor": cursor}, headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor.invalid")


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": -1},
        {"limit": 201},
        {"limit": "many"},
        {"box": "everything"},
        {"state": "lost"},
        {"q": "x" * 101},
        {"cursor": "x" * 201},
        {"site": "x" * 65},
    ],
)
async def test_a_question_out_of_bounds_is_refused(client: httpx.AsyncClient, query: dict[str, Any]):
    answer = await client.get("/orders", params=query, headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert answer.json()["errors"][0]["field"] == next(iter(query))


async def test_two_hundred_are_the_most_and_fifty_without_asking(client: httpx.AsyncClient):
    assert (await client.get("/orders", params={"limit": 200}, headers=bearer("carol"))).status_code == 200
    order = (await a_signal(client))["order_id"]
    columns = await db.fetchval(
        "select string_agg(column_name, ', ') from information_schema.columns"
        " where table_name = 'orders' and column_name not in ('id', 'no')"
    )
    await db.execute(
        f"insert into orders (id, no, {columns}) select gen_random_uuid(), 'copy-' || n, {columns}"
        f" from orders, generate_series(1, 60) n where id = '{order}'"
    )
    page = (await client.get("/orders", params={"box": "unit"}, headers=bearer("carol"))).json()
    assert len(page["items"]) == 50
    assert len(await turned(client, "carol", "unit", 50)) == 61


async def test_a_null_character_in_a_search_is_the_asker_s_fault(client: httpx.AsyncClient):
    for query in ({"q": "a\0b"}, {"site": "\0"}, {"area": "\0"}, {"element": "\0"}):
        answer = await client.get("/orders", params={"box": "all", **query}, headers=bearer("mia"))
        assert answer.status_code in {200, 400}, (query, answer.text)
