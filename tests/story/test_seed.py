"""The demo: what the contract promises is there, every order is as its timeline says, and every login has work."""

from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.demo import LOGINS, PASSWORD
from fieldloop.people.actions import Browser, open_session
from fieldloop.seed import seed
from fieldloop.seed.registry import PASSWORD as SEEDED_PASSWORD
from fieldloop.sla.jobs import sweep_due
from tests.story.ledger_check import check

_DRILL = ("jy1-737-waste-room", "waste.bag_outside")


@pytest.fixture
def template(demo_template: str) -> str:
    """Copy the seeded database, not the cast's."""
    return demo_template


pytestmark = pytest.mark.usefixtures("as_seeded")


async def headers(login: str) -> dict[str, str]:
    person = await db.fetchval("select id from person where login = $1", login)
    return {"Authorization": f"Bearer {(await open_session(person, Browser(bearer=True)))[0]}"}


async def box(client: httpx.AsyncClient, login: str, name: str) -> list[dict[str, Any]]:
    answer = await client.get("/orders", params={"box": name, "limit": 200}, headers=await headers(login))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def states(items: list[dict[str, Any]]) -> Counter[str]:
    return Counter(item["state"] for item in items)


async def everything() -> dict[str, Any]:
    """Return a fingerprint of every row of every table."""
    tables = await db.fetch("select tablename from pg_tables where schemaname = 'public' order by 1")
    sql = "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') from {} t"
    return {table: await db.fetchval(sql.format(table)) for (table,) in tables}


async def test_a_second_run_changes_nothing(database: str):
    before = await everything()
    await seed()
    assert await everything() == before


async def test_somebody_s_own_orders_are_left_alone(database: str):
    await db.execute("update device_key set key_hash = sha256(key_hash)")
    before = await everything()
    await seed()
    assert await everything() == before


async def test_nothing_has_happened_in_the_future(database: str):
    assert await db.fetchval("select max(changed_at) from orders") <= db.clock.now()
    assert await db.fetchval("select max(received_at) from order_event") <= db.clock.now()


async def test_the_contract_s_names_are_there(database: str):
    site = await db.fetchrow(
        "select s.unit, a.name_zh as area, b.name_zh as street, c.name_zh as district from site s"
        " join area a on a.code = s.area join area b on b.code = a.street join area c on c.code = a.district"
        " where s.code = 'jy1-737-waste-room'"
    )
    assert site
    assert dict(site) == {"unit": "jinyang-1", "area": "金杨一居", "street": "金杨新村街道", "district": "浦东新区"}
    element = await db.fetchrow(
        "select accept_minutes, fix_minutes, review_minutes, before_photos, after_photos from element where code = $1",
        "waste.bag_outside",
    )
    assert element
    assert tuple(element) == (5, 30, 1440, 0, 1)
    assert await db.fetchval("select count(*) from area where level = 'street'") == 36


async def test_every_login_lets_in(client: httpx.AsyncClient):
    assert SEEDED_PASSWORD == PASSWORD
    for login in LOGINS:
        answer = await client.post("/session", json={"login": login, "password": PASSWORD, "bearer": True})
        assert answer.status_code == 200, login


@pytest.mark.parametrize("channel", ["camera", "sensor", "hotline"])
async def test_every_device_key_lets_signals_in(client: httpx.AsyncClient, channel: str):
    body = {
        "id": "1",
        "source": "test",
        "element": "waste.bag_outside",
        "site": "jy1-737-waste-room",
        "seen_at": db.clock.now().isoformat(),
    }
    answer = await client.post("/signals", json=body, headers={"Authorization": f"Bearer demo-{channel}-key"})
    assert (answer.status_code, answer.json()["joined"]) == (201, False)


async def test_every_unit_has_somebody_to_answer_and_somebody_to_do_it(database: str):
    roles = await db.fetch(
        "select u.code, array_agg(r.kind) as kinds from unit u join role r on r.unit = u.code group by 1"
    )
    assert len(roles) == await db.fetchval("select count(*) from unit")
    assert all({"coordinator", "worker"} <= set(row["kinds"]) for row in roles)


async def test_every_order_is_what_its_timeline_says(database: str):
    orders = await db.fetch("select id from orders")
    assert len(orders) > 110
    for row in orders:
        await check(row["id"])


