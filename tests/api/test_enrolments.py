"""Letting a phone in by a code: once, for ten minutes, and only by who answers for its person."""

import asyncio
import uuid
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.people.enrolment import CODE_LIFE
from fieldloop.people.queries import hashed
from fieldloop.settings import settings
from tests.api.browsers import OURS, Phones, me, rows_holding
from tests.cast import bearer, person_id

HALF_S = timedelta(seconds=30)


async def invite(client: httpx.AsyncClient, by: str, whom: str, **headers: str) -> httpx.Response:
    return await client.post("/enrolments", json={"person": str(person_id(whom))}, headers=bearer(by) | headers)


async def a_code(client: httpx.AsyncClient, whom: str = "will", by: str = "carol") -> str:
    answer = await invite(client, by, whom)
    assert answer.status_code == 201, answer.text
    return answer.json()["code"]


async def redeem(client: httpx.AsyncClient, code: str, **headers: str) -> httpx.Response:
    return await client.post(f"/enrolments/{code}", headers=OURS | headers)


async def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def has_role(login: str, kind: str, *, area: str | None = None, unit: str | None = None) -> None:
    sql = "insert into role (id, person, kind, area, unit) values ($1, $2, $3, $4, $5)"
    await db.execute(sql, uuid.uuid4(), person_id(login), kind, area, unit)


async def test_a_phone_that_scans_the_code_is_in(phone: Phones):
    client = phone()
    answer = await redeem(client, await a_code(phone()), **{"User-Agent": "Mozilla/5.0 (Linux; Android 10; P30)"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"person"}
    assert answer.json()["person"]["login"] == "will"
    flags = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert (await client.get("/me")).json()["person"]["login"] == "will"
    row = await db.fetchrow(
        "select enrolled_by, user_agent from session where person = $1 and not bearer", person_id("will")
    )
    assert row is not None
    assert tuple(row) == (person_id("carol"), "Mozilla/5.0 (Linux; Android 10; P30)")


async def test_the_answer_has_the_code_its_address_its_end_and_its_picture(phone: Phones):
    body: dict[str, Any] = (await invite(phone(), "carol", "will")).json()
    assert set(body) == {"code", "url", "expires_at", "qr"}
    assert len(body["code"]) == 24
    assert body["url"] == f"http://fieldloop.test/enrol#{body['code']}"
    picture = ET.fromstring(body["qr"])
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "viewBox" in picture.attrib
    assert not {"width", "height", "style"} & set(picture.attrib)
    assert [part.tag.rpartition("}")[2] for part in picture.iter()] == ["svg", "path", "path"]
    light, dark = list(picture)
    assert (light.get("fill"), dark.get("stroke")) == ("#fff", "#000")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("https://fieldloop.test", "https://fieldloop.test"),
        ("https://evil.example", "http://fieldloop.test"),
        ("null", "http://fieldloop.test"),
        ("https://[", "http://fieldloop.test"),
    ],
)
async def test_the_address_is_the_one_the_browser_knows_us_by(phone: Phones, origin: str, expected: str):
    body = (await invite(phone(), "carol", "will", Origin=origin)).json()
    assert body["url"].partition("/enrol#")[0] == expected


@pytest.mark.parametrize("length", [400, 2_300, 4_000])
async def test_an_endless_address_is_refused_before_the_older_code_is_void(phone: Phones, length: int):
    code = await a_code(phone())
    assert await code_of(await invite(phone(), "carol", "will", Host="h" * length)) == (400, "input.invalid")
    assert (await redeem(phone(), code)).status_code == 200


