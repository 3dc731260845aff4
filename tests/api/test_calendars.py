"""Working calendars: who keeps them, what of them changes, and what that does to open orders."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.holiday_jobs import fill_years
from tests.api.client import order_of
from tests.api.working import deadline, found, it_is, limited, local, taken, when
from tests.cast import administers, bearer

OFFICE = [[540, 720], [780, 1080]]
NAME = {"zh": "街道夜班", "en": "Street nights"}
WEEK: list[list[list[int]]] = [*[OFFICE] * 5, [], []]


async def made(client: httpx.AsyncClient, who: str = "ada", **said: Any) -> httpx.Response:
    body = {"id": str(new_id()), "code": "nights", "name": NAME, "week": [[[1320, 1800]]] * 7, "district": "d1"}
    return await client.post("/calendars", json=body | said, headers=bearer(who))


async def patched(client: httpx.AsyncClient, code: str, who: str = "ada", **said: Any) -> httpx.Response:
    body = {"id": str(new_id()), "version": 1} | said
    return await client.patch(f"/calendars/{code}", json=body, headers=bearer(who))


async def read(client: httpx.AsyncClient, code: str, who: str = "ada", **query: Any) -> dict[str, Any]:
    answer = await client.get(f"/calendars/{code}", params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def a_day(shifts: list[list[int]], zh: str = "运动会", en: str = "Sports day") -> dict[str, Any]:
    return {"shifts": shifts, "name": {"zh": zh, "en": en}}


async def test_a_district_makes_its_own_calendar_and_lets_units_work_by_it(client: httpx.AsyncClient):
    answer = await made(client)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["version"], answer.json()["may_change"]) == (1, True)
    after = (await patched(client, "nights", units=["u1"], areas=["n2"])).json()
    assert ([it["code"] for it in after["units"]], [it["code"] for it in after["areas"]]) == (["u1"], ["n2"])
    assert after["changes"][0]["became"] == {"areas": ["n2"], "units": ["u1"]}
    none = (await patched(client, "nights", version=2, units=[])).json()
    assert ([it["code"] for it in none["areas"]], none["units"]) == (["n2"], [])
    assert await db.fetchval("select calendar from unit where code = 'u1'") is None


async def test_the_list_says_whose_calendars_one_keeps_and_which_places_have_one_of_their_own(
    client: httpx.AsyncClient,
):
    await administers("olga", "d2")
    await made(client)
    await patched(client, "nights", units=["u1"], areas=["n2"])
    mine, other = [(await client.get("/calendars", headers=bearer(who))).json() for who in ("ada", "olga")]
    assert [(it["kind"], it["code"], it["calendar"]) for it in mine["places"]] == [
        ("area", "n2", "nights"),
        ("unit", "u1", "nights"),
    ]
    assert (mine["default"], mine["may_share"], [it["code"] for it in mine["districts"]]) == ("office", False, ["d1"])
    assert (other["places"], [it["code"] for it in other["districts"]]) == ([], ["d2"])
    await administers("ada", "d2")
    assert (await client.get("/calendars", headers=bearer("ada"))).json()["may_share"]


async def test_a_calendar_shows_the_days_and_years_that_are_lent_to_it(client: httpx.AsyncClient):
    await administers("ada", "d2")
    await made(client, week=WEEK, base="office")
    days = {"2026-12-07": a_day([]), "2026-12-08": a_day([])}
    await patched(client, "office", days=days, confirmed=[2026])
    own = (await patched(client, "nights", days={"2026-12-08": a_day([[540, 720]])})).json()
    assert [(it["day"], it["shifts"]) for it in own["days"]] == [("2026-12-08", [[540, 720]])]
    assert [it["day"] for it in own["lent"]] == ["2026-12-07"]
    assert (own["years"], own["lent_years"]) == ([], [{"year": 2026, "provisional": False}])


async def test_another_district_s_calendar_and_places_are_as_if_they_were_not_there(client: httpx.AsyncClient):
    await administers("olga", "d2")
    await made(client)
    listed = (await client.get("/calendars", headers=bearer("olga"))).json()["items"]
    assert [it["code"] for it in listed] == ["always", "office"]
    foreign, unknown = [await patched(client, code, "olga", name=NAME) for code in ("nights", "no.such")]
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    answer = await patched(client, "always", "olga", units=["u1"])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "units")
    assert (await made(client, "olga", code="x", district="d1")).status_code == 404


async def test_everybody_s_calendar_is_changed_only_by_who_administers_every_district(client: httpx.AsyncClient):
    refused = await patched(client, "office", days={"2026-12-07": a_day([])})
    assert (refused.status_code, refused.json()["code"]) == (403, "calendar.shared")
    assert (await made(client, code="mine", district=None)).json()["code"] == "calendar.shared"
    used = await patched(client, "office", units=["u1"])
    assert used.status_code == 200, "who works by it is the district's own affair"
    await administers("ada", "d2")
    assert (await patched(client, "office", version=2, days={"2026-12-07": a_day([])})).status_code == 200


async def test_days_are_set_and_taken_back_and_each_change_is_kept(client: httpx.AsyncClient):
    await made(client, week=WEEK)
    day = a_day([[540, 720]])
    found = (await patched(client, "nights", days={"2026-12-07": day, "2026-12-08": None})).json()
    assert [(it["day"], it["shifts"], it["source"]) for it in found["days"]] == [("2026-12-07", [[540, 720]], "person")]
    assert (found["changes"][0]["was"], found["changes"][0]["became"]) == (
        {"days": {"2026-12-07": None}},
        {"days": {"2026-12-07": day}},
    )
    late = await patched(client, "nights", days={})
    assert (late.status_code, late.json()["code"]) == (409, "calendar.changed")
    assert late.json()["calendar"] == found
    same = (await patched(client, "nights", version=2, days={"2026-12-07": day})).json()
    assert same == found, "nothing of it is new"
    assert (await patched(client, "nights", version=2, days={"2026-12-07": None})).json()["days"] == []


async def test_a_retry_changes_nothing_more_and_an_id_is_one_change_s(client: httpx.AsyncClient):
    said: dict[str, Any] = {"id": str(new_id())}
    assert [(await made(client, **said)).status_code for _ in range(2)] == [201, 201]
    assert (await made(client, code="other", **said)).json()["code"] == "command.reused"
    assert (await made(client)).json()["code"] == "calendar.taken"
    said |= {"id": str(new_id()), "name": {"zh": "新名", "en": "New name"}}
    first, again = [await patched(client, "nights", **said) for _ in range(2)]
    assert (first.json()["version"], again.json()) == (2, first.json())


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"week": [[]] * 7}, "week"),
    ({"week": [[[600, 540]], *[[]] * 6]}, "week[0]"),
    ({"week": [[[540, 720], [700, 800]], *[[]] * 6]}, "week[0]"),
    ({"week": [[[1500, 1600]], *[[]] * 6]}, "week[0]"),
    ({"days": {"2026-12-07": {"shifts": [[1, 1]], "name": NAME}}}, "days[2026-12-07]"),
    ({"units": ["nowhere"]}, "units"),
    ({"fill": [2026]}, "fill"),
]


@pytest.mark.parametrize(("said", "field"), WRONG)
async def test_what_cannot_be_is_refused_with_its_field(client: httpx.AsyncClient, said: dict[str, Any], field: str):
    await made(client)
    answer = await patched(client, "nights", **said)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid"), answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await read(client, "nights"))["version"] == 1


async def test_holidays_come_from_the_library_and_what_a_person_said_stays(client: httpx.AsyncClient):
    await made(client, week=WEEK, region="CN")
    await patched(client, "nights", days={"2026-10-01": a_day([OFFICE[0]])})
    filled = (await patched(client, "nights", version=2, fill=[2026, 2040])).json()
    days = {it["day"]: it for it in (await read(client, "nights", year=2026))["days"]}
    assert (days["2026-10-02"]["shifts"], days["2026-10-02"]["source"]) == ([], "library")
    assert days["2026-01-04"]["shifts"] == OFFICE, "the Sunday after New Year is worked"
    assert (days["2026-10-01"]["shifts"], days["2026-10-01"]["source"]) == ([OFFICE[0]], "person")
    assert filled["years"] == [{"year": 2026, "provisional": False}, {"year": 2040, "provisional": True}]
    sure = (await patched(client, "nights", version=3, confirmed=[2040])).json()
    assert sure["years"][1] == {"year": 2040, "provisional": False}


async def test_a_day_given_back_to_the_library_tells_of_the_person_s_day_that_was_there(client: httpx.AsyncClient):
    await made(client, week=WEEK, region="CN")
    await patched(client, "nights", fill=[2026])
    said = a_day([OFFICE[0]])
    await patched(client, "nights", version=2, days={"2026-10-01": said})
    back = (await patched(client, "nights", version=3, days={"2026-10-01": None}, fill=[2026])).json()
    days = {it["day"]: it for it in (await read(client, "nights", year=2026))["days"]}
    assert (days["2026-10-01"]["shifts"], days["2026-10-01"]["source"]) == ([], "library")
    change = back["changes"][0]
    assert (change["was"]["days"], change["became"]["days"]["2026-10-01"]["shifts"]) == ({"2026-10-01": said}, [])


async def test_a_day_off_moves_open_orders_as_what_if_said_it_would(client: httpx.AsyncClient):
    await administers("ada", "d2")
    await limited(fix=(2, "working_days"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    said: dict[str, Any] = {"days": {"2026-12-07": a_day([])}}
    body = {"id": str(new_id()), "version": 1} | said
    told = (await client.post("/calendars/office/what-if", json=body, headers=bearer("ada"))).json()
    assert [(it["id"], it["by_s"]) for it in told["items"]] == [(order, 86_400)]
    assert (told["soonest_by_s"], told["latest_by_s"]) == (0, 86_400)
    assert when((await order_of(client, "will", order))["clock"]["due_at"]) == local("2026-12-08T15:00")
    assert (await read(client, "office"))["days"] == []
    assert (await patched(client, "office", **said)).status_code == 200
    now = await order_of(client, "will", order)
    assert when(now["clock"]["due_at"]) == local("2026-12-09T15:00")
    assert [it["day"] for it in deadline(now, "fix")["days"]] == ["2026-12-05", "2026-12-06", "2026-12-07"]
    assert (now["events"][-1]["action"], now["events"][-1]["data"]["cause"]) == ("reckon", "calendar")


async def test_a_calendar_lends_its_days_and_orders_of_who_borrows_them_move_too(client: httpx.AsyncClient):
    await administers("ada", "d2")
    await limited(accept=(1, "working_days"))
    await made(client, week=WEEK, base="office")
    await patched(client, "nights", units=["u1"])
    it_is("2026-12-04T15:00")
    order = await found(client)
    assert deadline(await order_of(client, "will", order), "accept")["calendar"]["code"] == "nights"
    await patched(client, "office", days={"2026-12-07": a_day([])})
    assert when((await order_of(client, "will", order))["clock"]["due_at"]) == local("2026-12-08T15:00")


async def test_a_unit_that_gets_other_hours_takes_its_open_orders_along(client: httpx.AsyncClient):
    await limited(accept=(60, "working_minutes"))
    await made(client)
    it_is("2026-12-04T15:00")
    order = await found(client)
    await patched(client, "nights", units=["u1"])
    now = await order_of(client, "will", order)
    assert (when(now["clock"]["due_at"]), deadline(now, "accept")["calendar"]["code"]) == (
        local("2026-12-04T23:00"),
        "nights",
    )


async def test_the_worker_fills_in_this_year_and_the_next_and_open_orders_follow(client: httpx.AsyncClient):
    await limited(fix=(1, "working_days"))
    it_is("2026-09-30T15:00")
    order = await taken(client)
    assert deadline(await order_of(client, "will", order), "fix")["provisional"]
    await fill_years()
    fix = deadline(await order_of(client, "will", order), "fix")
    assert (when(fix["due_at"]), fix["provisional"]) == (local("2026-10-08T15:00"), False)
    assert fix["days"][0]["why"] == "holiday"
    office = await read(client, "office")
    assert [it["year"] for it in office["years"]] == [2026, 2027]
    assert {it["person"] for it in office["changes"]} == {None}
    await fill_years()
    assert (await read(client, "office"))["version"] == office["version"], "what is known is left alone"
