"""The plan of every list query: what is asked for is found by its index, whatever else is stored."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from fieldloop import db
from fieldloop.catalogue import settings
from fieldloop.evidence import asking, cases, checking, keeping, nonces, reuse
from fieldloop.evidence import jobs as evidence_jobs
from fieldloop.intake import queries as intake
from fieldloop.intake.rules import Where
from fieldloop.notify import actions as notify_actions
from fieldloop.notify import delivery, gateways, ladder
from fieldloop.notify import queries as notify
from fieldloop.notify.ladder_rules import RungOutcome
from fieldloop.notify.rules import Outcome
from fieldloop.orders import (
    aside,
    at_site,
    boxes,
    forgetting,
    inspections,
    items,
    owner_jobs,
    pairs,
    reckoning,
    registry,
    risk,
    sync,
    synthetic,
    telling,
    whole,
)
from fieldloop.orders import jobs as order_jobs
from fieldloop.orders.boxes import Box, Mark, Wanted
from fieldloop.orders.rules import Priority, State
from fieldloop.people.rules import Caller, Role, RoleKind
from fieldloop.places import nearest
from fieldloop.places.rules import Lineage
from fieldloop.record import queries as record
from fieldloop.record.actions import give_places, sign_head
from fieldloop.roster import queries as rosters
from fieldloop.roster import views
from fieldloop.sla import calendar_view, reckon_waiting
from fieldloop.sla import jobs as sla_jobs
from fieldloop.sla import queries as sla
from fieldloop.sla.reckon_which import START, of_calendar, of_districts, of_element
from fieldloop.stats import queries as stats
from tests.cast import insert_cast, person_id
from tests.databases import Databases, as_its_owner, as_owner

GROWING = (
    "orders",
    "order_event",
    "discovery",
    "notice",
    "notice_rung",
    "order_photo",
    "order_nonce",
    "photo",
    "photo_fact",
    "finding",
)
STORED = 3_000

MANAGER = Caller(person_id("dora"), "", "en", (Role(RoleKind.MANAGER, "d1", "district", None),))
STREET = Caller(person_id("mia"), "", "en", (Role(RoleKind.MANAGER, "s1", "street", None),))
NEIGHBOURHOOD = Caller(person_id("mia"), "", "en", (Role(RoleKind.MANAGER, "n1", "neighbourhood", None),))
TWO_AREAS = Caller(
    person_id("mia"),
    "",
    "en",
    (Role(RoleKind.MANAGER, "n1", "neighbourhood", None), Role(RoleKind.MANAGER, "s1", "street", None)),
)
COORDINATOR = Caller(person_id("carol"), "", "en", (Role(RoleKind.COORDINATOR, "n1", "neighbourhood", "u1"),))
WORKER = Caller(person_id("will"), "", "en", (Role(RoleKind.WORKER, "n1", "neighbourhood", "u1"),))
ADMINISTRATOR = Caller(person_id("ada"), "", "en", (Role(RoleKind.ADMINISTRATOR, "d1", "district", None),))
INSPECTOR = Caller(person_id("ira"), "", "en", (Role(RoleKind.INSPECTOR, "d1", "district", None),))
VOLUNTEER = Caller(person_id("vera"), "", "en", (Role(RoleKind.VOLUNTEER, "n1", "neighbourhood", None),))


@pytest.fixture(scope="module")
async def template(databases: Databases) -> str:
    """Let `database` be one with thousands of orders in it, nine in ten closed, and all that belongs to them."""
    return await databases.template("much", _much)


async def _much() -> None:
    await insert_cast()
    async with as_owner():
        await db.execute(_FILL.format(stored=STORED))
        await db.execute("analyze")


pytestmark = pytest.mark.usefixtures("database")


class Seen:
    """Notes what a piece of code asked the database, and how it would be answered."""

    def __init__(self) -> None:
        self.plans: list[tuple[str, str]] = []

    def whole_reads(self, *more: str) -> list[str]:
        """Return the queries that read a growing table, or one of `more`, from end to end."""
        tables = [f"Seq Scan on {name}" for name in (*GROWING, *more)]
        return [sql for sql, plan in self.plans if any(f"{table} " in f"{plan} " for table in tables)]


@asynccontextmanager
async def explained(patch: pytest.MonkeyPatch) -> AsyncGenerator[Seen]:
    """Explain every statement of the block as it is run."""
    seen, run = Seen(), db._run

    async def explaining(method: str, sql: str, args: Any) -> Any:
        if sql.lstrip().lower().startswith(("select", "with", "(", "update")):
            rows = await run("fetch", f"explain {sql}", args)
            seen.plans.append((sql, "\n".join(row[0] for row in rows)))
        return await run(method, sql, args)

    with patch.context() as inside:
        inside.setattr(db, "_run", explaining)
        yield seen
    assert seen.plans, "nothing was asked"


@pytest.mark.parametrize(
    ("caller", "box"),
    [
        (WORKER, Box.MINE),
        (WORKER, Box.UNIT),
        (COORDINATOR, Box.UNIT),
        (VOLUNTEER, Box.POOL),
        (VOLUNTEER, Box.REPORTED),
        (MANAGER, Box.REVIEW),
        (STREET, Box.REVIEW),
        (MANAGER, Box.LATE),
        (STREET, Box.LATE),
        (MANAGER, Box.ALL),
        (STREET, Box.ALL),
        (COORDINATOR, Box.ALL),
    ],
)
async def test_a_box_is_read_by_its_index(caller: Caller, box: Box, monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        await boxes.page(caller, box, Wanted(), 50, None)
    assert seen.whole_reads() == []


async def test_orders_that_a_change_of_limits_or_days_may_move_are_found_by_an_index(monkeypatch: pytest.MonkeyPatch):
    async def nothing() -> None: ...

    async with explained(monkeypatch) as seen:
        every = of_element("river.litter"), of_calendar("office"), of_districts(["d1"], "office")
        await reckoning.what_if(nothing, *every)
        for which in every:
            await reckon_waiting.leave(which, db.clock.now(), START)
            assert await reckon_waiting.moving(which.subject)
            await reckoning.next_ids(which, 5, START)
    assert seen.whole_reads() == []


async def test_places_with_a_calendar_of_their_own_are_found_without_reading_all_others(
    monkeypatch: pytest.MonkeyPatch,
):
    await db.execute(
        "insert into area (code, level, parent, name_zh, name_en, lat, lon, district, street, neighbourhood)"
        " select 'near' || n, 'neighbourhood', 's1', '', '', 31, 121, 'd1', 's1', 'near' || n"
        " from generate_series(1, 5000) n"
    )
    await db.execute(
        "insert into unit (code, kind, name_zh, name_en, area)"
        " select 'crew' || n, 'cleaning', '', '', 'near' || n from generate_series(1, 5000) n"
    )
    await db.execute("update unit set calendar = 'always' where code = 'crew7'")
    await as_its_owner("analyze area; analyze unit")
    async with explained(monkeypatch) as seen:
        found = await calendar_view.listed(ADMINISTRATOR)
    assert [(it.kind, it.code, it.calendar) for it in found.places] == [("unit", "crew7", "always")]
    assert seen.whole_reads("area", "unit") == []


async def test_the_tree_grows_and_is_signed_without_reading_what_it_holds(monkeypatch: pytest.MonkeyPatch):
    await db.execute("insert into record_queue (event) select id from order_event")
    for _ in range(5):
        assert await give_places(500)
    await as_its_owner("analyze record_leaf, record_node, record_queue")
    async with explained(monkeypatch) as seen:
        assert await give_places(20)
        assert await sign_head(("file",), timedelta())
        assert await record.heads(20, below=10_000)
    assert seen.whole_reads() == []


@pytest.mark.parametrize("box", [Box.ALL, Box.LATE, Box.REVIEW])
async def test_a_later_page_is_read_by_its_index_too(box: Box, monkeypatch: pytest.MonkeyPatch):
    if box is Box.REVIEW:
        await db.execute(
            "update orders set state = 'submitted', risk = length(no), person = p.id, submitter = p.id,"
            " submitted_at = filed_at from person p"
            " where p.login = 'will' and state = 'dispatched'"
        )
        await as_its_owner("analyze orders")
    _, cursor = await boxes.page(MANAGER, box, Wanted(), 20, None)
    assert cursor
    async with explained(monkeypatch) as seen:
        await boxes.page(MANAGER, box, Wanted(), 20, cursor)
    assert seen.whole_reads() == []


@pytest.mark.parametrize(("caller", "index"), [(MANAGER, "orders_district_appeal"), (STREET, "orders_street_appeal")])
async def test_what_is_appealed_is_read_by_its_own_index(caller: Caller, index: str, monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        await boxes.page(caller, Box.REVIEW, Wanted(), 20, None)
    assert index in seen.plans[0][1]


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("caller", [MANAGER, STREET, NEIGHBOURHOOD, COORDINATOR])
async def test_what_asks_for_attention_is_read_by_its_own_index(
    caller: Caller, mark: Mark, monkeypatch: pytest.MonkeyPatch
):
    await db.execute("update orders set urged = 1, unheard_at = now() where no like 'P%70' and state = 'dispatched'")
    await as_its_owner("analyze orders")
    async with explained(monkeypatch) as seen:
        await boxes.page(caller, Box.ALL, Wanted(mark=mark), 20, None)
    assert seen.whole_reads() == []
    assert f"orders_{mark}" in seen.plans[0][1]


async def test_a_page_comes_in_index_order_and_is_not_sorted_out_of_everything(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        await boxes.page(MANAGER, Box.ALL, Wanted(), 20, None)
    assert "orders_district_all" in seen.plans[0][1]


async def test_what_is_urgent_is_read_by_its_own_index(monkeypatch: pytest.MonkeyPatch):
    for box in (Box.ALL, Box.LATE):
        async with explained(monkeypatch) as seen:
            await boxes.page(MANAGER, box, Wanted(priority=Priority.URGENT), 20, None)
        assert "orders_district_urgent" in seen.plans[0][1]
        assert seen.whole_reads() == []


@pytest.mark.parametrize(
    "wanted",
    [Wanted(state=State.CLOSED), Wanted(state=State.VOID), Wanted(site="site1"), Wanted(area="s1"), Wanted(q="737")],
    ids=["closed", "void", "site", "area", "words"],
)
async def test_a_narrowed_list_is_read_by_an_index(wanted: Wanted, monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        await boxes.page(MANAGER, Box.ALL, wanted, 20, None)
    assert seen.whole_reads() == []


@pytest.mark.parametrize("caller", [MANAGER, COORDINATOR, WORKER, VOLUNTEER])
@pytest.mark.parametrize("since", [None, STORED - 100])
async def test_what_changed_is_read_by_its_index(caller: Caller, since: int | None, monkeypatch: pytest.MonkeyPatch):
    token = str(since) if since else (await sync.since(caller, None, None, db.clock.now())).next
    async with explained(monkeypatch) as seen:
        await sync.since(caller, token, None, db.clock.now())
    assert seen.whole_reads() == []


async def test_the_background_work_takes_what_is_due_by_its_index(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        await sla_jobs.sweep_due(1)
        await sla_jobs.reconcile(5)
        await synthetic.under_way()
        await notify_actions.lease(5, db.clock.now())
        await ladder.lease(5, db.clock.now())
        await owner_jobs.tell_owners(5)
        await evidence_jobs.queries.waiting(5)
        await evidence_jobs.queries.unmeasured(5)
        await checking.due(db.clock.now(), 5)
        await checking.newest("")
        await forgetting.due(db.clock.now(), 5)
        await keeping.looks(ADMINISTRATOR, 50, None)
        await keeping.damaged(ADMINISTRATOR, 50, None)
        await notify.changed_since(db.clock.now(), 10)
    assert seen.whole_reads() == []


async def test_whether_deadlines_are_watched_is_asked_of_indexes(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        assert (await sla.watch()).overdue_s > 0
    assert seen.whole_reads() == []
    [(_, plan)] = seen.plans
    assert all(index in plan for index in ("orders_look_at", "orders_unwatched", "notice_waiting")), plan


async def test_the_ladder_of_a_notice_is_found_by_its_index(monkeypatch: pytest.MonkeyPatch):
    row = await db.fetchrow("select id, order_id, event_id, person_id from notice order by id desc limit 1")
    assert row
    rung = await db.fetchval("select id from notice_rung limit 1")
    async with explained(monkeypatch) as seen:
        await telling.telling(row["order_id"], MANAGER)
        await ladder.climbs([rung])
        await notify_actions.mark_seen(row["person_id"], row["id"], db.clock.now())
        await ladder.hurry([row["id"]], db.clock.now())
        await notify_actions.tell(row["order_id"], row["event_id"], [person_id("will")], "new", db.clock.now())
        await gateways.page(ADMINISTRATOR, 50, None)
        await delivery.page(ADMINISTRATOR, delivery.Wanted(), 50, row["id"])
        await delivery.page(ADMINISTRATOR, delivery.Wanted(person=person_id("omar"), arrived=False), 50, None)
        await delivery.page(ADMINISTRATOR, delivery.Wanted(order=row["order_id"]), 50, None)
        await delivery.page(ADMINISTRATOR, delivery.Wanted(arrived=False), 50, None)
        await delivery.counts()
    assert seen.whole_reads() == []


_OUTCOMES = [Outcome.GIVEN_UP, Outcome.SUPERSEDED, RungOutcome.REFUSED, RungOutcome.TOLD, "waiting"]


@pytest.mark.parametrize("outcome", [None, Outcome.DELIVERED, *_OUTCOMES])
@pytest.mark.parametrize(("area", "unit"), [(None, None), ("n1", None), (None, "u2")])
async def test_the_delivery_log_is_read_by_indexes_whatever_it_is_narrowed_to(
    outcome: str | None, area: str | None, unit: str | None, monkeypatch: pytest.MonkeyPatch
):
    async with explained(monkeypatch) as seen:
        await delivery.page(ADMINISTRATOR, delivery.Wanted(outcome=outcome, days=31, area=area, unit=unit), 20, None)
    assert seen.whole_reads() == []


async def test_orders_pushed_aside_are_found_without_reading_all_there_are(monkeypatch: pytest.MonkeyPatch):
    await db.execute(
        "insert into sweep_aside (order_id, since, times, error)"
        " select id, now(), 1, 'x' from orders where look_at is not null order by id limit 20"
    )
    async with explained(monkeypatch) as seen:
        assert await aside.page(ADMINISTRATOR, 50, None)
    assert seen.whole_reads() == []


async def test_repeats_and_suggestions_are_found_by_place(monkeypatch: pytest.MonkeyPatch):
    lineage = Lineage("d1", "s1", "n1")
    async with explained(monkeypatch) as seen:
        await intake.open_nearby(VOLUNTEER, 31.25, 121.57, None)
        await intake.repeated("waste.bag_outside", Where("n1", "UTC", lineage, "site1", None, None, ""), 30)
        await intake.repeated("waste.bag_outside", Where("n1", "UTC", lineage, None, 31.25, 121.57, ""), 30)
    assert seen.whole_reads() == []


async def test_the_nearest_sites_are_found_by_place(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        found = await nearest.sites_around(["n1"], (31.25, 121.57), None, None)
        await nearest.area_at(31.25, 121.57)
    assert len(found) == nearest.MOST_SITES
    by_place = [plan for sql, plan in seen.plans if "from site" in sql]
    assert len(by_place) == 3
    assert all("site_place_nearest" in plan for plan in by_place), by_place


@pytest.mark.parametrize("code", [None, "site1"])
async def test_a_phone_s_sites_are_read_by_unit_and_by_area(code: str | None, monkeypatch: pytest.MonkeyPatch):
    # Tens of thousands of other areas' and units' sites: an `or` across the tables would look at each.
    await db.execute(
        "insert into area (code, level, parent, name_zh, name_en, lat, lon, district, street, neighbourhood)"
        " select 'far' || n, 'neighbourhood', 's9', '', '', 31, 121, 'd2', 's9', 'far' || n"
        " from generate_series(1, 200) n"
    )
    await db.execute(
        "insert into site (code, kind, name_zh, name_en, area, lat, lon)"
        " select 'away' || n, 'drop_off', '', '', 'far' || n % 200 + 1, 31, 121 from generate_series(1, 20000) n"
    )
    await as_its_owner("analyze site; analyze area")
    async with explained(monkeypatch) as seen:
        found = await registry.sites(WORKER, code, 1_000)
    assert [row["code"] for row in found] == ["site1"]
    plan = seen.plans[-1][1]
    assert "Seq Scan on site " not in plan, plan


async def test_a_site_s_file_reads_the_orders_of_that_site(monkeypatch: pytest.MonkeyPatch):
    for caller in (MANAGER, COORDINATOR, WORKER, VOLUNTEER):
        async with explained(monkeypatch) as seen:
            assert await at_site.site("site1", caller)
        assert seen.whole_reads() == [], caller.roles


async def test_a_phone_s_whole_orders_are_read_by_their_indexes(monkeypatch: pytest.MonkeyPatch):
    rows = await db.fetch("select id from orders order by id limit 10")
    async with explained(monkeypatch) as seen:
        found = await whole.details([row["id"] for row in rows], MANAGER)
    assert found
    assert seen.whole_reads() == []
    assert len(seen.plans) == 5


async def test_the_nonces_of_an_order_are_read_by_their_index(monkeypatch: pytest.MonkeyPatch):
    order = await db.fetchval("select id from orders limit 1")
    async with explained(monkeypatch) as seen:
        assert len(await nonces.had(order, WORKER.id, refused=False)) == 2
        await nonces.end(order, db.clock.now(), used=False)
    assert seen.whole_reads() == []


async def test_the_board_reads_what_is_open_and_what_closed_today(monkeypatch: pytest.MonkeyPatch):
    now = db.clock.now()
    async with explained(monkeypatch) as seen:
        await stats.closed_since("street", "s1", stats.midnight(now, "Asia/Shanghai"))
        await stats.open_orders("unit", "u1", now)
    assert seen.whole_reads() == []


async def test_a_page_of_lines_costs_one_query(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        page, _ = await boxes.page(MANAGER, Box.ALL, Wanted(), 50, None)
    assert len(page) == 50
    assert [sql for sql, _ in seen.plans if sql.startswith(items.SELECT)] == [seen.plans[-1][0]]
    assert len(seen.plans) == 2


async def test_pictures_alike_are_found_by_the_bands_of_their_hash(monkeypatch: pytest.MonkeyPatch):
    # Of a few thousand hashes every one is looked at, which is quicker.
    await db.execute(
        "insert into photo (sha256, size_bytes, width, height, format, received_at, derived_at, measured)"
        " select encode(sha256(n::text::bytea), 'hex'), 1, 1, 1, 'JPEG', now(), now(), true"
        " from generate_series(10000, 70000) n"
    )
    await db.execute(
        "insert into photo_fact (photo, hash, mirror, grey, sharpness, brightness, contrast, made_at)"
        " select sha256, ('x' || substr(sha256, 1, 16))::bit(64)::bigint, 0, '', 9, 99, 30, now() from photo"
        " on conflict do nothing"
    )
    await as_its_owner("vacuum analyze photo_fact")
    row = await db.fetchrow("select t.id, f.* from photo_fact f join order_photo t on t.photo = f.photo limit 1")
    assert row
    async with explained(monkeypatch) as seen:
        assert row["photo"] in await reuse.alike(row["hash"], row["mirror"])
        await reuse.twins(row["id"], row["photo"], row["hash"], row["mirror"], 10)
    assert seen.whole_reads() == []
    for _, plan in seen.plans:
        assert all(f"photo_fact_band_{band}" in plan for band in range(4)), plan[:1000]


async def test_the_questions_about_an_order_are_asked_by_its_indexes(monkeypatch: pytest.MonkeyPatch):
    await db.execute("update order_photo set checked = true where id not in (select id from order_photo limit 5)")
    await as_its_owner("vacuum analyze order_photo")
    async with explained(monkeypatch) as seen:
        for order in await cases.to_check(9):
            await asking.ask_about(order)
    assert seen.whole_reads() == []


@pytest.fixture
async def much_was_drawn(database: str) -> None:
    """Let every closed order have been drawn, nearly all of them judged."""
    await db.execute(_DRAWN)
    await as_its_owner("analyze inspection")


@pytest.mark.usefixtures("much_was_drawn")
@pytest.mark.parametrize("caller", [INSPECTOR, MANAGER, STREET])
async def test_what_waits_for_an_inspector_is_read_by_its_index(caller: Caller, monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        first = await inspections.pending(caller, None, 5)
        assert len(await inspections.pending(caller, first[-1]["id"], 5)) == 5
    assert seen.whole_reads("inspection") == []


@pytest.mark.usefixtures("much_was_drawn")
async def test_the_daily_draw_reads_the_orders_closed_on_that_day(monkeypatch: pytest.MonkeyPatch):
    async with explained(monkeypatch) as seen:
        assert await order_jobs.draw_day()
    assert seen.whole_reads("inspection") == []
    day = next(plan for sql, plan in seen.plans if "inspect_share" in sql)
    assert "inspection_order_id_key" in day, "whether it was drawn before is looked up, order by order"


@pytest.mark.usefixtures("much_was_drawn")
@pytest.mark.parametrize("caller", [MANAGER, STREET, NEIGHBOURHOOD, TWO_AREAS])
async def test_how_fair_review_was_is_read_by_area_and_period(caller: Caller, monkeypatch: pytest.MonkeyPatch):
    await db.execute(_APPEALED)
    await as_its_owner("analyze appeal")
    since = db.clock.now() - timedelta(days=7)
    async with explained(monkeypatch) as seen:
        drawn = await stats.agreement(caller, [RoleKind.MANAGER], since)
        decided = await stats.reversals(caller, [RoleKind.MANAGER], since)
    assert [len(drawn), len(decided)] == [len({row["stratum"] for row in drawn}), 1]
    assert sum(row["drawn"] for row in drawn) == decided[0]["decided"] < 7 * 24
    assert seen.whole_reads("inspection", "appeal") == []
    (_, of_drawn), (_, of_decided) = seen.plans
    for level in {role.level for role in caller.roles}:
        assert f"inspection_{level}_drawn" in of_drawn
        assert f"appeal_{level}_decided" in of_decided


async def test_the_last_pairs_of_a_site_and_an_order_s_risk_are_read_by_indexes(monkeypatch: pytest.MonkeyPatch):
    await db.execute("update orders set after = 'x', submitter = (select id from person where login = 'will')")
    order = await db.fetchval("select id from orders where site = 'site1' limit 1")
    async with explained(monkeypatch) as seen:
        found = await pairs.pairs(order, MANAGER)
        await risk.rate(order)
    assert found
    assert len(found.items) == pairs.MOST
    assert seen.whole_reads() == []


async def test_a_phone_that_gives_no_sign_is_found_by_indexes(monkeypatch: pytest.MonkeyPatch):
    await db.execute("update element set silent_minutes = 5")
    await db.execute(
        "insert into sign_wanted (id, order_id, person, since, due_at) select gen_random_uuid(), o.id, $1, o.filed_at,"
        " o.filed_at + interval '90 days' from orders o",
        WORKER.id,
    )
    await db.execute("update sign_wanted set due_at = now() - interval '1 hour' where id = (select min(id::text)::uuid"
                     " from sign_wanted)")  # fmt: skip
    await as_its_owner("analyze sign_wanted")
    async with explained(monkeypatch) as seen:
        assert await order_jobs.hand_over_silent()
    assert seen.whole_reads("sign_wanted") == []


async def test_who_is_on_duty_is_read_by_index_however_much_was_ever_planned(monkeypatch: pytest.MonkeyPatch):
    await db.execute(
        "insert into roster (person, changed_at, stand_in) select id, now(), $1 from person where id <> $1",
        COORDINATOR.id,
    )
    await db.execute(
        "insert into spell (id, person, kind, from_at, to_at) select gen_random_uuid(), person, 'leave',"
        " now() - n * interval '2 days', now() - (n * 2 - 1) * interval '1 day' from roster, generate_series(1, 400) n"
    )
    await db.execute(
        "insert into shift (id, person, weekday, starts, ends) select gen_random_uuid(), person, n % 7 + 1, '8:00',"
        " '9:00' from roster, generate_series(1, 200) n"
    )
    await as_its_owner("analyze spell, shift, roster")
    async with explained(monkeypatch) as seen:
        await rosters.present([WORKER.id], db.clock.now())
        assert await views.views(COORDINATOR, "u1", None)
    assert len(seen.plans) == 6
    assert seen.whole_reads("spell", "shift") == []


async def test_the_last_changes_of_an_element_are_read_by_their_index(monkeypatch: pytest.MonkeyPatch):
    await db.execute(
        "insert into element_change (id, element, version, person, changed_at, was, became)"
        " select gen_random_uuid(), e.code, n, $1, now(), '{}', '{}' from element e, generate_series(1, 1000) n",
        ADMINISTRATOR.id,
    )
    await as_its_owner("analyze element_change")
    async with explained(monkeypatch) as seen:
        found = await settings.settings(ADMINISTRATOR, "waste.overflow")
    assert [change.version for change in found.changes] == list(range(1000, 980, -1))
    assert seen.whole_reads("element_change") == []


_DRAWN = """
insert into inspection (id, order_id, district, street, neighbourhood, seed, stratum, rate, drawn_at, command,
    inspector, verdict, decided_at)
