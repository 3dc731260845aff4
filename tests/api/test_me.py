"""One's own profile: roles, the screens that make sense, the language."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.cast import bearer, person_id


async def me(client: httpx.AsyncClient, who: str) -> dict[str, Any]:
    answer = await client.get("/me", headers=bearer(who))
    assert answer.status_code == 200
    return answer.json()


async def test_a_person_reads_who_they_are(client: httpx.AsyncClient):
    will = await me(client, "will")
    assert will["person"] == {
        "id": str(person_id("will")), "login": "will", "name": "王师傅", "language": "zh-CN", "phone": None,
    }  # fmt: skip
    unit = {"code": "u1", "name": {"zh": "金杨一居居委会", "en": "Jinyang RC 1 Committee"}}
    assert will["roles"] == [{"kind": "worker", "area": None, "unit": unit}]


async def test_a_role_in_an_area_names_the_area_and_its_level(client: httpx.AsyncClient):
    (role,) = (await me(client, "mia"))["roles"]
    name = {"zh": "金杨新村街道", "en": "Jinyang Xincun Street"}
    assert role == {"kind": "manager", "area": {"code": "s1", "level": "street", "name": name}, "unit": None}


SCREENS = {
    "will": (["mine", "unit", "pool", "reported"], False),
    "vera": (["pool", "mine", "reported"], False),
    "carol": (["unit", "late", "all", "mine", "reported"], True),
    "mia": (["review", "late", "all", "mine", "reported"], True),
    "ira": (["all", "late", "mine", "reported"], True),
    "ada": (["all", "late", "mine", "reported"], True),
}


@pytest.mark.parametrize("who", SCREENS)
async def test_each_kind_of_person_has_their_own_screens_and_all_may_report(client: httpx.AsyncClient, who: str):
    found = await me(client, who)
    assert (found["boxes"], found["board"]) == SCREENS[who]
    assert found["may_report"] is True


async def test_the_boxes_of_two_roles_come_once_each(client: httpx.AsyncClient):
    await db.execute(
        "insert into role (id, person, kind, unit) values (gen_random_uuid(), $1, 'worker', 'u1')", person_id("carol")
    )
    assert (await me(client, "carol"))["boxes"] == ["unit", "late", "all", "mine", "pool", "reported"]


async def test_the_language_is_kept(client: httpx.AsyncClient):
    answer = await client.patch("/me", json={"language": "en"}, headers=bearer("will"))
    assert answer.status_code == 200
    assert answer.json()["person"]["language"] == "en"
    assert (await me(client, "will"))["person"]["language"] == "en"
    assert (await me(client, "carol"))["person"]["language"] == "zh-CN"


async def test_a_change_of_nothing_changes_nothing(client: httpx.AsyncClient):
    answer = await client.patch("/me", json={}, headers=bearer("wanda"))
    assert (answer.status_code, answer.json()["person"]["language"]) == (200, "en")


@pytest.mark.parametrize("body", [{"language": "fr"}, {"language": None}, {"name": "Boss"}, {"roles": ["manager"]}, []])
async def test_nothing_else_can_be_changed(client: httpx.AsyncClient, body: Any):
    answer = await client.patch("/me", json=body, headers=bearer("will"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_the_phone_learns_the_server_s_time(client: httpx.AsyncClient):
    db.clock.shift = timedelta(days=3)
    told = datetime.fromisoformat((await me(client, "will"))["server_time"])
    assert told.utcoffset() == timedelta()
    assert abs(told - db.clock.now()) < timedelta(minutes=1)


async def test_this_is_no_demo_and_shows_no_logins(client: httpx.AsyncClient):
    assert (await me(client, "will"))["demo"] is False
    answer = await client.get("/demo")
    assert answer.json() == {"demo": False, "password": None, "logins": []}