async def test_an_address_that_the_operator_set_goes_before(phone: Phones, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FIELDLOOP_PUBLIC_URL", "https://loop.example/")
    settings.cache_clear()
    try:
        assert (await invite(phone(), "carol", "will")).json()["url"].startswith("https://loop.example/enrol#")
    finally:
        monkeypatch.undo()
        settings.cache_clear()


async def test_a_code_is_good_once(phone: Phones):
    code = await a_code(phone())
    assert (await redeem(phone(), code)).status_code == 200
    assert await code_of(await redeem(phone(), code)) == (404, "enrolment.unknown")


async def test_of_two_phones_that_show_one_code_exactly_one_is_in(phone: Phones):
    for _ in range(5):
        code = await a_code(phone())
        answers = await asyncio.gather(*(redeem(phone(), code) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
        assert sum("set-cookie" in answer.headers for answer in answers) == 1
    assert await db.fetchval("select count(*) from session where not bearer") == 5


async def test_a_code_ends_after_ten_minutes(phone: Phones):
    early, late = await a_code(phone(), "will"), await a_code(phone(), "wanda")
    db.clock.shift = CODE_LIFE - HALF_S
    assert (await redeem(phone(), early)).status_code == 200
    db.clock.shift = CODE_LIFE + HALF_S
    assert await code_of(await redeem(phone(), late)) == (404, "enrolment.unknown")


async def test_a_new_code_voids_the_older_ones_of_the_same_person_only(phone: Phones):
    old, other = await a_code(phone(), "will"), await a_code(phone(), "wanda")
    new = await a_code(phone(), "will", by="ada")
    assert await code_of(await redeem(phone(), old)) == (404, "enrolment.unknown")
    assert (await redeem(phone(), new)).json()["person"]["login"] == "will"
    assert (await redeem(phone(), other)).json()["person"]["login"] == "wanda"


async def test_two_codes_made_at_once_leave_one_that_is_good(phone: Phones):
    codes = await asyncio.gather(*(a_code(phone()) for _ in range(4)))
    answers = [(await redeem(phone(), code)).status_code for code in codes]
    assert sorted(answers) == [200, 404, 404, 404]


async def test_the_code_is_nowhere_in_the_database(phone: Phones):
    code = await a_code(phone())
    assert await rows_holding("enrolment", hashed(code)) == 1
    assert await rows_holding("enrolment", code) == 0
    # The search would find it.
    await db.execute("update enrolment set code_hash = $1", code.encode())
    assert await rows_holding("enrolment", code) == 1


async def test_who_was_disabled_meanwhile_does_not_get_in(phone: Phones):
    code = await a_code(phone())
    await db.execute("update person set active = false where login = 'will'")
    assert await code_of(await redeem(phone(), code)) == (404, "enrolment.unknown")
    assert await code_of(await invite(phone(), "carol", "will")) == (404, "not.found")


@pytest.mark.parametrize(
    ("by", "whom", "expected"),
    [
        ("carol", "will", 201),
        ("carol", "carol", 201),
        ("ada", "will", 201),
        ("ada", "carol", 201),
        ("ada", "mia", 201),  # a manager of a street of the administrator's district
        ("ada", "ira", 201),
        ("ada", "ada", 201),
        ("ada", "vera", 201),
        ("carol", "vera", 404),  # a volunteer of the area has no unit
        ("carol", "wes", 404),
        ("carol", "cody", 404),
        ("carol", "ada", 404),
        ("ada", "omar", 404),
        ("ada", "otto", 404),
        ("mia", "will", 404),
        ("dora", "will", 404),
        ("ira", "will", 404),
        ("will", "wanda", 404),
        ("will", "will", 404),
        ("vera", "vera", 404),
        ("otto", "will", 404),
    ],
)
async def test_who_may_let_whom_in(phone: Phones, by: str, whom: str, expected: int):
    assert (await invite(phone(), by, whom)).status_code == expected


@pytest.mark.parametrize(
    ("kind", "area", "unit"),
    [
        ("manager", "s1", None),
        ("manager", "n1", None),
        ("administrator", "d1", None),
        ("inspector", "d1", None),
        ("coordinator", None, "u2"),
        ("coordinator", "n1", None),
    ],
)
async def test_nobody_lets_in_who_may_do_more_than_they_themselves(
    phone: Phones, kind: str, area: str | None, unit: str | None
):
    await has_role("will", kind, area=area, unit=unit)
    assert await code_of(await invite(phone(), "carol", "will")) == (403, "role.not_allowed")
    assert await db.fetchval("select count(*) from enrolment") == 0
    assert (await invite(phone(), "ada", "will")).status_code == 201


async def test_an_administrator_does_not_reach_beyond_the_own_district(phone: Phones):
    await has_role("will", "coordinator", unit="u9")
    assert await code_of(await invite(phone(), "ada", "will")) == (403, "role.not_allowed")


@pytest.mark.parametrize("kind", ["worker", "volunteer"])
async def test_a_worker_of_two_units_is_let_in_by_who_answers_for_both(phone: Phones, kind: str):
    # By a phone of Will's either coordinator would see the other unit's orders.
    await has_role("will", kind, unit="u2")
    for by in ("carol", "cody"):
        assert await code_of(await invite(phone(), by, "will")) == (403, "role.not_allowed")
    assert (await invite(phone(), "ada", "will")).status_code == 201
    await has_role("carol", "coordinator", unit="u2")
    assert (await invite(phone(), "carol", "will")).status_code == 201


@pytest.mark.parametrize(("area", "expected"), [("n1", 201), ("n2", 403), ("s1", 403), ("d1", 403), ("n9", 403)])
async def test_a_worker_who_helps_around_too_is_let_in_where_the_unit_is_at_home(
    phone: Phones, area: str, expected: int
):
    await has_role("will", "volunteer", area=area)
    assert (await invite(phone(), "carol", "will")).status_code == expected


async def test_a_worker_of_the_own_unit_who_works_elsewhere_too_is_not_put_out_by_one_of_them(phone: Phones):
    client = phone()
    assert (await redeem(client, await a_code(phone()))).status_code == 200
    (item,) = (await client.get("/phones")).json()["items"]
    await has_role("will", "worker", unit="u2")
    answer = await phone().delete(f"/phones/{item['id']}", headers=bearer("cody"))
    assert await code_of(answer) == (403, "role.not_allowed")
    assert await me(client) == 200


@pytest.mark.parametrize(
    "meanwhile",
    [
        "update person set active = false where login = 'carol'",
        "delete from role where person = (select id from person where login = 'carol')",
        "update role set kind = 'worker' where person = (select id from person where login = 'carol')",
        "update role set unit = 'u2' where person = (select id from person where login = 'carol')",
        "update role set kind = 'manager', area = 's1' where person = (select id from person where login = 'will')",
        "update role set unit = 'u2' where person = (select id from person where login = 'will')",
    ],
)
async def test_a_code_does_not_outlive_the_right_to_give_it(phone: Phones, meanwhile: str):
    code, other = await a_code(phone()), await a_code(phone(), "wanda", by="ada")
    await db.execute(meanwhile)
    answer = await redeem(phone(), code)
    assert await code_of(answer) == (404, "enrolment.unknown")
    assert "set-cookie" not in answer.headers
    assert (await redeem(phone(), other)).status_code == 200


@pytest.mark.parametrize("person", ["nonsense", "", None, 7])
async def test_a_person_that_is_none_is_refused(phone: Phones, person: Any):
    answer = await phone().post("/enrolments", json={"person": person}, headers=bearer("carol"))
    assert await code_of(answer) == (400, "input.invalid")


@pytest.mark.parametrize("code", ["x", "0" * 24, "A" * 2000, "%00", "null", "关"])
async def test_a_wrong_code_is_unknown(phone: Phones, code: str):
    answer = await redeem(phone(), code)
    assert await code_of(answer) == (404, "enrolment.unknown")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
        {"X-Fieldloop": "1", "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_s_page_lets_nobody_in(phone: Phones, headers: dict[str, str]):
    code = await a_code(phone())
    answer = await phone().post(f"/enrolments/{code}", headers=headers)
    assert await code_of(answer) == (403, "auth.csrf")
    assert (await redeem(phone(), code)).status_code == 200  # and the code is still good


async def test_guesses_from_one_address_are_counted(phone: Phones):
    client = phone()
    codes = [(await redeem(client, f"guess{number}")).status_code for number in range(61)]
    assert codes == [404] * 60 + [429]
    code = await a_code(phone())
    assert await code_of(await redeem(client, code)) == (429, "rate.limited")
    assert (await redeem(phone(), code)).status_code == 200


async def test_a_phone_that_another_person_used_is_that_persons_no_more(phone: Phones):
    client = phone()
    await redeem(client, await a_code(phone(), "wanda"))
    hers = client.cookies["fieldloop"]
    await redeem(client, await a_code(phone(), "will"))
    assert (await client.get("/me")).json()["person"]["login"] == "will"
    assert await me(phone(), Cookie=f"fieldloop={hers}") == 401