select gen_random_uuid(), o.id, o.district, o.street, o.neighbourhood, '', o.unit, 0.05, o.closed_at,
    case when judged then gen_random_uuid() end, case when judged then p.id end, case when judged then 'good' end,
    case when judged then now() end
from (select *, right(no, 1) <> '7' as judged from orders where state = 'closed') o join person p on p.login = 'ira';
"""
_APPEALED = """
insert into appeal (id, order_id, district, street, neighbourhood, kind, round, person, judged_by, text, made_at,
    decided_at, decided_by, reversed)
select gen_random_uuid(), o.id, o.district, o.street, o.neighbourhood, 'return', o.round, w.id, m.id, 'x', o.closed_at,
    o.closed_at, d.id, true
from orders o join person w on w.login = 'will' join person m on m.login = 'mia' join person d on d.login = 'dora'
where o.state = 'closed';
"""
_FILL = """
insert into site (code, kind, name_zh, name_en, area, lat, lon)
    select 'far' || n, 'drop_off', '点', 'Point', 'n2', 31 + n * 0.0001, 121.5 + n * 0.0001
    from generate_series(1, {stored}) n;
insert into orders (id, no, state, element, scenario, channel, site, area, district, street, neighbourhood, lat, lon,
    unit, discovered_at, filed_at, closed_at, round, clock_started_at, warn_at, due_at, look_at, changed_at, changed_by)
