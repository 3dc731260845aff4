"""Orders whose limits run in working time: by which calendar, over a weekend and a holiday, through a pause."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.sla.jobs import sweep_due
from tests.api.client import acted, order_of
from tests.api.working import (
    BAG,
    NIGHTS,
    SHANGHAI,
    a_calendar,
    a_free_day,
    deadline,
    found,
    it_is,
    limited,
    local,
    taken,
    when,
)


async def test_two_working_days_go_around_a_weekend_and_a_holiday_and_are_told_as_a_sum(client: httpx.AsyncClient):
    await limited(fix=(2, "working_days"))
    await a_free_day("2027-01-01")
    await a_free_day("2027-01-03", [[540, 720], [780, 1080]])
    it_is("2026-12-31T16:00")
    order = await order_of(client, "will", await taken(client))
    fix = deadline(order, "fix")
    assert when(order["clock"]["due_at"]) == when(fix["due_at"]) == local("2027-01-04T16:00")
    assert when(order["clock"]["warn_at"]) == local("2027-01-04T11:48"), "0.8 of sixteen working hours"
    assert fix["limit"] == {"amount": 2, "unit": "working_days"}
    assert (fix["calendar"]["code"], fix["zone"]) == ("office", "Asia/Shanghai")
    assert [(it["day"], it["why"]) for it in fix["days"]] == [
        *(("2027-01-01", "holiday"), ("2027-01-02", "rest"), ("2027-01-03", "make_up")),
    ]
    assert fix["days"][0]["name"] == {"zh": "元旦", "en": "New Year"}
    assert fix["provisional"], "nobody has filled in these years"
    assert fix["next_level"] == {"level": 1, "at": order["clock"]["due_at"]}
    resident = deadline(order, "resident")
    assert (resident["started_at"], resident["ended_at"]) == (order["discovered_at"], None)
    assert deadline(order, "accept")["limit"] == {"amount": 5, "unit": "minutes"}


async def test_a_unit_s_own_calendar_goes_before_its_area_s_and_a_review_is_the_area_s(client: httpx.AsyncClient):
    await limited(accept=(60, "working_minutes"), fix=(3, "working_hours"), review=(1, "calendar_days"))
    await a_calendar("night", NIGHTS, "u1")
    await db.execute("update area set calendar = 'always' where code = 's1'")
    it_is("2026-12-04T12:00")
    order = await found(client)
    accept = deadline(await order_of(client, "will", order), "accept")
    assert (accept["calendar"]["code"], when(accept["due_at"])) == ("night", local("2026-12-04T23:00"))
    it_is("2026-12-05T05:00")
    await acted(client, "will", order, "accept")
    assert when((await order_of(client, "will", order))["clock"]["due_at"]) == local("2026-12-06T00:00")
    sent = await acted(client, "mia", order, "transfer", reason="wrong_unit", unit="u2")
    accept = deadline(sent, "accept")
    assert (accept["calendar"]["code"], when(accept["due_at"])) == ("always", local("2026-12-05T06:00"))
    assert deadline(sent, "resident")["started_at"] == sent["discovered_at"], "the resident waits since then"


async def test_a_pause_gives_back_working_time_and_not_the_night(client: httpx.AsyncClient):
    await limited(fix=(4, "working_hours"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T17:00")
    paused = await acted(client, "mia", order, "suspend", reason="weather", text="大雨")
    assert deadline(paused, "fix")["due_at"] is None
    it_is("2026-12-07T09:30")
    fix = deadline(await acted(client, "mia", order, "resume"), "fix")
    assert when(fix["due_at"]) == local("2026-12-07T11:30")
    [pause] = fix["pauses"]
    assert (pause["by"], pause["reason"], pause["text"]) == ("马主任", "weather", "大雨")
    assert abs(pause["given_back_s"] - 5400) < 60, "an hour on Friday and half of one on Monday"
    assert when(fix["started_at"]) == local("2026-12-04T15:00")
    row = await db.fetchrow("select person, reason, from_at, to_at from order_pause where order_id = $1", order)
    assert row is not None
    assert (row["reason"], row["to_at"].astimezone(SHANGHAI).day) == ("weather", 7)


async def test_levels_of_a_working_clock_come_in_working_time(client: httpx.AsyncClient):
    await limited(accept=(1, "working_hours"))
    it_is("2026-12-04T16:55")
    order = await found(client)
    for moment, level in (("2026-12-04T17:56", 1), ("2026-12-05T12:00", 1), ("2026-12-07T09:04", 1)):
        it_is(moment)
        await sweep_due()
        await sweep_due()
        assert (await order_of(client, "mia", order))["level"] == level, moment
    it_is("2026-12-07T09:07")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 2


@pytest.mark.parametrize("step", ["comment", "seen", "assign"])
async def test_what_is_said_looked_at_or_handed_on_changes_no_deadline(client: httpx.AsyncClient, step: str):
    await limited(fix=(2, "working_days"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    before = deadline(await order_of(client, "carol", order), "fix")
    it_is("2026-12-04T16:00")
    more: dict[str, Any] = {"text": "在路上"} if step == "comment" else {}
    if step == "assign":
        more["person"] = str(await db.fetchval("select id from person where login = 'wanda'"))
    after = deadline(await acted(client, "carol", order, step, **more), "fix")
    assert after == before


async def test_urgent_hours_run_day_and_night_and_need_no_calendar(client: httpx.AsyncClient):
    await limited(fix=(4, "urgent_hours"))
    it_is("2026-12-04T23:00")
    fix = deadline(await order_of(client, "will", await taken(client)), "fix")
    assert (fix["calendar"], fix["days"], when(fix["due_at"])) == (None, [], local("2026-12-05T03:00"))


async def test_what_is_declined_and_sent_on_at_once_runs_on_the_next_unit_s_hours(client: httpx.AsyncClient):
    await limited(accept=(60, "working_minutes"))
    await a_calendar("night", NIGHTS, "u2")
    await db.execute("insert into duty (area, element, unit) values ('n1', null, 'u2')")
    it_is("2026-12-04T10:00")
    order = await found(client)
    await acted(client, "carol", order, "decline", reason="not_mine")
    whole = await order_of(client, "mia", order)
    accept = deadline(whole, "accept")
    assert (whole["unit"]["code"], accept["calendar"]["code"]) == ("u2", "night")
    assert when(accept["due_at"]) == when(whole["clock"]["due_at"]) == local("2026-12-04T23:00")
    assert [it["kind"] for it in whole["clocks"]] == ["accept", "accept"]


async def test_the_next_level_is_told_as_the_element_s_ladder_plans_it(client: httpx.AsyncClient):
    await limited(fix=(4, "working_hours"))
    ladder: dict[str, Any] = {
        "not_fixed": [{"share": 0.5, "who": "coordinator"}, {"after_minutes": 60, "who": "street"}]
    }
    await db.execute("update element set ladders = $2 where code = $1", BAG, ladder)
    it_is("2026-12-04T15:00")
    order = await taken(client)
    fix = deadline(await order_of(client, "mia", order), "fix")
    assert (fix["next_level"]["level"], when(fix["next_level"]["at"])) == (1, local("2026-12-04T17:00"))
    it_is("2026-12-04T17:01")
    await sweep_due()
    fix = deadline(await order_of(client, "mia", order), "fix")
    # A minute late, like the first.
    assert (fix["next_level"]["level"], when(fix["next_level"]["at"])) == (2, local("2026-12-07T11:01"))
    it_is("2026-12-07T09:20")
    await sweep_due()
    after = deadline(await order_of(client, "mia", order), "fix")
    assert after["next_level"] == fix["next_level"], "the warning, 48 minutes before the end, changes nothing of it"
