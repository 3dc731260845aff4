"""How fair review is, in figures: of a period, of the own areas, and of reviewers' own judgements."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from tests.api.client import acted, submitted
from tests.api.test_inspections import drawn, judge
from tests.cast import bearer, device, person_id


@pytest.fixture(autouse=True)
def clock_set_back() -> Iterator[None]:
    yield
    db.clock.shift = timedelta()


async def test_a_late_mark_that_is_lifted_is_no_reversal_of_whoever_looked_at_the_photos(client: httpx.AsyncClient):
    order = await submitted(client)
    await db.execute("update orders set overran = true")
    await acted(client, "mia", order, "approve")
    await acted(client, "will", order, "appeal", text="门锁着")
    await acted(client, "mike", order, "excuse")
    assert (await client.get("/stats/reversals", headers=bearer("dora"))).json()["items"] == []


async def test_reversals_are_told_to_managers_of_the_area_and_are_about_reviewers(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "return", reason="not_done")
    await acted(client, "will", order, "appeal", text="角落是干净的")
    await acted(client, "mike", order, "approve")
    figures = (await client.get("/stats/reversals", headers=bearer("dora"))).json()["items"]
    assert [(line["person"]["name"], line["decided"], line["reversed"]) for line in figures] == [("马主任", 1, 1)]
    assert (await client.get("/stats/reversals", headers=bearer("otto"))).json()["items"] == []
    for headers in (bearer("will"), bearer("ira"), bearer("carol")):
        assert (await client.get("/stats/reversals", headers=headers)).status_code == 403
    assert (await client.get("/stats/reversals", headers=device("cam1"))).status_code == 401


@pytest.mark.parametrize(("role", "area"), [("district", "d1"), ("street", "s1"), ("neighbourhood", "n1")])
async def test_the_figures_are_of_a_period_and_of_the_own_areas(client: httpx.AsyncClient, role: str, area: str):
    _, seen = await drawn(client)
    await judge(client, seen)
    other = await submitted(client)
    await acted(client, "mia", other, "return", reason="not_done")
    await acted(client, "will", other, "appeal", text="角落是干净的")
    await acted(client, "mike", other, "approve")
    await db.execute("update role set area = $1 where person = $2", area, person_id("mia"))

    async def figures(days: int | None, who: str = "mia") -> tuple[int, int]:
        period = {"days": days} if days else {}
        inspected = (await client.get("/stats/inspections", params=period, headers=bearer(who))).json()
        reversals = (await client.get("/stats/reversals", params=period, headers=bearer(who))).json()
        assert inspected["since"] < db.clock.now().isoformat()
        return inspected["all"]["drawn"], sum(line["decided"] for line in reversals["items"])

    assert [await figures(1), await figures(1, "otto")] == [(1, 1), (0, 0)], role
    db.clock.shift += timedelta(days=2)
    assert [await figures(1), await figures(7), await figures(None)] == [(0, 0), (1, 1), (1, 1)]
    db.clock.shift += timedelta(days=90)
    assert [await figures(None), await figures(366)] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("days", [0, -1, 367, "x"])
async def test_a_period_has_its_bounds(client: httpx.AsyncClient, days: int | str):
    for path in ("/stats/inspections", "/stats/reversals"):
        assert (await client.get(path, params={"days": days}, headers=bearer("mia"))).status_code == 400
