"""Quiet hours, digests and bursts, as rows: what waits is put off, and one ring a minute is one ring."""

import asyncio
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldloop import db
from fieldloop.notify import actions, preferences
from fieldloop.notify.jobs import send_due
from fieldloop.notify.push import Pusher
from fieldloop.notify.quiet_rules import Preference
from tests.cast import person_id
from tests.jobs.test_sender import phone_of
from tests.notify.rows import an_order, notice_of, told
from tests.pushservice import PushService

pytestmark = pytest.mark.usefixtures("database")
BUNDLE = Preference(bundle=True)


def wall(hours: float) -> time:
    """Return what a clock on the wall of the cast's area shows so many hours from now."""
    at: datetime = db.clock.now() + timedelta(hours=hours)
    return at.astimezone(ZoneInfo("Asia/Shanghai")).time().replace(second=0, microsecond=0)


async def test_in_quiet_hours_what_can_wait_waits_and_what_cannot_rings(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), Preference(quiet_from=wall(-2), quiet_to=wall(2)))
    await told(await an_order("closed"), "will", kind="closed", action="comment")
    await send_due(pusher)
    notice = await notice_of("will")
    assert (notice["done_at"], notice["lease_until"], notice["attempts"]) == (None, None, 0)
    assert timedelta(hours=1, minutes=58) < notice["next_at"] - db.clock.now() <= timedelta(hours=2)
    await told(await an_order(), "will")
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["new"]
    db.clock.shift += timedelta(hours=2, minutes=1)
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["new", "closed"]


async def test_a_digest_is_one_message(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), Preference(digest_at=wall(3)))
    for _ in range(3):
        await told(await an_order("closed"), "will", kind="closed", action="comment")
    await send_due(pusher)
    assert service.received == []
    db.clock.shift += timedelta(hours=3, minutes=1)
    await send_due(pusher)
    (got,) = service.received
    assert (got.message["title"], got.topic) == ("3 件工单待查看", "bundle")
    assert await db.fetchval("select count(*) from notice where outcome = 'delivered'") == 3


async def test_a_burst_rings_once_in_a_minute_and_loses_nothing(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), BUNDLE)
    await told(await an_order(), "will")
    await send_due(pusher)
    for _ in range(4):
        await told(await an_order(), "will")
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["new"]
    db.clock.shift += timedelta(seconds=60)
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["new", "bundle"]
    assert service.received[1].message["title"] == "4 件工单待查看"
    assert await db.fetchval("select count(*) from notice where outcome = 'delivered'") == 5


async def test_of_many_senders_one_has_the_ring(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), BUNDLE)
    for _ in range(12):
        await told(await an_order(), "will")

    async def sender() -> None:
        while await send_due(pusher, limit=3):
            pass

    await asyncio.gather(*(sender() for _ in range(4)))
    assert len(service.received) == 1
    db.clock.shift += timedelta(seconds=61)
    while await send_due(pusher):
        pass
    assert len(service.received) == 2
    assert await db.fetchval("select count(*) from notice where outcome = 'delivered'") == 12


async def test_what_failed_is_tried_again_without_waiting_for_another_ring(service: PushService, pusher: Pusher):
    (await phone_of(service, "will")).will_answer(503)
    await preferences.put(person_id("will"), BUNDLE)
    await told(await an_order(), "will")
    await told(await an_order(), "will")
    for _ in range(2):
        await send_due(pusher)
        db.clock.shift += timedelta(seconds=2)
    assert [got.answered for got in service.received] == [503, 201]
    assert await db.fetchval("select count(*) from notice where outcome = 'delivered'") == 2


async def test_what_is_over_is_not_part_of_a_bundle(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), BUNDLE)
    over = await an_order()
    await told(over, "will")
    await actions.tell(over, await told(over, "carol", action="accept"), [], "new", db.clock.now())
    await told(await an_order(), "will")
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["new"]
    assert await db.fetchval("select count(*) from notice where outcome = 'superseded'") == 1


async def test_what_may_wait_for_the_morning_takes_the_place_of_none_that_may_not(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await preferences.put(person_id("will"), Preference(quiet_from=wall(-2), quiet_to=wall(2)))
    order = await an_order()
    await told(order, "will", kind="late", action="escalate")
    await told(order, "will", kind="granted", action="grant")
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["late"]
