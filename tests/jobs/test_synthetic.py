"""The synthetic order: goes round when sweeper and sender do their part, and nobody ever sees it."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.notify.jobs import send_due
from fieldloop.notify.push import Pusher
from fieldloop.orders.synthetic import NAME, under_way
from fieldloop.orders.synthetic_jobs import go_round
from fieldloop.settings import settings
from fieldloop.sla.jobs import sweep_due
from fieldloop.sla.queries import watch
from fieldloop.sla.watch import wrong
from tests.cast import PERSONS, administers, bearer

Round = Callable[[], Awaitable[None]]


@pytest.fixture
def every_five(own_settings: object, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let one go round every five minutes."""
    monkeypatch.setenv("FIELDLOOP_SYNTHETIC_MINUTES", "5")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def whole_round(client: httpx.AsyncClient, every_five: None, pusher: Pusher) -> Round:
    """File one, let the sweeper and the sender do their part, and finish it."""

    async def go() -> None:
        await go_round()
        db.clock.shift += timedelta(seconds=2)
        await sweep_due()
        await send_due(pusher)
        await go_round()

    return go


async def states() -> list[str]:
    return [row["state"] for row in await db.fetch("select state from orders where element = $1", NAME)]


async def later(minutes: int) -> None:
    """Let so much time have passed since the last one was filed, and came round."""
    await db.execute(
        "update sweep_watch set synthetic_filed_at = synthetic_filed_at - $1::interval,"
        " synthetic_at = synthetic_at - $1::interval",
        timedelta(minutes=minutes),
    )


async def test_without_the_setting_there_is_none(client: httpx.AsyncClient):
    await go_round()
    assert await states() == []
    assert (await watch()).synthetic_every_s is None


async def test_it_goes_round_and_its_time_is_noted(whole_round: Round):
    await whole_round()
    assert await states() == ["closed"]
    seen = await watch()
    assert (seen.synthetic_every_s, wrong(seen)) == (300, [])
    assert seen.synthetic_s is not None
    assert 2 <= seen.synthetic_s < 60
    actions = "select array_agg(action::text order by seq) from order_event"
    assert await db.fetchval(actions) == ["file", "dispatch", "warn", "accept", "submit", "approve"]


async def test_the_next_one_comes_in_its_time_and_only_once(whole_round: Round):
    await whole_round()
    await go_round()
    assert await states() == ["closed"]
    await later(5)
    await go_round()
    await go_round()
    assert sorted(await states()) == ["closed", "dispatched"]


@pytest.mark.parametrize("missing", ["sweeper", "sender"])
@pytest.mark.usefixtures("every_five", "client")
async def test_it_waits_for_whoever_does_not_work_until_that_is_told(pusher: Pusher, missing: str):
    await go_round()
    db.clock.shift += timedelta(seconds=2)
    if missing == "sender":
        await sweep_due()
    else:
        await send_due(pusher)
    await go_round()
    waiting = await under_way()
    assert waiting
    assert not waiting.seen
    await later(11)
    assert "synthetic_late" in wrong(await watch())


async def test_one_that_was_left_half_way_is_finished(whole_round: Round, pusher: Pusher):
    await go_round()
    db.clock.shift += timedelta(seconds=2)
    await sweep_due()
    await send_due(pusher)
    worker = await db.fetchval("select id from person where login = $1", f"{NAME}-worker")
    await db.execute("update orders set state = 'accepted', person = $1, warned = true", worker)
    await go_round()
    assert await states() == ["closed"]


async def test_switched_off_nobody_waits_for_it(whole_round: Round, monkeypatch: pytest.MonkeyPatch):
    await whole_round()
    await later(60)
    monkeypatch.setenv("FIELDLOOP_SYNTHETIC_MINUTES", "0")
    settings.cache_clear()
    assert "synthetic_late" in wrong(await watch())
    await go_round()
    assert "synthetic_late" not in wrong(await watch())


async def listings(client: httpx.AsyncClient) -> list[str]:
    """Return every address that lists something, as the API's own document names them."""
    document = (await client.get("http://fieldloop.test/schema/openapi.json")).json()
    plain = [path.removeprefix("/api/v1") for path, ways in document["paths"].items() if "get" in ways]
    return [path for path in plain if "{" not in path and path not in {"/stream", "/orders"}] + BOXES


@pytest.mark.parametrize("state", ["dispatched", "closed"])
async def test_no_list_map_figure_or_choice_of_anybody_holds_it(
    client: httpx.AsyncClient, whole_round: Round, state: str
):
    await (whole_round() if state == "closed" else go_round())
    [order] = await db.fetch("select id, no from orders")
    words, read = (NAME, str(order["id"]), order["no"], "自检"), 0
    for login, *_ in PERSONS:
        for path in [*await listings(client), f"/orders?box=all&q={order['no']}", "/orders?box=all&area=" + NAME]:
            answer = await client.get(path, params=ASKED if "?" not in path else None, headers=bearer(login))
            assert answer.status_code < 500
            assert not any(word in answer.text for word in words), (login, path, answer.text)
            read += answer.status_code == 200
        assert (await client.get(f"/orders/{order['id']}", headers=bearer(login))).status_code == 404
    assert read > 10 * len(PERSONS)


async def test_who_administers_every_district_still_does(client: httpx.AsyncClient, whole_round: Round):
    await whole_round()
    await administers("ada", "d2")
    change = {"id": str(uuid.uuid4()), "version": 1, "stamp": False}
    answer = await client.patch("/elements/waste.overflow", headers=bearer("ada"), json=change)
    assert answer.status_code == 200, answer.text


BOXES = [f"/orders?box={box}" for box in ("mine", "unit", "pool", "reported", "review", "late", "all")]
ASKED = {"area": "d1", "lat": "31.25", "lon": "121.57"}
