"""The ladder: what nobody has seen goes to a gateway, then to whoever is above; it stops when seen or moved on."""

import asyncio
import uuid
from datetime import timedelta

import pytest

from fieldloop import db
from fieldloop.notify import actions, gateways, ladder
from fieldloop.notify.climb_jobs import climb_due
from fieldloop.notify.jobs import send_due
from fieldloop.notify.ladder import LEASE
from fieldloop.notify.push import Pusher
from fieldloop.people.queries import caller_by_id
from tests.cast import person_id
from tests.chatservice import ChatService, Script
from tests.notify.rows import an_event, an_order, told

pytestmark = pytest.mark.usefixtures("database")
TWO = timedelta(minutes=2)


async def a_gateway(chat: ChatService, *, unit: str | None = None, person: str | None = None, path: str = "u") -> None:
    ada = await caller_by_id(person_id("ada"))
    assert ada
    await gateways.put(ada, unit, person_id(person) if person else None, f"json://{chat.host}/{path}")


async def a_step(rung: str, minutes: int | None, **of: str) -> None:
    sql = "insert into ladder_step (id, kind, element, unit, rung, minutes) values ($1, 'new', $2, $3, $4, $5)"
    await db.execute(sql, uuid.uuid4(), of.get("element"), of.get("unit"), rung, minutes)


async def rungs(order: uuid.UUID) -> dict[str, str | None]:
    rows = await db.fetch("select rung, outcome from notice_rung where order_id = $1 order by due_at, rung", order)
    return {row["rung"]: row["outcome"] for row in rows}


async def climb(after: timedelta = timedelta()) -> None:
    db.clock.shift += after
    while await climb_due():
        pass


async def test_without_a_gateway_a_notice_is_one_row():
    await told(await an_order(), "will")
    assert await db.fetchval("select count(*) from notice_rung") == 0


async def test_what_nobody_has_seen_goes_to_the_unit_s_chat_once(chat: ChatService):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will", "wanda", "carol")
    await climb()
    assert chat.received == []
    await climb(TWO)
    (got,) = chat.received
    assert got.message["title"] == "新工单：小包垃圾"
    assert got.message["message"].startswith("737弄垃圾厢房 · ")
    assert await rungs(order) == {"gateway": "delivered"}
    await climb(TWO)
    assert len(chat.received) == 1
    assert await db.fetchval("select last_ok_at is not null from gateway")


