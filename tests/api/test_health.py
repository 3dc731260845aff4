"""What those who watch the machine read."""

import re

import httpx

from fieldloop import db
from tests.api.client import a_signal
from tests.cast import bearer

HOST = "http://fieldloop.test"


async def test_it_lives(client: httpx.AsyncClient):
    answer = await client.get(HOST + "/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_while_the_database_answers(client: httpx.AsyncClient):
    answer = await client.get(HOST + "/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})


async def test_without_the_database_it_lives_but_is_not_ready(client: httpx.AsyncClient, database: str):
    await db.close_pool()
    try:
        answer = await client.get(HOST + "/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "server.unavailable")
        assert int(answer.headers["retry-after"]) > 0
        assert (await client.get(HOST + "/health/live")).status_code == 200
    finally:
        await db.open_pool(database)
    assert (await client.get(HOST + "/health/ready")).status_code == 200


async def counted(client: httpx.AsyncClient, line: str) -> float:
    text = (await client.get(HOST + "/metrics")).text
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0


async def test_every_answer_is_counted_by_its_route_and_never_by_its_path(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    line = 'fieldloop_requests_total{method="GET",route="/api/v1/orders/{order_id}",status="200"}'
    before = await counted(client, line)
    await client.get(f"/orders/{order}", headers=bearer("will"))
    assert await counted(client, line) == before + 1
    assert order not in (await client.get(HOST + "/metrics")).text


async def test_paths_and_methods_that_are_none_make_no_series_of_their_own(client: httpx.AsyncClient):
    await client.request("BREW", "/coffee-7a1f", headers=bearer("will"))
    await client.get("/coffee-7a1f")
    text = (await client.get(HOST + "/metrics")).text
    assert "coffee-7a1f" not in text
    assert "BREW" not in text


async def test_the_figures_hold_no_secret(client: httpx.AsyncClient):
    await client.get("/me", headers=bearer("will"))
    answer = await client.get(HOST + "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "will" not in answer.text