select gen_random_uuid(), 'P' || n, case when shut then 'closed' else 'dispatched' end, 'waste.bag_outside', 'waste',
    'camera', case when n % 3 = 0 then 'site9' when n % 50 = 1 then 'site1' else 'site2' end, 'n' || k, d, s, 'n' || k,
    31.2 + n * 0.0001, 121.5 + n * 0.0001, 'u' || k, at, at, case when shut then at + interval '1 hour' end, 1,
    case when not shut then at end, case when not shut then at + interval '1 day' end,
    case when not shut then at + interval '2 days' end, case when not shut then at + interval '1 day' end, at, n
from (
    select n, n % 10 <> 0 as shut, now() - n * interval '1 hour' as at,
        case when n % 3 = 0 then 9 when n % 50 = 1 then 1 else 2 end as k,
        case when n % 3 = 0 then 'd2' else 'd1' end as d, case when n % 3 = 0 then 's9' else 's1' end as s
    from generate_series(1, {stored}) n) made;
insert into order_event (id, order_id, seq, action, to_state, actor, at, received_at, prev, hash)
    select gen_random_uuid(), id, 1, 'file', 'filed', 'system', filed_at, filed_at, '', '' from orders;
insert into discovery (id, order_id, channel, person, element, joined, seen_at, received_at)
    select gen_random_uuid(), o.id, 'volunteer', p.id, o.element, false, o.filed_at, o.filed_at
    from orders o join person p on p.login = case when o.no like '%77' then 'vera' else 'omar' end;