async def test_a_person_s_own_gateway_goes_before_the_unit_s(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await a_gateway(chat, person="wanda", path="wanda")
    await told(await an_order(), "will", "wanda")
    await climb(TWO)
    by_path = {got.path: got.message["title"] for got in chat.received}
    assert by_path == {"/u": "新工单：小包垃圾", "/wanda": "New order: Bag outside the room"}


async def test_whoever_is_not_of_the_unit_is_not_told_in_its_chat(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await told(await an_order(), "mia", "vera")
    await climb(TWO)
    assert chat.received == []


async def test_a_burst_is_one_message(chat: ChatService):
    await a_gateway(chat, unit="u1")
    for _ in range(12):
        await told(await an_order(), "will")
    await climb(TWO)
    (got,) = chat.received
    assert got.message["title"] == "12 件工单待查看"
    assert len(got.message["message"].splitlines()) == 11
    assert await db.fetchval("select count(*) from notice_rung where outcome = 'delivered'") == 12


async def test_who_has_no_phone_is_told_by_the_gateway_at_once(chat: ChatService, pusher: Pusher):
    await a_gateway(chat, unit="u1")
    await told(await an_order(), "will")
    await send_due(pusher)
    await climb()
    assert len(chat.received) == 1


async def test_the_ladder_stops_when_a_device_has_seen_it(chat: ChatService):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will")
    await actions.mark_seen(person_id("will"), await db.fetchval("select id from notice"), db.clock.now())
    assert await rungs(order) == {"gateway": "stopped"}
    await climb(TWO)
    assert chat.received == []


async def test_it_stops_when_another_of_the_unit_has_seen_it(chat: ChatService):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will", "wanda")
    other = await db.fetchval("select id from notice where id not in (select notice from notice_rung)")
    await db.execute("update notice set seen_at = now() where id = $1", other)
    await climb(TWO)
    assert await rungs(order) == {"gateway": "stopped"}


@pytest.mark.parametrize(("who", "stops"), [("will", True), ("mia", False)])
async def test_it_stops_when_its_person_has_opened_the_order(chat: ChatService, who: str, *, stops: bool):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will")
    db.clock.shift += timedelta(seconds=1)
    await an_event(order, "seen", person=person_id(who))
    await climb(TWO)
    assert len(chat.received) == (0 if stops else 1)


async def test_it_stops_when_the_order_moves_on(chat: ChatService):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will")
    await an_event(order, "accept")
    await climb(TWO)
    assert chat.received == []
    assert await rungs(order) == {"gateway": "superseded"}


async def test_whoever_is_above_is_told_last_and_once(chat: ChatService):
    await a_step("supervisor", 10)
    order = await an_order()
    event = await told(order, "will", "wanda")
    await climb(timedelta(minutes=10))
    rows = await db.fetch("select person_id, event_id from notice where order_id = $1 and kind = 'unseen'", order)
    assert [(row["person_id"], row["event_id"]) for row in rows] == [(person_id("carol"), event)]
    assert await rungs(order) == {"supervisor": "told"}


async def test_above_the_coordinator_is_the_area_s_desk():
    await a_step("supervisor", 10)
    order = await an_order()
    await told(order, "carol")
    await climb(timedelta(minutes=10))
    rows = await db.fetch("select person_id from notice where order_id = $1 and kind = 'unseen'", order)
    assert {row["person_id"] for row in rows} == {person_id("mia"), person_id("mike")}


async def test_nobody_is_complained_about_who_has_accepted():
    await a_step("supervisor", 10)
    order = await an_order()
    await told(order, "will")
    await an_event(order, "accept")
    await climb(timedelta(minutes=10))
    assert await rungs(order) == {"supervisor": "superseded"}
    assert await db.fetchval("select count(*) from notice where kind = 'unseen'") == 0


async def test_an_element_s_own_step_goes_before_the_unit_s_and_the_unit_s_before_everybody_s(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await a_step("gateway", 30, unit="u1")
    await a_step("gateway", None, element="waste.overflow")
    await told(await an_order(), "will")
    silent = await an_order(element="waste.overflow")
    await told(silent, "will")
    assert await rungs(silent) == {}
    await climb(TWO)
    assert chat.received == []
    await climb(timedelta(minutes=28))
    assert len(chat.received) == 1


async def test_a_gateway_that_asks_for_time_gets_it_also_for_what_comes_later(chat: ChatService):
    await a_gateway(chat, unit="u1")
    chat.will_answer(Script(429, headers={"Retry-After": "300"}))
    await told(await an_order(), "will")
    await climb(TWO)
    await told(await an_order(), "will")
    await climb(TWO)
    assert len(chat.received) == 1
    assert sorted(row["attempts"] for row in await db.fetch("select attempts from notice_rung")) == [0, 1]
    await climb(timedelta(minutes=4))
    assert len(chat.received) == 2
    assert await db.fetchval("select count(*) from notice_rung where outcome = 'delivered'") == 2


async def test_trouble_is_tried_again_and_given_up_in_the_end(chat: ChatService):
    await a_gateway(chat, unit="u1")
    chat.will_answer(*[Script(503)] * 20)
    order = await an_order()
    await told(order, "will")
    await climb(TWO)
    assert await rungs(order) == {"gateway": None}
    for _ in range(19):
        await climb(timedelta(seconds=61))
    assert await rungs(order) == {"gateway": "given_up"}
    assert len(chat.received) == 20


async def test_a_refusal_is_counted_and_not_tried_again(chat: ChatService):
    await a_gateway(chat, unit="u1")
    chat.will_answer(Script(404))
    order = await an_order()
    await told(order, "will")
    await climb(TWO)
    await climb(TWO)
    assert await rungs(order) == {"gateway": "refused"}
    assert (len(chat.received), await db.fetchval("select failures from gateway")) == (1, 1)


async def test_an_address_that_no_longer_opens_is_counted_and_stops_nobody(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await a_gateway(chat, person="wanda", path="wanda")
    await db.execute("update gateway set sealed = '\\x00' where unit = 'u1'")
    await told(await an_order(), "will", "wanda")
    await climb(TWO)
    assert [got.path for got in chat.received] == ["/wanda"]
    assert await db.fetchval("select failures from gateway where unit = 'u1'") == 1


async def test_a_gateway_that_was_forgotten_ends_what_waited_for_it(chat: ChatService):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will")
    await db.execute("delete from gateway")
    await climb(TWO)
    assert await rungs(order) == {"gateway": "no_gateway"}


async def test_many_climbers_at_once_send_everything_once(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await a_step("supervisor", 2)
    for _ in range(30):
        await told(await an_order(), "will")
    db.clock.shift += TWO

    async def climber() -> None:
        while await climb_due(limit=4):
            pass

    await asyncio.gather(*(climber() for _ in range(4)))
    await climb(timedelta(minutes=1))
    assert await db.fetchval("select count(*) from notice where kind = 'unseen'") == 30
    assert await db.fetchval("select count(*) from notice_rung where outcome in ('delivered', 'told')") == 60


async def test_a_climber_that_dies_after_its_lease_is_followed_by_another(chat: ChatService):
    await a_gateway(chat, unit="u1")
    await told(await an_order(), "will")
    db.clock.shift += TWO
    assert len(await ladder.lease(10, db.clock.now())) == 1
    await climb()
    assert chat.received == []
    await climb(LEASE)
    assert len(chat.received) == 1


async def test_one_that_dies_after_sending_is_followed_by_another_and_nothing_is_lost(
    chat: ChatService, monkeypatch: pytest.MonkeyPatch
):
    await a_gateway(chat, unit="u1")
    order = await an_order()
    await told(order, "will")
    with monkeypatch.context() as dying:
        dying.setattr("fieldloop.notify.climb_jobs._answered", _killed)
        with pytest.raises(asyncio.CancelledError):
            await climb(TWO)
    assert len(chat.received) == 1
    await climb(LEASE)
    first, copy = chat.received
    assert await rungs(order) == {"gateway": "delivered"}
    assert first.headers["idempotency-key"] == copy.headers["idempotency-key"], "a hook that keeps it shows one"
    assert first.message["message"] == copy.message["message"]
    await told(await an_order(), "will")
    await climb(TWO)
    assert chat.received[-1].headers["idempotency-key"] != copy.headers["idempotency-key"]


async def _killed(*_: object) -> None:
    raise asyncio.CancelledError


async def test_the_stand_in_is_whom_the_roster_names(chat: ChatService):
    await a_step("stand_in", 5)
    order = await an_order()
    event = await told(order, "will")
    await db.execute(
        "insert into roster (person, stand_in, changed_at) values ($1, $2, now())",
        person_id("will"),
        person_id("wanda"),
    )
    await climb(timedelta(minutes=5))
    rows = await db.fetch("select person_id, event_id from notice where kind = 'unseen'")
    assert [(row["person_id"], row["event_id"]) for row in rows] == [(person_id("wanda"), event)]
    assert await rungs(order) == {"stand_in": "told"}


async def test_without_a_roster_the_unit_s_other_coordinators_stand_in():
    await a_step("stand_in", 5)
    order = await an_order()
    await told(order, "will")
    await climb(timedelta(minutes=5))
    assert await db.fetchval("select person_id from notice where kind = 'unseen'") == person_id("carol")
    alone = await an_order()
    await told(alone, "carol")
    await climb(timedelta(minutes=5))
    assert await rungs(alone) == {"stand_in": "nobody"}
