"""The board: what is open, late and closed today; in an area, or in a coordinator's unit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_photo, a_signal, acted
from tests.cast import bearer, person_id


async def board(client: httpx.AsyncClient, who: str, **query: str) -> dict[str, Any]:
    answer = await client.get("/stats/board", params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def figures(found: dict[str, Any]) -> tuple[int, int, int]:
    return found["open"], found["late"], found["closed_today"]


async def close_one(client: httpx.AsyncClient, **signal: Any) -> str:
    order = (await a_signal(client, **signal))["order_id"]
    await acted(client, "will", order, "accept")
    photos = [{"sha256": await a_photo(client, bearer("will")), "phase": "after"}]
    await acted(client, "will", order, "submit", photos=photos)
    await acted(client, "mia", order, "approve")
    return order


async def test_it_counts_what_is_open_by_state_and_by_scenario(client: httpx.AsyncClient):
    await a_signal(client)
    held = (await a_signal(client, element="waste.overflow"))["order_id"]
    await acted(client, "will", held, "accept")
    await a_signal(client, site="site2", element="river.litter")
    await close_one(client, element="general.other")
    found = await board(client, "mia")
    assert found["area"]["code"] == "s1"
    assert figures(found) == (3, 0, 1)
    assert found["by_state"] == {"dispatched": 2, "accepted": 1}
    lines = {
        line["scenario"]["code"]: (line["open"], line["late"], line["closed_today"]) for line in found["by_scenario"]
    }
    assert lines == {"waste": (2, 0, 0), "river": (1, 0, 0), "general": (0, 0, 1)}


async def test_nothing_is_nought_and_not_an_error(client: httpx.AsyncClient):
    found = await board(client, "dora")
    assert figures(found) == (0, 0, 0)
    assert (found["by_state"], found["by_scenario"]) == ({}, [])


async def test_late_is_what_is_over_its_time_now(client: httpx.AsyncClient):
    await a_signal(client)
    await a_signal(client, element="waste.overflow")
    assert figures(await board(client, "mia")) == (2, 0, 0)
    db.clock.shift = timedelta(minutes=6)
    assert figures(await board(client, "mia")) == (2, 1, 0)


async def test_a_suspended_or_void_order_is_neither_open_nor_late(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "mia", order, "suspend", reason="weather")
    void = (await a_signal(client, site="site2"))["order_id"]
    await acted(client, "mia", void, "void", reason="duplicate")
    db.clock.shift = timedelta(days=2)
    assert figures(await board(client, "mia")) == (0, 0, 0)


async def test_each_looks_at_their_own_area_and_those_inside_it(client: httpx.AsyncClient):
    await a_signal(client)
    await a_signal(client, site="site2")
    assert figures(await board(client, "dora")) == (2, 0, 0)
    assert figures(await board(client, "dora", area="s1")) == (2, 0, 0)
    assert figures(await board(client, "mia", area="n2")) == (1, 0, 0)
    assert (await board(client, "mia", area="n2"))["area"]["name"] == {"zh": "金杨二居", "en": "Jinyang RC 2"}


async def test_a_coordinator_sees_the_unit_s_own_figures(client: httpx.AsyncClient):
    await a_signal(client)
    await a_signal(client, site="site2")
    found = await board(client, "carol")
    assert (found["area"]["code"], figures(found)) == ("u1", (1, 0, 0))


@pytest.mark.parametrize(
    ("who", "area"), [("otto", "s1"), ("otto", "d1"), ("mia", "d1"), ("mia", "n9"), ("carol", "n1")]
)
async def test_a_board_that_is_not_one_s_own_looks_like_none(client: httpx.AsyncClient, who: str, area: str):
    answers = [
        await client.get("/stats/board", params={"area": code}, headers=bearer(who)) for code in (area, "nowhere")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("who", ["will", "vera", "omar"])
async def test_those_who_do_the_work_are_not_asked_to_look_at_figures(client: httpx.AsyncClient, who: str):
    answer = await client.get("/stats/board", headers=bearer(who))
    assert (answer.status_code, answer.json()["code"]) == (403, "role.not_allowed")


async def test_today_begins_at_midnight_by_the_area_s_own_clock(client: httpx.AsyncClient):
    order = await close_one(client)
    # 16:00 in London is midnight in Shanghai.
    now = db.clock.now()
    noon = datetime(now.year, now.month, now.day, 4, tzinfo=UTC) + timedelta(days=1)
    db.clock.shift = noon - now
    for closed_at, today in ((noon - timedelta(hours=11), 1), (noon - timedelta(hours=13), 0)):
        await db.execute("update orders set closed_at = $1, reviewed_at = $1 where id::text = $2", closed_at, order)
        assert figures(await board(client, "mia")) == (0, 0, today)


async def test_a_reopened_order_is_open_again_and_no_longer_closed(client: httpx.AsyncClient):
    order = await close_one(client)
    await acted(client, "mia", order, "reopen", reason="not_fixed")
    assert figures(await board(client, "mia")) == (1, 0, 0)


async def test_who_coordinates_two_units_still_gets_a_board(client: httpx.AsyncClient):
    await db.execute(
        "insert into role (id, person, kind, unit) values (gen_random_uuid(), $1, 'coordinator', 'u2')",
        person_id("carol"),
    )
    assert (await board(client, "carol"))["area"]["code"] == "u1"
