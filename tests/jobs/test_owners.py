"""Owners get their link by their own gateway; whatever dies or refuses meanwhile, the order is sent out in time."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.notify.ladder_rules import MOST_ATTEMPTS
from fieldloop.orders.owner_jobs import tell_owners
from fieldloop.settings import settings
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal, order_of, told
from tests.cast import bearer
from tests.chatservice import ChatService, Script


@pytest.fixture(autouse=True)
async def reached(client: httpx.AsyncClient, chat: ChatService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDLOOP_PUBLIC_URL", "https://city.example")
    settings.cache_clear()
    await db.execute("update element set owner_minutes = 10 where code = 'waste.bag_outside'")
    said = {"name": "店主", "language": "en", "url": f"json://{chat.host}/shop"}
    answer = await client.put("/sites/site1/owner", json=said, headers=bearer("mia"))
    assert answer.status_code == 200, answer.text
    assert (answer.json()["service"], "shop" in answer.text) == ("json", False)


async def asked(client: httpx.AsyncClient) -> str:
    return (await a_signal(client))["order_id"]


def links(chat: ChatService) -> list[str]:
    return [got.message["message"].rpartition("/o#")[2] for got in chat.received]


async def test_the_link_is_sent_once_however_many_send(client: httpx.AsyncClient, chat: ChatService):
    order = await asked(client)
    assert await told(order, "ask_owner") == [], "nobody has to hand it over"
    await asyncio.gather(*(tell_owners() for _ in range(3)))
    await tell_owners()
    [got] = chat.received
    assert got.message["title"].startswith("Please see to it: ")
    assert "https://city.example/o#" in got.message["message"]
    assert (await client.get(f"/owner/{links(chat)[0]}")).status_code == 200


async def test_who_died_between_sending_and_noting_it_sends_once_more_and_both_links_are_good(
    client: httpx.AsyncClient, chat: ChatService
):
    await asked(client)
    await tell_owners()
    await db.execute("update owner_ask set told_at = null, next_at = asked_at")
    await tell_owners()
    one, two = links(chat)
    assert one != two
    assert [(await client.get(f"/owner/{each}")).status_code for each in (one, two)] == [200, 200]


async def test_a_busy_gateway_is_tried_again_and_a_broken_one_given_up(client: httpx.AsyncClient, chat: ChatService):
    await asked(client)
    chat.answers.extend([Script(503), Script(200)])
    await tell_owners()
    await tell_owners()
    assert len(chat.received) == 1, "not before its time"
    db.clock.shift += timedelta(seconds=2)
    await tell_owners()
    assert len(chat.received) == 2, "its owner has only minutes"
    assert await db.fetchval("select told_at is not null and next_at is null from owner_ask")


async def test_an_owner_who_cannot_be_told_holds_up_nothing(client: httpx.AsyncClient, chat: ChatService):
    order = await asked(client)
    chat.answers.extend([Script(503)] * MOST_ATTEMPTS)
    for _ in range(MOST_ATTEMPTS):
        await db.execute("update owner_ask set next_at = asked_at where next_at is not null")
        await tell_owners()
    assert await db.fetchval("select next_at is null and told_at is null from owner_ask")
    db.clock.shift += timedelta(minutes=10)
    await sweep_due()
    assert (await order_of(client, "mia", order))["state"] == "dispatched"


async def test_once_it_is_answered_or_sent_out_no_link_is_sent(client: httpx.AsyncClient, chat: ChatService):
    await asked(client)
    db.clock.shift += timedelta(minutes=10)
    await sweep_due()
    await tell_owners()
    assert chat.received == []