insert into notice (id, order_id, event_id, person_id, kind, created_at, next_at, done_at, outcome)
    -- Ids that begin with their moment, as the product's do.
    select (lpad(to_hex((extract(epoch from e.at) * 1000)::bigint), 12, '0')
        || substr(md5(e.id::text || p.login), 1, 20))::uuid,
        e.order_id, e.id, p.id, 'new', e.at, e.at, e.at, 'delivered'
    from order_event e cross join person p where p.login in ('carol', 'omar');
insert into notice_rung (id, notice, order_id, event_id, rung, due_at, next_at, done_at, outcome)
    select gen_random_uuid(), n.id, n.order_id, n.event_id, 'stream', n.next_at, n.next_at, n.next_at, 'delivered'
    from notice n;
insert into photo (sha256, size_bytes, width, height, format, received_at, derived_at, measured)
    select encode(sha256(n::text::bytea), 'hex'), 1, 1, 1, 'JPEG', now(), now(), true
    from generate_series(1, {stored}) n;
insert into order_photo (id, order_id, photo, phase, source, received_at)
    select gen_random_uuid(), o.id, p.sha256, 'found', 'device', now()
    from (select id, row_number() over (order by id) as n from orders) o
    join (select sha256, row_number() over (order by sha256) as n from photo) p using (n);
insert into order_nonce (id, order_id, person, nonce, made_at, ended_at, used)
    select gen_random_uuid(), o.id, p.id, md5(o.id::text || n), now(), case when n < 2 then now() end, n < 2
    from orders o cross join generate_series(1, 2) n join person p on p.login = 'will';
insert into photo_fact (photo, hash, mirror, grey, sharpness, brightness, contrast, made_at)
    select sha256, hash, hash # -1, '', 9, 99, 30, now()
    from (select sha256, ('x' || substr(sha256, 1, 16))::bit(64)::bigint as hash from photo) made;
insert into finding (id, order_id, photo, phase, kind, found_at)
    select gen_random_uuid(), order_id, photo, 'after', 'gallery', now() from order_photo;
"""
