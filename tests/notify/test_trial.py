"""Trying whether a push arrives, and what becomes of a subscription that does not work."""

import httpx
import pytest

from fieldloop import db
from tests.cast import bearer
from tests.pushservice import DROP, Phone, PushService


@pytest.fixture(autouse=True)
async def fresh_count(redis_url: str, own_settings: object) -> None:
    """Forget how often the tests before this one tried."""
    from redis.asyncio import Redis

    async with Redis.from_url(redis_url) as valkey:
        if names := await valkey.keys("limit:*"):
            await valkey.delete(*names)


async def subscribed(client: httpx.AsyncClient, phone: Phone, login: str = "will") -> str:
    answer = await client.post("/push-subscriptions", json=phone.subscription(), headers=bearer(login))
    return answer.json()["id"]


async def tried(client: httpx.AsyncClient, subscription: str, login: str = "will") -> httpx.Response:
    return await client.post(f"/push-subscriptions/{subscription}/test", headers=bearer(login))


async def left() -> int:
    return await db.fetchval("select count(*) from push_subscription")


@pytest.mark.parametrize(("login", "title"), [("will", "推送测试"), ("wanda", "Push test")])
async def test_a_trial_arrives_in_the_persons_language(
    client: httpx.AsyncClient, service: PushService, login: str, title: str
):
    phone = service.phone()
    answer = await tried(client, await subscribed(client, phone, login), login)
    assert (answer.status_code, answer.json()) == (200, {"sent": True, "status": "sent"})
    (got,) = service.received
    assert got.message["title"] == title
    assert (got.message["kind"], got.message["tag"], got.message["url"]) == ("test", "test", "/me/phone")
    assert got.message["accept"] is False
    assert (got.urgency, got.ttl_s) == ("high", 60)
    assert await db.fetchval("select last_ok_at is not null from push_subscription")


@pytest.mark.parametrize(
    ("service_says", "status", "kept"),
    [(410, "gone", 0), (404, "gone", 0), (403, "refused", 1), (503, "unreachable", 1), (DROP, "unreachable", 1)],
)
async def test_a_trial_says_what_the_push_service_said(
    client: httpx.AsyncClient, service: PushService, service_says: int, status: str, kept: int
):
    phone = service.phone()
    phone.will_answer(service_says)
    answer = await tried(client, await subscribed(client, phone))
    assert (answer.status_code, answer.json()) == (200, {"sent": False, "status": status})
    assert await left() == kept


async def test_only_the_owner_tries(client: httpx.AsyncClient, service: PushService):
    subscription = await subscribed(client, service.phone())
    answer = await tried(client, subscription, "wanda")
    assert (answer.status_code, answer.json()["code"]) == (404, "not.found")
    assert service.received == []


async def test_a_few_trials_a_minute_are_enough(client: httpx.AsyncClient, service: PushService):
    subscription = await subscribed(client, service.phone())
    codes = [(await tried(client, subscription)).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
