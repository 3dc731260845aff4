"""Gateways: set by administrators of the place, tried by a button, and never told again."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.cast import bearer, person_id
from tests.chatservice import ChatService, Script

KEY = "693a91f6-7acc-4bc4-97a0-0ec2s1fa5aaa"


async def put(client: httpx.AsyncClient, who: str = "ada", **said: Any) -> httpx.Response:
    return await client.put("/gateways", json=said, headers=bearer(who))


async def listed(client: httpx.AsyncClient, who: str = "ada", **query: Any) -> dict[str, Any]:
    answer = await client.get("/gateways", params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def tried(client: httpx.AsyncClient, gateway: str) -> str:
    return (await client.post(f"/gateways/{gateway}/test", headers=bearer("ada"))).json()["status"]


async def test_a_gateway_is_kept_sealed_and_shown_by_its_hint(client: httpx.AsyncClient):
    answer = await put(client, unit="u1", url=f"wecombot://{KEY}")
    assert answer.status_code == 200, answer.text
    assert KEY not in answer.text
    [item] = (await listed(client))["items"]
    assert item["unit"] == {"code": "u1", "name": {"zh": "金杨一居居委会", "en": "Jinyang RC 1 Committee"}}
    assert (item["service"], item["hint"], item["person"], item["failures"]) == ("wecombot", "…5aaa", None, 0)
    stored = await db.fetchval("select g::text from gateway g")
    assert KEY not in stored
    assert KEY.encode().hex() not in stored


async def test_a_second_one_takes_the_place_of_the_first(client: httpx.AsyncClient):
    first = (await put(client, unit="u1", url=f"wecombot://{KEY}")).json()
    await db.execute("update gateway set failures = 3")
    assert (await put(client, unit="u1", url=f"feishu://{KEY}")).json() == first
    [item] = (await listed(client))["items"]
    assert (item["service"], item["failures"]) == ("feishu", 0)


async def test_a_person_may_have_one_beside_the_unit(client: httpx.AsyncClient):
    await put(client, unit="u1", url=f"wecombot://{KEY}")
    await put(client, person=str(person_id("will")), url=f"feishu://{KEY}")
    page = await listed(client, limit=1)
    assert page["items"][0]["person"] == {"id": str(person_id("will")), "name": "王师傅"}
    [older] = (await listed(client, limit=1, cursor=page["next_cursor"]))["items"]
    assert older["unit"]["code"] == "u1"


@pytest.mark.parametrize("who", ["carol", "will", "mia", "dora", "ira", "vera"])
async def test_only_administrators_have_to_do_with_gateways(client: httpx.AsyncClient, who: str):
    refused = await put(client, who, unit="u1", url=f"wecombot://{KEY}")
    assert (refused.status_code, refused.json()["code"]) == (403, "role.not_allowed")
    assert (await client.get("/gateways", headers=bearer(who))).status_code == 403


async def test_another_district_s_unit_looks_like_none(client: httpx.AsyncClient):
    for said in ({"unit": "u9"}, {"unit": "nounit"}, {"person": str(person_id("omar"))}):
        refused = await put(client, url=f"wecombot://{KEY}", **said)
        assert (refused.status_code, refused.json()["code"]) == (404, "not.found")
    await db.execute("update role set area = 'd2' where kind = 'administrator'")
    gateway = (await put(client, unit="u9", url=f"wecombot://{KEY}")).json()["id"]
    await db.execute("update role set area = 'd1' where kind = 'administrator'")
    assert (await listed(client))["items"] == []
    for method, path in (("DELETE", f"/gateways/{gateway}"), ("POST", f"/gateways/{gateway}/test")):
        assert (await client.request(method, path, headers=bearer("ada"))).status_code == 404


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"url": f"wecombot://{KEY}"}, 400, "input.invalid"),
        ({"url": f"wecombot://{KEY}", "unit": "u1", "person": str(person_id("will"))}, 400, "input.invalid"),
        ({"url": "json://169.254.169.254/latest", "unit": "u1"}, 422, "gateway.host_not_allowed"),
        ({"url": "syslog://secret-word", "unit": "u1"}, 422, "gateway.unknown_service"),
        ({"url": "wecombot://secret-word!", "unit": "u1"}, 422, "gateway.not_understood"),
    ],
)
async def test_what_cannot_be_one_is_refused_without_its_address(
    client: httpx.AsyncClient, said: dict[str, str], status: int, code: str
):
    answer = await put(client, **said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "secret-word" not in answer.text
    assert "169.254" not in answer.text
    assert await db.fetchval("select count(*) from gateway") == 0


async def test_the_button_says_what_the_service_said(client: httpx.AsyncClient, chat: ChatService):
    gateway = (await put(client, unit="u1", url=f"json://{chat.host}/x")).json()["id"]
    chat.will_answer(Script(), Script(403), Script(429))
    said = [await tried(client, gateway) for _ in range(3)]
    await db.execute("update gateway set sealed = '\\x00'")
    assert [*said, await tried(client, gateway)] == ["sent", "refused", "unreachable", "unusable"]
    assert chat.received[0].message["title"] == "通知测试"
    assert (await listed(client))["items"][0]["failures"] == 1


async def test_a_gateway_is_forgotten(client: httpx.AsyncClient):
    gateway = (await put(client, unit="u1", url=f"wecombot://{KEY}")).json()["id"]
    assert (await client.delete(f"/gateways/{gateway}", headers=bearer("ada"))).status_code == 204
    assert (await client.delete(f"/gateways/{gateway}", headers=bearer("ada"))).status_code == 404
    assert (await listed(client)) == {"items": [], "next_cursor": None}
