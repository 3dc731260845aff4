"""Who plans whose duty, and that nothing is written of what cannot be."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.rosters import leave, plan, roster_of
from tests.cast import bearer, person_id

WEEK = [{"weekday": 1, "starts": "08:00", "ends": "17:00"}, {"weekday": 5, "starts": "22:00", "ends": "06:00"}]
HEADER = "login,kind,weekday,from,to,stand_in"


async def listed(client: httpx.AsyncClient, by: str, **where: str) -> list[str]:
    answer = await client.get("/rosters", params=where, headers=bearer(by))
    assert answer.status_code == 200, answer.text
    return [item["person"]["name"] for item in answer.json()["items"]]


async def imported(client: httpx.AsyncClient, by: str, *lines: str) -> httpx.Response:
    return await client.post("/rosters/import", json={"csv": "\n".join([HEADER, *lines])}, headers=bearer(by))


async def test_where_nothing_is_planned_everybody_is_on_duty(client: httpx.AsyncClient):
    found = await roster_of(client, "carol", "will")
    assert (found["version"], found["on_duty"], found["shifts"], found["zone"]) == (0, True, [], "Asia/Shanghai")
    assert found["told"]["id"] == str(person_id("will"))


async def test_a_coordinator_plans_the_people_of_the_unit(client: httpx.AsyncClient):
    said: dict[str, Any] = {"shifts": WEEK, "spells": [leave("wanda", hours=48)], "stand_in": str(person_id("carol"))}
    assert (await plan(client, "carol", "will", **said)).status_code == 204
    found = await roster_of(client, "carol", "will")
    assert (found["version"], found["shifts"], found["on_duty"]) == (1, WEEK, False)
    assert found["stand_in"] == {"id": str(person_id("carol")), "name": "陈协调"}
    assert found["spells"][0]["stand_in"]["name"] == found["told"]["name"] == "Wanda"
    assert (await plan(client, "carol", "will", 1)).status_code == 204
    found = await roster_of(client, "carol", "will")
    assert (found["version"], found["shifts"], found["spells"], found["on_duty"]) == (2, [], [], True)


async def test_what_is_past_stays(client: httpx.AsyncClient):
    assert (await plan(client, "carol", "will", spells=[leave()])).status_code == 204
    db.clock.shift += timedelta(hours=2)
    assert (await roster_of(client, "carol", "will"))["spells"] == []
    assert (await plan(client, "carol", "will", 1, spells=[leave()])).status_code == 204
    assert await db.fetchval("select count(*) from spell") == 2


async def test_a_plan_sent_again_is_the_same_and_one_on_an_old_version_is_refused(client: httpx.AsyncClient):
    spells = [leave(hours=5)]
    for _ in range(2):
        assert (await plan(client, "carol", "will", shifts=WEEK, spells=spells)).status_code == 204
    assert (await roster_of(client, "carol", "will"))["version"] == 1
    answer = await plan(client, "carol", "will", shifts=WEEK[:1])
    assert (answer.status_code, answer.json()["code"]) == (409, "roster.changed")
    assert (await roster_of(client, "carol", "will"))["shifts"] == WEEK


@pytest.mark.parametrize(
    ("by", "who", "code"),
    [
        ("carol", "wes", "not.found"),
        ("carol", "mia", "not.found"),
        ("will", "will", "not.found"),
        ("mia", "will", "not.found"),
        ("olga", "will", "not.found"),
        ("ada", "omar", "not.found"),
    ],
)
async def test_nobody_plans_whom_they_do_not_answer_for(client: httpx.AsyncClient, by: str, who: str, code: str):
    answer = await plan(client, by, who, shifts=WEEK)
    assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert await db.fetchval("select count(*) from roster") == 0


async def test_a_coordinator_who_is_also_manager_is_planned_by_an_administrator(client: httpx.AsyncClient):
    sql = "insert into role (id, person, kind, area) values (gen_random_uuid(), $1, 'manager', 's1')"
    await db.execute(sql, person_id("will"))
    assert (await plan(client, "carol", "will")).json()["code"] == "role.not_allowed"
    assert not (await roster_of(client, "carol", "will"))["may_change"]
    assert (await plan(client, "ada", "will")).status_code == 204


@pytest.mark.parametrize("other", ["will", "wes", "omar", "nobody"])
async def test_a_stand_in_is_somebody_else_whom_one_answers_for(client: httpx.AsyncClient, other: str):
    by_name = {"stand_in": str(person_id(other))}
    said: list[dict[str, Any]] = [by_name, {"spells": [leave() | by_name]}]
    for each in said:
        answer = await plan(client, "carol", "will", **each)
        assert (answer.status_code, answer.json()["code"]) == (422, "roster.stand_in")


async def test_a_span_needs_its_zone_and_its_direction(client: httpx.AsyncClient):
    for from_at, to_at in (
        ("2026-12-01T08:00:00", "2026-12-02T08:00:00Z"),
        ("2026-12-02T08:00:00Z", "2026-12-01T08:00:00Z"),
    ):
        answer = await plan(client, "carol", "will", spells=[{"kind": "leave", "from_at": from_at, "to_at": to_at}])
        assert (answer.status_code, answer.json()["code"]) == (422, "roster.invalid")


@pytest.mark.parametrize(("by", "many"), [("carol", 3), ("mia", 3), ("dora", 3), ("ada", 3), ("cody", 0), ("will", 0)])
async def test_a_unit_s_rosters_are_for_its_coordinators_and_those_above(client: httpx.AsyncClient, by: str, many: int):
    assert len(await listed(client, by, unit="u1")) == many
    assert await listed(client, "olga", unit="u1") == await listed(client, "olga", unit="nounit") == []


async def test_who_manages_an_area_is_planned_by_its_administrator(client: httpx.AsyncClient):
    assert await listed(client, "ada", area="s1") == ["Mike", "马主任"]
    assert await listed(client, "mia", area="s1") == []
    assert (await roster_of(client, "ada", "mia", area="s1"))["may_change"]
    assert (await client.get("/rosters", headers=bearer("ada"))).json() == {"items": []}


async def test_a_file_plans_everybody_it_names(client: httpx.AsyncClient):
    lines = ["will,shift,1,08:00,17:00,", "will,stand_in,,,,wanda", "wanda,leave,,2036-12-01,2036-12-02,carol"]
    answer = await imported(client, "carol", *lines)
    assert (answer.status_code, answer.json()) == (200, {"persons": 2})
    found = await roster_of(client, "carol", "will")
    assert (found["shifts"], found["stand_in"]["name"]) == ([WEEK[0]], "Wanda")
    spell = (await roster_of(client, "carol", "wanda"))["spells"][0]
    assert (spell["from_at"], spell["stand_in"]["name"]) == ("2036-11-30T16:00:00Z", "陈协调"), "midnight there"
    assert (await imported(client, "carol", "will,shift,2,08:00,17:00,")).status_code == 200
    assert [shift["weekday"] for shift in (await roster_of(client, "carol", "will"))["shifts"]] == [2]


async def test_one_bad_line_and_nothing_is_written(client: httpx.AsyncClient):
    lines = ["will,shift,1,08:00,17:00,", "wes,shift,1,08:00,17:00,", "nobody,shift,1,08:00,17:00,", "will,nap,,,,"]
    answer = await imported(client, "carol", *lines)
    assert (answer.status_code, answer.json()["code"]) == (422, "roster.bad_lines")
    assert [(line["line"], line["code"]) for line in answer.json()["lines"]] == [
        (3, "login"),
        (4, "login"),
        (5, "kind"),
    ]
    assert answer.json()["lines"][0]["words"] == answer.json()["lines"][1]["words"], "foreign is as unknown"
    assert await db.fetchval("select count(*) from roster") == 0
    assert (await imported(client, "ada", *lines[:2])).json() == {"persons": 2}
