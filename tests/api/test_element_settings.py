"""Settings of an element: by whom, on which version, once, and written down."""

import asyncio
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.catalogue.tables import ElementChange
from fieldloop.ids import new_id
from tests.cast import administers, bearer

BAG = "waste.bag_outside"


@pytest.fixture(autouse=True)
async def _ada_administers_all(database: str) -> None:
    await administers("ada", "d2")


async def patched(client: httpx.AsyncClient, who: str = "ada", code: str = BAG, **said: Any) -> httpx.Response:
    body = {"id": str(new_id()), "version": 1} | said
    return await client.patch(f"/elements/{code}", json=body, headers=bearer(who))


async def seen(client: httpx.AsyncClient, who: str = "ada") -> dict[str, Any]:
    answer = await client.get(f"/elements/{BAG}", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_change_holds_and_says_who_made_it(client: httpx.AsyncClient):
    checklist = [{"zh": "地面干净", "en": "The floor is clean"}]
    wanted: dict[str, Any] = {
        "stamp": False,
        "keep_days": 400,
        "reopen_days": 14,
        "clear_frames": 3,
        "owner_minutes": 15,
    }
    wanted |= {"inspect_share": 0.2, "sample_share": 0, "other_unit": True, "checklist": checklist}
    answer = await patched(client, **wanted, thresholds={"far_m": 500})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert {name: found[name] for name in wanted} == wanted
    assert (found["thresholds"]["far_m"], found["defaults"]["far_m"], found["version"]) == (500, 200, 2)
    [change] = found["changes"]
    assert (change["person"]["name"], change["version"]) == ("安管理", 2)
    assert (change["was"]["keep_days"], change["became"]["keep_days"]) == (None, 400)
    assert (change["was"]["thresholds"], change["became"]["thresholds"]) == ({}, {"far_m": 500})
    assert await seen(client) == found


async def test_of_a_change_only_what_changed_is_written_down_and_nothing_of_none(client: httpx.AsyncClient):
    found = (await patched(client, stamp=False, reopen_days=7)).json()
    assert found["changes"][0]["became"] == {"stamp": False}
    again = (await patched(client, version=2, stamp=False, thresholds={"far_m": None})).json()
    assert again == found


async def test_who_changes_what_somebody_else_has_changed_is_shown_what_is_there_now(client: httpx.AsyncClient):
    await patched(client, stamp=False)
    late = await patched(client, keep_days=30)
    assert (late.status_code, late.json()["code"]) == (409, "element.changed")
    assert late.json()["element"] == await seen(client)
    assert late.json()["element"]["keep_days"] is None


async def test_of_two_at_once_one_is_told(client: httpx.AsyncClient):
    both = await asyncio.gather(*(patched(client, reopen_days=days) for days in (3, 4)))
    assert sorted(answer.status_code for answer in both) == [200, 409]
    assert (await seen(client))["version"] == 2


async def test_a_retry_changes_nothing_more(client: httpx.AsyncClient):
    said: dict[str, Any] = {"id": str(new_id()), "keep_days": 90}
    first = await patched(client, **said)
    again = await patched(client, **said)
    assert (first.status_code, again.json()) == (200, first.json())
    other = await patched(client, code="waste.overflow", **said)
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")
    assert await ElementChange.count() == 1


async def test_keeping_for_ever_and_the_defaults_can_be_had_back(client: httpx.AsyncClient):
    await patched(client, keep_days=30, thresholds={"far_m": 500, "dark_brightness": 10})
    found = (await patched(client, version=2, keep_days=None, thresholds={"far_m": None})).json()
    assert (found["keep_days"], found["thresholds"]["far_m"], found["thresholds"]["dark_brightness"]) == (None, 200, 10)


async def test_photos_are_not_gone_while_a_reporter_may_still_speak(client: httpx.AsyncClient):
    early: list[dict[str, Any]] = [{"keep_days": 6}, {"keep_days": 20, "reopen_days": 21}]
    for said in early:
        answer = await patched(client, **said)
        assert (answer.status_code, answer.json()["code"]) == (422, "element.forgets_early"), said
    assert (await patched(client, keep_days=20, reopen_days=20)).status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"keep_days": 0}, "keep_days"),
        ({"inspect_share": 1.1}, "inspect_share"),
        ({"clear_frames": 1.5}, "clear_frames"),
        ({"thresholds": {"reuse_bits": 12}}, "thresholds.reuse_bits"),
        ({"thresholds": {"far": 12}}, "thresholds"),
        ({"checklist": [{"zh": " ", "en": "x"}]}, "checklist[0].zh"),
        ({"stamps": True}, "data"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(client: httpx.AsyncClient, said: dict[str, Any], field: str):
    answer = await patched(client, **said)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid"), answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await seen(client))["version"] == 1


async def test_nobody_but_an_administrator_reads_or_changes_settings(client: httpx.AsyncClient):
    for who in ("dora", "mia", "ira", "carol", "will", "vera", "otto"):
        for code in (BAG, "no.element"):
            answers = [await client.get(f"/elements/{code}", headers=bearer(who)), await patched(client, who, code)]
            assert [(it.status_code, it.json()["code"]) for it in answers] == [(403, "role.not_allowed")] * 2, who
    assert (await patched(client, code="no.element")).json()["code"] == "not.found"


async def test_an_administrator_of_one_district_of_two_reads_and_does_not_change(client: httpx.AsyncClient):
    await db.execute("delete from role where kind = 'administrator' and area = 'd2'")
    assert (await seen(client))["may_change"] is False
    answer = await patched(client, stamp=False)
    assert (answer.status_code, answer.json()["code"]) == (403, "element.shared")
    await db.execute("update role set area = 's1' where kind = 'administrator'")  # a street of it
    assert (await seen(client))["may_change"] is False
