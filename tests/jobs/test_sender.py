"""The sender: what is due leaves, once leased, to every browser; nothing is lost, nobody is told of what is over."""

import asyncio
import json
import random
from datetime import timedelta
from typing import Any

import pytest

from fieldloop import db
from fieldloop.notify import actions, jobs, queries
from fieldloop.notify.actions import LEASE, MOST_REFUSALS
from fieldloop.notify.jobs import send_due
from fieldloop.notify.push import Pusher
from fieldloop.notify.rules import MAX_ATTEMPTS, topic
from tests.cast import person_id
from tests.notify.rows import an_event, an_order, notice_of, told
from tests.pushservice import DROP, Phone, PushService, Script

pytestmark = pytest.mark.usefixtures("database")


async def phone_of(service: PushService, login: str) -> Phone:
    phone = service.phone()
    keys: dict[str, str] = phone.subscription()["keys"]
    await actions.subscribe(person_id(login), phone.endpoint, keys["p256dh"], keys["auth"], db.clock.now())
    return phone


async def subscriptions() -> int:
    return await db.fetchval("select count(*) from push_subscription")


async def test_a_notice_reaches_the_phone_in_its_owners_language(service: PushService, pusher: Pusher):
    will, wanda = await phone_of(service, "will"), await phone_of(service, "wanda")
    order = await an_order(minutes=5)
    await told(order, "will", "wanda")
    assert not await send_due(pusher)
    by_phone = {got.phone: got for got in service.received}
    assert by_phone[will].message["title"] == "新工单：小包垃圾"
    assert by_phone[will].message["body"].startswith("737弄垃圾厢房 · 请于 ")
    assert by_phone[wanda].message["title"] == "New order: Bag outside the room"
    assert by_phone[wanda].message["body"].startswith("Waste room, Lane 737 · accept by ")
    for got in service.received:
        assert got.message["order_id"] == str(order)
        assert got.message["url"] == f"/orders/{order}"
        assert 290 <= got.ttl_s <= 300
        assert (got.urgency, got.topic) == ("high", topic(order))
    assert (await notice_of("will"))["outcome"] == "delivered"
    assert not await send_due(pusher)
    assert len(service.received) == 2


async def accepts(order: Any, *logins: str) -> dict[str, bool]:
    """Return who of those told could accept the order on the spot."""
    await told(order, *logins)
    rows = await db.fetch("select id, person_id from notice where order_id = $1", order)
    names = {person_id(login): login for login in logins}
    return {names[each.person_id]: each.accept for each in await queries.tellings([row["id"] for row in rows])}


async def test_a_push_offers_to_accept_only_to_who_can():
    others = {"mia": False, "wes": False, "vera": False}
    insiders = ("will", "carol", *others)
    assert await accepts(await an_order(), *insiders) == {"will": True, "carol": True} | others
    assert await accepts(await an_order(unit=None, pool=True), *insiders) == (
        {"will": True, "carol": False, "mia": False, "wes": False, "vera": True}
    )
    addressed = await an_order(person=person_id("will"))
    assert await accepts(addressed, "will", "wanda", "carol") == {"will": True, "wanda": False, "carol": False}
    held = await an_order("accepted", person=person_id("will"))
    assert await accepts(held, "will", "carol") == {"will": False, "carol": False}


@pytest.mark.parametrize("ended", ["revoked_at = created_at", "expires_at = created_at"], ids=["revoked", "expired"])
async def test_a_phone_whose_session_ended_is_told_nothing(service: PushService, pusher: Pusher, ended: str):
    await phone_of(service, "will")
    await db.execute("update push_subscription set session = (select id from session where person = person_id)")
    await told(await an_order(), "will")
    await db.execute(f"update session set {ended} where person = $1", person_id("will"))
    await send_due(pusher)
    assert service.received == []
    assert (await notice_of("will"))["outcome"] == "no_device"


