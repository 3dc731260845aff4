"""What those who watch the machine read."""

import re

import httpx
import pytest

from fieldloop import db, health
from fieldloop.sla.jobs import reconcile, sweep_due
from tests.api.client import a_signal
from tests.cast import bearer
from tests.notify.rows import an_order, told

HOST = "http://fieldloop.test"


async def test_it_lives(client: httpx.AsyncClient):
    answer = await client.get(HOST + "/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.fixture
async def watched(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """An API whose first minute is over, beside a worker that has just looked."""
    monkeypatch.setattr(health, "GRACE_S", -1.0)
    await sweep_due()
    await reconcile()
    return client


async def red(client: httpx.AsyncClient) -> list[str]:
    """Return what is said to be wrong, with a status that agrees."""
    answer = await client.get(HOST + "/health/ready")
    assert (answer.status_code == 503) == bool(answer.json()["wrong"]), answer.text
    return answer.json()["wrong"]


async def test_it_is_ready_while_the_database_answers_and_a_worker_looks(watched: httpx.AsyncClient):
    answer = await watched.get(HOST + "/health/ready")
    body = answer.json()
    assert (answer.status_code, body["status"], body["database"]) == (200, "ok", "ok")
    assert (body["wrong"], body["warnings"]) == ([], [])
    assert 0 <= body["figures"]["swept_s"] < 60


async def test_at_the_start_the_worker_may_come_after_the_api(client: httpx.AsyncClient):
    answer = await client.get(HOST + "/health/ready")
    assert (answer.status_code, answer.json()["status"], answer.json()["wrong"]) == (200, "starting", ["sweep_late"])


async def test_when_nobody_ever_looked_it_says_so_as_a_problem(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(health, "GRACE_S", -1.0)
    answer = await client.get(HOST + "/health/ready", headers={"Accept-Language": "en"})
    body = answer.json()
    assert (answer.status_code, body["code"], body["wrong"]) == (503, "server.unwatched", ["sweep_late"])
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert int(answer.headers["retry-after"]) > 0
    assert body["title"] == "Deadlines are not being watched"
    assert (await client.get(HOST + "/health/live")).status_code == 200


async def test_a_sweep_that_stopped_is_told(watched: httpx.AsyncClient):
    await db.execute("update sweep_watch set looked_at = now() - interval '61 seconds'")
    assert await red(watched) == ["sweep_late"]
    assert await counted(watched, 'fieldloop_watch_red{what="sweep_late"}') == 1
    await sweep_due()
    assert await red(watched) == []
    assert await counted(watched, 'fieldloop_watch_red{what="sweep_late"}') == 0


@pytest.mark.parametrize("look", ["due_at", "null", "now() + interval '1 day'"])
async def test_an_order_past_its_deadline_that_nobody_escalated_is_told(watched: httpx.AsyncClient, look: str):
    await a_signal(watched)
    assert await red(watched) == []
    await db.execute("update orders set due_at = now() - interval '61 seconds', warned = true")
    await db.execute(f"update orders set look_at = {look}")
    assert await red(watched) == ["order_overdue"]
    assert await counted(watched, "fieldloop_overdue_seconds") > 60
    await reconcile()
    await sweep_due()
    assert await red(watched) == []
    assert await db.fetchval("select count(*) from escalation") == 1


async def test_a_notice_that_should_have_gone_out_is_told_and_one_that_may_wait_is_not(watched: httpx.AsyncClient):
    await told(await an_order(), "will")
    await db.execute("update notice set created_at = now() - interval '1 day', next_at = now() + interval '1 hour'")
    assert await red(watched) == []
    await db.execute("update notice set next_at = now() - interval '301 seconds'")
    assert await red(watched) == ["notice_unsent"]
    await db.execute("update notice set done_at = now(), outcome = 'delivered'")
    assert await red(watched) == []


async def test_an_order_pushed_aside_is_a_warning(watched: httpx.AsyncClient):
    await a_signal(watched)
    await db.execute("insert into sweep_aside (order_id, since, times, error) select id, now(), 1, 'x' from orders")
    answer = await watched.get(HOST + "/health/ready")
    assert (answer.status_code, answer.json()["warnings"]) == (200, ["orders_pushed_aside"])
    assert await counted(watched, "fieldloop_orders_pushed_aside") == 1


async def test_clocks_that_were_put_right_are_counted(watched: httpx.AsyncClient):
    await a_signal(watched)
    await db.execute("update orders set look_at = null")
    await reconcile()
    assert await counted(watched, "fieldloop_clocks_repaired") == 1
    assert (await watched.get(HOST + "/health/ready")).json()["figures"]["repaired"] == 1


async def test_without_the_database_it_lives_but_is_not_ready(client: httpx.AsyncClient, database: str):
    await db.close_pool()
    try:
        answer = await client.get(HOST + "/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "server.unavailable")
        assert int(answer.headers["retry-after"]) > 0
        assert (await client.get(HOST + "/health/live")).status_code == 200
        assert await counted(client, "fieldloop_database_up") == 0
    finally:
        await db.open_pool(database)
    assert (await client.get(HOST + "/health/ready")).status_code == 200
    assert await counted(client, "fieldloop_database_up") == 1


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