async def test_most_orders_were_closed_and_in_time(database: str):
    ended = Counter(
        row["state"] for row in await db.fetch("select state from orders where state in ('closed', 'void')")
    )
    late = await db.fetchval("select count(distinct order_id) from escalation")
    assert 0 < ended["void"] < 15
    assert 0 < late < 0.2 * ended["closed"]
    assert await db.fetchval("select count(*) from order_event where action = 'return'")


async def test_one_order_at_the_most_is_late(database: str):
    now = db.clock.now()
    assert await db.fetchval("select count(*) from orders where due_at <= $1", now) == 1
    assert not await db.fetchval(
        "select count(*) from orders where due_at between $1 and $2", now, now + timedelta(minutes=9)
    )


async def test_the_past_rings_no_phone(database: str):
    assert not await db.fetchval("select count(*) from notice where done_at is null")
    before = await db.fetchval("select count(*) from order_event")
    await sweep_due()
    assert await db.fetchval("select count(*) from order_event") == before


async def test_the_cleaner_has_work_in_hand_and_work_to_accept(client: httpx.AsyncClient):
    mine = await box(client, "cleaner", "mine")
    assert states(mine) == {"accepted": 2, "dispatched": 1}
    assert mine[0]["clock"]["warn_at"] <= db.clock.now().isoformat()


async def test_the_coordinator_has_three_to_accept(client: httpx.AsyncClient):
    unit = await box(client, "coordinator", "unit")
    assert len([item for item in unit if item["state"] == "dispatched" and not item["person"]]) == 3


async def test_the_manager_has_four_pairs_to_review(client: httpx.AsyncClient):
    review = await box(client, "manager", "review")
    assert len(review) == 4
    assert all(item["picture"] and item["after"] for item in review)
    assert sum(item["returned"] for item in review) == 1


async def test_the_warden_has_the_river(client: httpx.AsyncClient):
    items = await box(client, "warden", "mine") + await box(client, "warden", "pool")
    assert {item["scenario"]["code"] for item in items if item["element"]["code"].startswith("river")} == {"river"}
    assert states([item for item in items if item["scenario"]["code"] == "river"]) == {"accepted": 1, "dispatched": 1}


async def test_the_volunteer_sees_what_became_of_the_reports(client: httpx.AsyncClient):
    reported = states(await box(client, "volunteer", "reported"))
    assert reported["accepted"] == 1
    assert reported["closed"] >= 1
    assert len(await box(client, "volunteer", "pool")) == 1


async def test_something_is_in_every_state(client: httpx.AsyncClient):
    found = states(await box(client, "district", "all"))
    assert set(found) == {"filed", "dispatched", "accepted", "submitted", "closed", "suspended", "void"}


async def test_what_nobody_heard_went_up_to_three_persons(database: str):
    rows = await db.fetch(
        "select p.login from notice n join person p on p.id = n.person_id join order_event e on e.id = n.event_id"
        " join orders o on o.id = n.order_id where n.kind = 'late' and o.site = 'luoshan1-waste-room'"
        " and o.element = 'waste.overflow' order by e.seq"
    )
    assert [row["login"] for row in rows] == ["luoshan-1.coordinator", "manager", "district"]


async def test_the_drill_s_site_is_free(database: str):
    sql = "select count(*) from orders where site = $1 and element = $2 and state not in ('closed', 'void')"
    assert await db.fetchval(sql, *_DRILL) == 0
    took = await db.fetchval(
        "select min(closed_at - discovered_at) from orders where site = $1 and element = $2", *_DRILL
    )
    assert took < timedelta(minutes=5)


async def test_photos_are_shown_and_no_two_orders_share_one(client: httpx.AsyncClient):
    review = await box(client, "manager", "review")
    for item in review:
        for photo in (item["picture"], item["after"]):
            answer = await client.get(f"/photos/{photo}/thumb", headers=await headers("manager"))
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert not await db.fetch("select photo from order_photo group by photo having count(distinct order_id) > 1")


async def test_what_the_people_photographed_is_sealed_and_has_a_receipt(database: str):
    rows = await db.fetch("select phase, sealed, claimed, receipt from order_photo")
    assert {(row["phase"] != "found", row["sealed"], row["claimed"]) for row in rows} == {
        (True, True, False),
        (False, False, True),
    }
    assert all(row["receipt"] for row in rows)
