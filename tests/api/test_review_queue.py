"""The review box: risk first, then what is due; a cursor goes through all of it once."""

import uuid
from typing import Any

import httpx

from fieldloop import db
from fieldloop.orders.risk import NEW_HERE, rate
from tests.api.client import acted, box_of, order_of, refused, submitted
from tests.cast import bearer, person_id


async def a_finding(order: str, kind: str = "gallery") -> None:
    """Let a photo of the order raise a question."""
    photo = await db.fetchval("select after from orders where id = $1", uuid.UUID(order))
    await db.execute(
        "insert into finding (id, order_id, photo, phase, kind, numbers, found_at)"
        " values (gen_random_uuid(), $1, $2, 'after', $3, '{}', now())",
        *(uuid.UUID(order), photo, kind),
    )
    await rate(uuid.UUID(order))


async def three(client: httpx.AsyncClient) -> list[str]:
    sites = [
        await db.fetchval(
            "insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)"
            " values ($1, 'drop_off', '新', 'New', 'n1', 'u1', 31.25, 121.57) returning code",
            f"queue-{number}",
        )
        for number in range(3)
    ]
    return [await submitted(client, site=site) for site in sites]


async def test_what_its_photos_ask_about_comes_first_and_the_oldest_of_the_rest_next(client: httpx.AsyncClient):
    await db.execute("update element set sample_share = 0")
    first, second, third = await three(client)
    await a_finding(third)
    assert await box_of(client, "mia", "review") == [third, first, second]
    assert (await order_of(client, "mia", third))["risk"] > (await order_of(client, "mia", first))["risk"] == NEW_HERE


async def test_how_far_up_it_stands_is_told_to_nobody_but_judges(client: httpx.AsyncClient):
    order = await submitted(client)
    await a_finding(order)
    assert (await order_of(client, "mia", order))["risk"] > 0
    for who in ("will", "carol"):
        assert (await order_of(client, who, order))["risk"] == 0


async def test_pages_follow_each_other_without_a_gap_or_a_repetition(client: httpx.AsyncClient):
    await db.execute("update element set sample_share = 0")
    orders = await three(client)
    await a_finding(orders[1])
    seen, cursor = list[str](), None
    while True:
        query: dict[str, Any] = {"box": "review", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/orders", params=query, headers=bearer("mia"))).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [orders[1], orders[0], orders[2]]


async def test_hands_with_five_approved_are_no_longer_new(client: httpx.AsyncClient):
    await db.execute("update element set sample_share = 0")
    for _ in range(5):
        order = await submitted(client)
        assert (await order_of(client, "mia", order))["risk"] == NEW_HERE
        await acted(client, "mia", order, "approve")
    assert (await order_of(client, "mia", await submitted(client)))["risk"] == 0


async def test_where_the_element_says_so_nobody_of_the_unit_reviews(client: httpx.AsyncClient):
    await db.execute("update element set other_unit = true where code = 'waste.bag_outside'")
    await db.execute(
        "insert into role (id, person, kind, unit) values (gen_random_uuid(), $1, 'coordinator', 'u1')",
        person_id("mia"),
    )
    order = await submitted(client)
    assert order not in await box_of(client, "mia", "review")
    assert await refused(client, "mia", order, "approve") == (403, "order.not_allowed")
    assert order in await box_of(client, "mike", "review")
    assert (await acted(client, "mike", order, "approve"))["state"] == "closed"


async def test_the_checklist_of_the_element_comes_with_the_order(client: httpx.AsyncClient):
    lines = [{"zh": "地面干净", "en": "The ground is clean"}]
    await db.execute("update element set checklist = $1 where code = 'waste.bag_outside'", lines)
    assert (await order_of(client, "mia", await submitted(client)))["checklist"] == lines


async def test_the_site_s_last_pairs_are_there_for_comparison(client: httpx.AsyncClient):
    older = await submitted(client)
    await acted(client, "mia", older, "approve")
    order = await submitted(client)
    [pair] = (await client.get(f"/orders/{order}/pairs", headers=bearer("mia"))).json()["items"]
    shown = await order_of(client, "mia", older)
    assert (pair["order_no"], pair["after"], pair["before"]) == (shown["order_no"], shown["after"], shown["picture"])
    assert (await client.get(f"/orders/{order}/pairs", headers=bearer("otto"))).status_code == 404


async def test_who_decides_an_appeal_sees_no_names_unless_he_knows_them_already(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "return", reason="not_done")
    await acted(client, "will", order, "appeal", text="角落是干净的")
    answer = await client.get(f"/orders/{order}", headers=bearer("mike"))
    assert "王师傅" not in answer.text
    assert "马主任" not in answer.text
    assert answer.json()["photos"][-1]["person"] is None
    page = await client.get("/orders", params={"box": "review"}, headers=bearer("mike"))
    assert "王师傅" not in page.text
    assert (await order_of(client, "will", order))["person"]["name"] == "王师傅"
    assert (await order_of(client, "mia", order))["person"]["name"] == "王师傅", "she returned it and knows"