async def test_the_deadline_is_told_in_the_areas_time(service: PushService, pusher: Pusher):
    await phone_of(service, "wanda")
    await db.execute("update area set zone = 'Pacific/Kiritimati' where code = 'n1'")
    await told(await an_order(), "wanda")
    await send_due(pusher)
    due_at = await db.fetchval("select due_at at time zone 'Pacific/Kiritimati' from orders")
    assert f"{due_at:%H:%M}" in service.received[0].message["body"]


async def test_a_person_told_twice_of_one_event_has_one_notice(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    order = await an_order()
    event = await told(order, "will")
    await actions.tell(order, event, [person_id("will")], "new", db.clock.now())
    await send_due(pusher)
    assert len(service.received) == 1


async def test_nobody_to_tell_writes_nothing():
    order = await an_order()
    await actions.tell(order, await an_event(order, "dispatch"), [], "new", db.clock.now())
    assert await db.fetchval("select count(*) from notice") == 0


async def test_every_browser_of_a_person_is_sent_to_and_one_is_enough(service: PushService, pusher: Pusher):
    first, second = await phone_of(service, "will"), await phone_of(service, "will")
    first.will_answer(503)
    await told(await an_order(), "will")
    await send_due(pusher)
    assert {got.phone for got in service.received} == {first, second}
    assert (await notice_of("will"))["outcome"] == "delivered"


async def test_a_person_without_a_browser_is_left_to_the_next_rung(pusher: Pusher):
    await told(await an_order(), "will")
    await send_due(pusher)
    assert (await notice_of("will"))["outcome"] == "no_device"


@pytest.mark.parametrize("status", [404, 410])
async def test_an_ended_subscription_is_removed(service: PushService, pusher: Pusher, status: int):
    ended, living = await phone_of(service, "will"), await phone_of(service, "will")
    ended.will_answer(status)
    await told(await an_order(), "will")
    await send_due(pusher)
    assert await db.fetchval("select endpoint from push_subscription") == living.endpoint
    assert (await notice_of("will"))["outcome"] == "delivered"


async def test_the_last_browser_gone_means_no_device(service: PushService, pusher: Pusher):
    (await phone_of(service, "will")).will_answer(410)
    await told(await an_order(), "will")
    await send_due(pusher)
    assert (await notice_of("will"))["outcome"] == "no_device"
    assert await subscriptions() == 0


@pytest.mark.parametrize("answer", [503, 500, DROP])
async def test_trouble_is_tried_again_after_a_pause(service: PushService, pusher: Pusher, answer: int):
    (await phone_of(service, "will")).will_answer(answer)
    await told(await an_order(), "will")
    await send_due(pusher)
    notice = await notice_of("will")
    assert notice["done_at"] is None
    assert notice["lease_until"] is None
    assert timedelta() < notice["next_at"] - db.clock.now() <= timedelta(seconds=2)
    await send_due(pusher)
    assert len(service.received) == 1
    db.clock.shift += timedelta(seconds=2)
    await send_due(pusher)
    assert (await notice_of("will"))["outcome"] == "delivered"
    assert len({got.topic for got in service.received}) == 1


async def test_a_service_that_asks_for_time_gets_it(service: PushService, pusher: Pusher):
    (await phone_of(service, "will")).will_answer(Script(429, {"Retry-After": "120"}))
    await told(await an_order(), "will")
    await send_due(pusher)
    db.clock.shift += timedelta(seconds=115)
    await send_due(pusher)
    assert len(service.received) == 1
    db.clock.shift += timedelta(seconds=7)
    await send_due(pusher)
    assert len(service.received) == 2
    assert (await notice_of("will"))["outcome"] == "delivered"


async def test_a_refused_message_is_given_up_and_a_hopeless_browser_goes(service: PushService, pusher: Pusher):
    phone = await phone_of(service, "will")
    phone.will_answer(*[403] * MOST_REFUSALS)
    for number in range(1, MOST_REFUSALS + 1):
        await told(await an_order(), "will")
        await send_due(pusher)
        assert await subscriptions() == (0 if number == MOST_REFUSALS else 1)
    assert await db.fetchval("select count(*) from notice where outcome = 'given_up'") == MOST_REFUSALS


async def test_one_success_forgives_earlier_refusals(service: PushService, pusher: Pusher):
    phone = await phone_of(service, "will")
    phone.will_answer(403, 201)
    for _ in range(2):
        await told(await an_order(), "will")
        await send_due(pusher)
    row = await db.fetchrow("select failures, last_ok_at from push_subscription")
    assert row is not None
    assert row["failures"] == 0
    assert row["last_ok_at"] is not None


async def test_keys_that_cannot_be_used_do_not_stop_the_others(service: PushService, pusher: Pusher):
    bad, good = await phone_of(service, "will"), await phone_of(service, "wanda")
    await db.execute("update push_subscription set p256dh = $2 where endpoint = $1", bad.endpoint, "B" + "A" * 86)
    await told(await an_order(), "will", "wanda")
    await send_due(pusher)
    assert [got.phone for got in service.received] == [good]
    assert (await notice_of("will"))["outcome"] == "given_up"


async def test_a_notice_that_raises_is_put_off_and_the_others_go(
    service: PushService, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
):
    await phone_of(service, "will")
    await phone_of(service, "wanda")
    words = jobs.words.payload

    def poisoned(telling: Any, now: Any) -> bytes:
        if telling.language == "zh-CN":
            raise ZeroDivisionError
        return words(telling, now)

    monkeypatch.setattr(jobs.words, "payload", poisoned)
    await told(await an_order(), "will", "wanda")
    await send_due(pusher)
    assert len(service.received) == 1
    notice = await notice_of("will")
    assert notice["done_at"] is None
    assert notice["next_at"] > db.clock.now()


async def test_a_notice_is_given_up_in_the_end(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await told(await an_order(), "will")
    await db.execute("update notice set attempts = $1", MAX_ATTEMPTS)
    await send_due(pusher)
    assert (await notice_of("will"))["outcome"] == "given_up"
    assert service.received == []


@pytest.mark.parametrize("action", ["accept", "decline", "transfer", "void", "approve"])
async def test_what_is_over_is_not_told_any_more(service: PushService, pusher: Pusher, action: str):
    await phone_of(service, "will")
    order = await an_order()
    await told(order, "will")
    await an_event(order, action)
    await send_due(pusher)
    assert service.received == []
    assert (await notice_of("will"))["outcome"] == "superseded"


@pytest.mark.parametrize("action", ["comment", "seen", "escalate", "arrive"])
async def test_what_changes_nothing_to_do_is_told_nevertheless(service: PushService, pusher: Pusher, action: str):
    await phone_of(service, "will")
    order = await an_order()
    await told(order, "will")
    await an_event(order, action)
    await send_due(pusher)
    assert len(service.received) == 1


async def test_of_two_waiting_notices_of_an_order_only_the_newer_is_sent(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    order = await an_order()
    await told(order, "will")
    await told(order, "will", kind="warning", action="warn")
    await send_due(pusher)
    assert [got.message["kind"] for got in service.received] == ["warning"]


async def test_somebody_who_left_is_told_nothing(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await told(await an_order(), "will")
    await db.execute("update person set active = false where id = $1", person_id("will"))
    await send_due(pusher)
    assert service.received == []


async def test_a_full_batch_says_there_may_be_more(pusher: Pusher):
    for _ in range(3):
        await told(await an_order(), "will")
    assert await send_due(pusher, limit=2)
    assert not await send_due(pusher, limit=2)


async def test_two_senders_never_lease_the_same_row():
    for _ in range(30):
        await told(await an_order(), "will", "wanda")
    now = db.clock.now()
    leased = await asyncio.gather(*(actions.lease(7, now) for _ in range(10)))
    rows = [row for batch in leased for row in batch]
    assert len(rows) == len(set(rows)) == 60


async def test_two_senders_at_once_send_everything_once(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    orders = [await an_order() for _ in range(25)]
    for order in orders:
        await told(order, "will")

    async def sender() -> None:
        while await send_due(pusher, limit=4):
            pass

    await asyncio.gather(sender(), sender(), sender())
    assert sorted(got.message["order_id"] for got in service.received) == sorted(map(str, orders))


async def test_a_sender_that_dies_after_sending_is_followed_by_another_under_the_same_topic(
    service: PushService, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
):
    await phone_of(service, "will")
    await told(await an_order(), "will")
    with monkeypatch.context() as dying:
        dying.setattr(actions, "mark_taken", _killed)
        with pytest.raises(asyncio.CancelledError):
            await send_due(pusher)
    assert not await send_due(pusher)
    assert len(service.received) == 1
    db.clock.shift += LEASE
    await send_due(pusher)
    first, second = service.received
    assert (first.topic, first.message["tag"]) == (second.topic, second.message["tag"])
    assert (await notice_of("will"))["outcome"] == "delivered"


async def test_a_slow_sender_does_not_take_a_row_from_the_one_that_has_it_now(service: PushService, pusher: Pusher):
    phone, slow, quick = await phone_of(service, "will"), asyncio.Event(), asyncio.Event()
    phone.will_answer(Script(503, gate=slow), Script(201, gate=quick))
    await told(await an_order(), "will")
    first = asyncio.create_task(send_due(pusher))
    await service.wait_for(1)
    db.clock.shift += LEASE
    second = asyncio.create_task(send_due(pusher))
    await service.wait_for(2)
    lease = (await notice_of("will"))["lease_until"]
    slow.set()
    await first
    assert (await notice_of("will"))["lease_until"] == lease
    quick.set()
    await second
    assert (await notice_of("will"))["outcome"] == "delivered"


async def test_nobody_is_forgotten_however_shaky_the_service(service: PushService, pusher: Pusher):
    phones = [await phone_of(service, login) for login in ("will", "wanda", "wes", "mia")]
    dice = random.Random(737)
    for phone in phones:
        phone.will_answer(*dice.choices([503, DROP, 429, 201], [3, 1, 1, 5], k=40))
    for _ in range(15):
        await told(await an_order(), "will", "wanda", "wes", "mia")
    while await db.fetchval("select count(*) from notice where done_at is null"):
        await send_due(pusher)
        db.clock.shift += timedelta(seconds=60)
    assert await db.fetchval("select count(*) from notice where outcome = 'delivered'") == 60
    taken = {(got.phone, got.message["order_id"]) for got in service.received if got.answered == 201}
    assert len(taken) == 60


async def test_no_transaction_is_open_while_a_push_service_thinks(service: PushService, pusher: Pusher):
    phone, gate = await phone_of(service, "will"), asyncio.Event()
    phone.will_answer(Script(201, gate=gate))
    await told(await an_order(), "will")
    sending = asyncio.create_task(send_due(pusher))
    await service.wait_for(1)
    sql = (
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
    )
    assert await db.fetchval(sql) == 0
    gate.set()
    await sending


async def test_a_slow_phone_does_not_hold_up_the_others(service: PushService, pusher: Pusher):
    slow, gate = await phone_of(service, "will"), asyncio.Event()
    await phone_of(service, "wanda")
    slow.will_answer(Script(201, gate=gate))
    await told(await an_order(), "will", "wanda")
    sending = asyncio.create_task(send_due(pusher))
    await service.wait_for(2)
    while (await notice_of("wanda"))["outcome"] is None:
        continue  # its mark is on the way, while the slow one is still unanswered
    assert (await notice_of("will"))["outcome"] is None
    gate.set()
    await sending


async def test_seen_in_the_app_stops_the_push(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    order = await an_order()
    await told(order, "will")
    notice = await notice_of("will")
    assert await actions.mark_seen(person_id("will"), notice["id"], db.clock.now()) == order
    await send_due(pusher)
    assert service.received == []


async def test_the_message_is_plain_json_padded_with_blanks(service: PushService, pusher: Pusher):
    await phone_of(service, "will")
    await told(await an_order(), "will")
    await send_due(pusher)
    text = service.received[0].text
    assert len(text.encode()) == 1_024
    assert json.loads(text) == service.received[0].message


async def _killed(*_: object) -> None:
    raise asyncio.CancelledError
