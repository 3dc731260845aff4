"""Everything that can go wrong is problem+json with a stable code, in the caller's language, without our inside."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from fieldloop import db, errors
from fieldloop.ids import new_id
from fieldloop.places import queries as places
from tests.api.client import a_signal, act
from tests.cast import bearer, device

UNKNOWN = "01900000-0000-7000-8000-000000000001"
# What would tell a stranger how we are built.
INSIDE = (
    "traceback",
    "fieldloop/",
    ".py",
    "select ",
    "insert ",
    "asyncpg",
    "postgres",
    "litestar",
    "msgspec",
    "relation",
)


def is_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check the form of a problem and return its body."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:fieldloop:problem:{code}")
    assert body["title"]
    assert body["detail"]
    assert not [word for word in INSIDE if word in answer.text.lower()]
    return body


@pytest.mark.parametrize("code", sorted(errors.CATALOGUE))
def test_every_code_has_a_status_and_words_in_both_languages(code: str):
    kind = errors.CATALOGUE[code]
    assert 400 <= kind.status < 600
    assert all([*kind.zh, *kind.en])
    assert kind.zh != kind.en
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in "".join(kind.en))


def test_a_code_that_is_not_in_the_catalogue_is_our_own_mistake():
    with pytest.raises(KeyError):
        errors.problem("no.such_code")


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("", "找不到"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "找不到"),
        ("en-GB,en;q=0.9,zh;q=0.8", "Not found"),
        ("EN", "Not found"),
        ("fr,en;q=0.5", "Not found"),
        ("fr", "找不到"),
        ("*", "找不到"),
        (";;,,=", "找不到"),
    ],
)
async def test_it_speaks_the_language_that_the_caller_asks_for(client: httpx.AsyncClient, wanted: str, title: str):
    answer = await client.get(f"/orders/{UNKNOWN}", headers=bearer("will") | {"Accept-Language": wanted})
    assert is_problem(answer, 404, "not.found")["title"] == title


async def test_a_route_that_does_not_exist(client: httpx.AsyncClient):
    for path in ("/nope", "/orders/nope", f"/orders/{UNKNOWN}/nope", "/", "/sites/%00"):
        is_problem(await client.get(path, headers=bearer("will")), 404, "not.found")


async def test_a_wrong_method(client: httpx.AsyncClient):
    for method, path, allowed in (("PUT", "/orders", "GET"), ("DELETE", "/me", "PATCH"), ("POST", "/sites", "GET")):
        answer = await client.request(method, path, headers=bearer("will"))
        is_problem(answer, 405, "method.not_allowed")
        assert allowed in answer.headers["allow"]
        assert method not in answer.headers["allow"]


async def test_who_is_not_logged_in(client: httpx.AsyncClient):
    answer = await client.get("/me")
    is_problem(answer, 401, "auth.required")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_body_too_large(client: httpx.AsyncClient):
    body = b'{"note": "' + b"x" * 300_000 + b'"}'
    headers = device("cam1") | {"Content-Type": "application/json"}
    is_problem(await client.post("/signals", content=body, headers=headers), 413, "input.too_large")


async def test_a_body_too_large_that_does_not_say_so(client: httpx.AsyncClient):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    headers = device("cam1") | {"Content-Type": "application/json"}
    is_problem(await client.post("/signals", content=endless(), headers=headers), 413, "input.too_large")


BROKEN = [b"{", b"", b"null", b"[]", b'"x"', b"\xff\xfe", b'{"id": "\xff"}', b"[" * 5_000, b'{"id": 1e999}', b"NaN"]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize(
    "path", ["/session", "/reports", "/signals", f"/orders/{UNKNOWN}/actions", "/push-subscriptions"]
)
async def test_a_body_that_is_no_json_or_not_the_right_one(client: httpx.AsyncClient, path: str, body: bytes):
    headers = (device("cam1") if path == "/signals" else bearer("will")) | {"Content-Type": "application/json"}
    found = is_problem(await client.post(path, content=body, headers=headers), 400, "input.invalid")
    assert found["errors"][0]["message"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded"]
)
async def test_a_body_of_another_kind(client: httpx.AsyncClient, kind: str):
    headers = bearer("will") | {"Content-Type": kind}
    answer = await client.post("/reports", content=b"a=b", headers=headers)
    is_problem(answer, 400, "input.invalid")


async def test_an_unknown_field_is_named(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    body = is_problem(await act(client, "will", order, "accept", persn="will"), 400, "input.invalid")
    assert "persn" in body["errors"][0]["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("action", "explode"),
        ("action", None),
        ("id", "1"),
        ("id", None),
        ("at", "yesterday"),
        ("at", "2026-02-30T00:00:00Z"),
        ("person", "will"),
        ("photos", [{"sha256": "x", "phase": "after"}]),
        ("photos", [{"sha256": "0" * 64, "phase": "inspect"}]),
        ("photos", [{"sha256": "0" * 64, "phase": "after"}] * 11),
        ("photos", {}),
        ("text", "x" * 2001),
        ("reason", 7),
        ("until", "tomorrow"),
    ],
)
async def test_a_field_of_the_wrong_shape_is_named(client: httpx.AsyncClient, field: str, value: Any):
    order = (await a_signal(client))["order_id"]
    fields = {"id": str(new_id()), "action": "accept", "at": "2026-01-01T00:00:00Z"} | {field: value}
    answer = await client.post(f"/orders/{order}/actions", json=fields, headers=bearer("will"))
    body = is_problem(answer, 400, "input.invalid")
    assert body["errors"][0]["field"].startswith(field), body


@pytest.mark.parametrize("action", ["comment", "arrive"])
async def test_a_value_that_no_column_can_hold(client: httpx.AsyncClient, action: str):
    order = (await a_signal(client))["order_id"]
    await act(client, "will", order, "accept")
    for more in ({"text": "a\0b"}, {"text": "x", "reason": "\0"}, {"text": "x", "at": "0001-01-01T00:00:00+14:00"}):
        answer = await act(client, "will", order, action, **more)
        assert answer.status_code in {200, 400}, (more, answer.text)
        if answer.status_code == 400:
            is_problem(answer, 400, "input.invalid")


async def test_a_fault_of_ours_says_sorry_and_nothing_else(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: Any) -> list[Any]:
        return await db.fetch("select secret from no_such_table")

    monkeypatch.setattr(places, "areas_around", broken)
    body = is_problem(await client.get("/areas", headers=bearer("will")), 500, "server.error")
    assert set(body) == {"type", "title", "status", "detail", "code"}
    assert "no_such_table" not in str(body)


AWAY = [
    ConnectionRefusedError("db.internal:5432"),
    asyncpg.TooManyConnectionsError("too many clients"),
    asyncpg.AdminShutdownError("terminating connection"),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle"),
]


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
async def test_a_database_that_is_away_is_not_our_fault_and_worth_another_try(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    async def away(*_: Any) -> list[Any]:
        raise error

    monkeypatch.setattr(places, "areas_around", away)
    answer = await client.get("/areas", headers=bearer("will"))
    body = is_problem(answer, 503, "server.unavailable")
    assert answer.headers["retry-after"] == str(body["retry_after"])
    assert str(error) not in answer.text


async def test_the_database_may_lose_a_connection_and_the_next_request_is_served(client: httpx.AsyncClient):
    await client.get("/me", headers=bearer("will"))
    async with db.transaction():
        await db.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
    answers = [(await client.get("/me", headers=bearer("will"))).status_code for _ in range(12)]
    assert answers[-1] == 200
    assert set(answers) <= {200, 503}


async def test_what_cannot_be_a_path_is_no_fault(client: httpx.AsyncClient):
    for path in ("/photos/%2e%2e/view", f"/photos/{'0' * 64}/huge", "/photos/%FF/view", "/notices/x/seen"):
        answer = await client.get(path, headers=bearer("will"))
        assert answer.status_code in {400, 404, 405}, (path, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_problem_s_own_words_win_over_its_facts():
    refusal = errors.problem("order.wrong_state", order={"code": "x"})
    assert (str(refusal), refusal.kind.status) == ("order.wrong_state", 409)


async def test_many_at_once_are_refused_as_each_alone(client: httpx.AsyncClient):
    asked = [client.get(f"/orders/{uuid.uuid4()}", headers=bearer("will")) for _ in range(25)]
    assert {answer.status_code for answer in await asyncio.gather(*asked)} == {404}
