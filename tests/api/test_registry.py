"""The registry as screens read it: everybody sees their own districts, and hands work to colleagues only."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.cast import bearer, person_id


async def items(client: httpx.AsyncClient, who: str, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(path, params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def codes(client: httpx.AsyncClient, who: str, path: str, **query: Any) -> list[str]:
    return [item["code"] for item in await items(client, who, path, **query)]


OWN = {
    "will": (["d1", "s1", "n1", "n2"], {"u1", "u2"}, ["site1", "site2"]),
    "vera": (["d1", "s1", "n1", "n2"], {"u1", "u2"}, ["site1", "site2"]),
    "dora": (["d1", "s1", "n1", "n2"], {"u1", "u2"}, ["site1", "site2"]),
    "omar": (["d2", "s9", "n9"], {"u9"}, ["site9"]),
    "otto": (["d2", "s9", "n9"], {"u9"}, ["site9"]),
}


@pytest.mark.parametrize("who", OWN)
async def test_everybody_sees_their_own_district_and_no_other(client: httpx.AsyncClient, who: str):
    areas, units, sites = OWN[who]
    assert await codes(client, who, "/areas") == areas
    assert set(await codes(client, who, "/units")) == units
    assert await codes(client, who, "/sites") == sites


async def test_who_has_roles_in_two_districts_sees_both(client: httpx.AsyncClient):
    await db.execute(
        "insert into role (id, person, kind, area) values (gen_random_uuid(), $1, 'volunteer', 'n9')", person_id("vera")
    )
    assert await codes(client, "vera", "/areas") == ["d1", "d2", "s1", "s9", "n1", "n2", "n9"]


async def test_who_has_no_role_sees_nothing(client: httpx.AsyncClient):
    await db.execute("delete from role where person = $1", person_id("vera"))
    for path in ("/areas", "/units", "/sites"):
        assert await items(client, "vera", path) == []


@pytest.mark.parametrize(
    ("area", "units", "sites"),
    [("n1", ["u1"], ["site1"]), ("s1", ["u1", "u2"], ["site1", "site2"]), ("n9", [], []), ("nowhere", [], [])],
)
async def test_units_and_sites_of_one_area(client: httpx.AsyncClient, area: str, units: list[str], sites: list[str]):
    assert sorted(await codes(client, "mia", "/units", area=area)) == units
    assert await codes(client, "mia", "/sites", area=area) == sites


async def test_a_unit_shows_whom_to_call(client: httpx.AsyncClient):
    (unit,) = await items(client, "will", "/units", area="n1")
    name = {"zh": "金杨一居居委会", "en": "Jinyang RC 1 Committee"}
    assert unit == {
        "code": "u1", "kind": "residents_committee", "name": name, "area": "n1", "phone": "021-5885-0001",
    }  # fmt: skip


async def test_the_nearest_site_comes_first_with_its_distance(client: httpx.AsyncClient):
    found = await items(client, "will", "/sites", near="31.2549,121.5749")
    assert [site["code"] for site in found] == ["site2", "site1"]
    assert 10 < found[0]["distance_m"] < 20
    assert (await items(client, "will", "/sites"))[0]["distance_m"] is None


@pytest.mark.parametrize("words", ["投放", "DROP", "路900弄", "site2", " drop-off "])
async def test_a_site_is_found_by_name_address_and_code(client: httpx.AsyncClient, words: str):
    assert await codes(client, "will", "/sites", q=words) == ["site2"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "长海", "site9", "' or 1=1 --"])
async def test_what_is_no_site_of_ours_is_not_found(client: httpx.AsyncClient, words: str):
    assert await codes(client, "will", "/sites", q=words) == []


@pytest.mark.parametrize("near", ["here", "31.25", "31.25,121.57,9", "91,0", "0,181", "nan,nan", "inf,0", ","])
async def test_a_place_that_is_none_is_refused(client: httpx.AsyncClient, near: str):
    answer = await client.get("/sites", params={"near": near}, headers=bearer("will"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert answer.json()["errors"][0]["field"] == "near"


async def test_what_is_no_longer_used_is_not_offered(client: httpx.AsyncClient):
    await db.execute("update site set active = false where code = 'site1'")
    await db.execute("update unit set active = false where code = 'u1'")
    await db.execute("update element set active = false where scenario = 'waste'")
    assert await codes(client, "mia", "/sites") == ["site2"]
    assert await codes(client, "mia", "/units") == ["u2"]
    assert await codes(client, "mia", "/elements") == ["general.other", "river.litter"]


async def test_the_element_dictionary_says_what_a_screen_has_to_say(client: httpx.AsyncClient):
    found = {element["code"]: element for element in await items(client, "will", "/elements")}
    assert found["waste.overflow"] == {
        "code": "waste.overflow",
        "name": {"zh": "垃圾满溢", "en": "Overflow"},
        "scenario": "waste",
        "accept_minutes": 10,
        "fix_minutes": 60,
        "review_minutes": 1440,
        "limits": {
            clock: {"amount": amount, "unit": "minutes"}
            for clock, amount in (("accept", 10), ("fix", 60), ("review", 1440))
        },
        "before_photos": 1,
        "after_photos": 1,
        "why": {"zh": "证明已处理", "en": "Shows that it is done"},
    }


async def test_scenarios_and_reasons_come_in_both_languages(client: httpx.AsyncClient):
    assert await codes(client, "vera", "/scenarios") == ["general", "river", "waste"]
    reasons = await items(client, "will", "/reasons")
    asked = {reason["action"] for reason in reasons}
    assert asked == {"decline", "transfer", "return", "void", "suspend", "reopen", "request", "prioritize"}
    assert [reason["code"] for reason in reasons if reason["action"] == "decline"][-1] == "other"
    assert all(reason["name"]["zh"] and reason["name"]["en"] for reason in reasons)


async def names(client: httpx.AsyncClient, who: str, unit: str, **query: str) -> list[str]:
    return [item["name"] for item in await items(client, who, "/persons", unit=unit, **query)]


async def test_a_coordinator_sees_the_people_of_the_unit_to_hand_work_to(client: httpx.AsyncClient):
    assert await names(client, "carol", "u1") == ["陈协调", "Wanda", "王师傅"]
    assert await names(client, "carol", "u1", role="worker") == ["Wanda", "王师傅"]
    (found, *_) = await items(client, "carol", "/persons", unit="u1")
    assert set(found) == {"id", "name", "phone", "roles"}


@pytest.mark.parametrize(("who", "unit"), [("mia", "u2"), ("dora", "u1"), ("ada", "u2")])
async def test_who_answers_for_the_area_sees_the_people_of_its_units(client: httpx.AsyncClient, who: str, unit: str):
    assert len(await names(client, who, unit)) >= 2


@pytest.mark.parametrize(
    ("who", "unit"),
    [("carol", "u2"), ("will", "u1"), ("vera", "u1"), ("ira", "u1"), ("otto", "u1"), ("mia", "u9"), ("mia", "nowhere")],
)
async def test_nobody_else_does(client: httpx.AsyncClient, who: str, unit: str):
    assert await names(client, who, unit) == []


async def test_who_has_left_is_not_offered(client: httpx.AsyncClient):
    await db.execute("update person set active = false where login = 'will'")
    assert await names(client, "carol", "u1") == ["陈协调", "Wanda"]


@pytest.mark.parametrize("query", [{}, {"unit": "u1", "role": "emperor"}])
async def test_persons_are_asked_for_by_unit_and_a_role_there_is(client: httpx.AsyncClient, query: dict[str, str]):
    answer = await client.get("/persons", params=query, headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_reasons_of_one_position_come_in_one_order(client: httpx.AsyncClient):
    # Else what a phone keeps of the registry would seem to have changed whenever a row was written anew.
    wanted = {"b", "a", "d", "c"}
    for code in sorted(wanted, reverse=True):
        await db.execute(
            "insert into reason (action, code, name_zh, name_en, position) values ('decline', $1, '', '', -1)", code
        )
    reasons = await items(client, "will", "/reasons")
    assert [item["code"] for item in reasons if item["code"] in wanted] == sorted(wanted)
