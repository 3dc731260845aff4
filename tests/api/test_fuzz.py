"""Every field of every operation against every value that has ever broken somebody's server: never a 5xx."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.owner_answers import new_link
from tests.api.client import a_photo, a_signal
from tests.cast import administers, bearer, device, person_id

NOW = "2026-11-23T10:00:00+08:00"
NASTY: list[Any] = [
    *(
        "",
        " ",
        "\u0000",
        "a\u0000b",
        "\ud7ff\uffff",
        "\U0001f9f9" * 40,
        "'; drop table orders; --",
        "%",
        "\\",
        "../../etc",
    ),
    *("x" * 3000, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23T10:00:00", "NaN", "1e400"),
    *(0, -1, 2**31, 2**63, 10**30, 1e308, -0.0, True, None, [], {}, [None], [[]], {"a": {"b": []}}),
]
SETTINGS: dict[str, Any] = (
    {"id": None, "version": 1, "stamp": True, "keep_days": 400, "reopen_days": 7, "clear_frames": 3}
    | {"inspect_share": 0.1, "sample_share": 0.1, "other_unit": False, "checklist": [{"zh": "x", "en": "x"}]}
    | {"thresholds": {"far_m": 100}, "limits": {"fix": {"amount": 2, "unit": "working_hours"}}, "ladders": {}}
    | {"extend_times": 1, "extend_minutes": 60, "suspend_days": 3, "unit_grants": True}
    | {"owner_minutes": 0, "silent_minutes": 0}
)
WEEK = [[[540, 1080]]] * 5 + [[], []]
CALENDAR: dict[str, Any] = {"id": None, "version": 1, "name": {"zh": "x", "en": "x"}, "week": WEEK} | {
    "days": {"2027-01-01": None}, "fill": [2027], "confirmed": [2027], "areas": ["n1"], "units": ["u1"],
}  # fmt: skip
WORDS: dict[str, Any] = {"kind": "new", "language": "en", "title": "x", "body": "x"}
BODIES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "post /api/v1/session": ({}, {"login": "will", "password": "x" * 12, "bearer": True}),
    "patch /api/v1/me": (bearer("will"), {"language": "en"}),
    "post /api/v1/signals": (
        device("cam1"),
        {"id": "1", "source": "s", "element": "waste.bag_outside", "site": "site1", "lat": 31.25, "lon": 121.57}
        | {"seen_at": NOW, "photo": None, "confidence": 0.5, "note": "x", "specversion": None, "data": None},
    ),
    "post /api/v1/reports": (
        bearer("vera"),
        {"id": None, "element": "waste.bag_outside", "site": "site1", "lat": 31.25, "lon": 121.57, "text": "x"}
        | {"photos": [], "at": NOW, "order": None},
    ),
    "post /api/v1/orders/{order_id}/actions": (
        bearer("carol"),
        {"id": None, "action": "comment", "at": NOW, "reason": "other", "text": "x", "person": None, "unit": "u2"}
        | {"until": NOW, "photos": []},
    ),
    "post /api/v1/inspections/{inspection_id}/verdict": (
        bearer("ira"),
        {"id": None, "verdict": "good", "text": "x", "photos": []},
    ),
    "patch /api/v1/elements/{code}": (bearer("ada"), SETTINGS),
    "post /api/v1/elements/{code}/what-if": (bearer("ada"), SETTINGS),
    "post /api/v1/calendars": (
        bearer("ada"),
        {"id": None, "code": "night", "name": {"zh": "x", "en": "x"}, "week": WEEK}
        | {"base": "office", "district": "d1", "region": None},
    ),
    "patch /api/v1/calendars/{code}": (bearer("ada"), CALENDAR),
    "post /api/v1/calendars/{code}/what-if": (bearer("ada"), CALENDAR),
    "put /api/v1/gateways": (bearer("ada"), {"person": None, "unit": "u1", "url": "wecombot://0123456789abcdef"}),
    "put /api/v1/ladder": (
        bearer("ada"),
        {"element": "waste.bag_outside", "kind": "new", "minutes": 5, "rung": "gateway", "unit": None},
    ),
    "put /api/v1/me/telling": (
        bearer("will"),
        {"bundle": True, "digest_at": "08:00", "quiet_from": "22:00", "quiet_to": "06:00"},
    ),
    "put /api/v1/notice-words": (bearer("ada"), WORDS),
    "post /api/v1/notice-words/preview": (bearer("ada"), WORDS),
    "post /api/v1/rosters/import": (bearer("carol"), {"csv": "x"}),
    "put /api/v1/rosters/{person}": (
        bearer("carol"),
        {"version": 0, "shifts": [{"weekday": 1, "starts": "08:00", "ends": "16:00"}], "stand_in": None}
        | {"spells": [{"kind": "leave", "from_at": NOW, "to_at": NOW, "stand_in": None}]},
    ),
    "put /api/v1/sites/{code}/owner": (bearer("mia"), {"name": "x", "language": "en", "url": "json://localhost/x"}),
    "post /api/v1/owner/{token}/answers": (
        {},
        {"id": None, "done": True, "at": NOW, "text": "x", "photo": {"sha256": "0" * 64, "lat": 31, "lon": 121}},
    ),
    "post /api/v1/enrolments": (bearer("carol"), {"person": str(person_id("will"))}),
    "post /api/v1/push-subscriptions": (
        bearer("will"),
        {"endpoint": "https://fcm.googleapis.com/fcm/send/x", "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22}}
        | {"replaces": str(person_id("will"))},
    ),
}
ACTIONS = ["comment", "accept", "assign", "decline", "transfer", "dispatch", "void", "suspend", "escalate", "seen"]
# Opens a stream that never ends, or takes bytes and not JSON; they have tests of their own.
ELSEWHERE = {"get /api/v1/stream", "put /api/v1/photos/{sha256}", "patch /api/v1/photos/{sha256}"} | {
    "put /api/v1/owner/{token}/photos/{sha256}"
}


async def operations(client: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    """Return every operation of the OpenAPI document by `method path`."""
    answer = await client.get("http://fieldloop.test/schema/openapi.json")
    paths: dict[str, dict[str, Any]] = answer.json()["paths"]
    return {f"{method} {path}": operation for path, each in paths.items() for method, operation in each.items()}


def spoilt(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the body with one field after the other replaced by each nasty value."""
    for name in body:
        yield from ({**body, name: value} for value in NASTY)
    yield from ({"tenant_id": 1, **body}, {}, {"": 1})


def is_calm(answer: httpx.Response) -> bool:
    """Tell whether it is an answer, or a problem in its proper form."""
    if answer.status_code < 400:
        return True
    return answer.status_code < 500 and answer.headers["content-type"] == "application/problem+json"


@pytest.fixture
async def order(client: httpx.AsyncClient) -> str:
    await a_photo(client, bearer("will"))
    # Or whatever is sent to change an element would be refused before anybody looks at it.
    await administers("ada", "d2")
    return (await a_signal(client))["order_id"]


async def test_every_operation_with_a_body_is_listed(client: httpx.AsyncClient):
    bodies = {name for name, each in (await operations(client)).items() if "requestBody" in each}
    assert bodies - ELSEWHERE == set(BODIES)


@pytest.mark.parametrize("name", BODIES)
async def test_no_field_of_a_body_breaks_us(
    client: httpx.AsyncClient, order: str, name: str, monkeypatch: pytest.MonkeyPatch
):
    _without_limits(monkeypatch)
    method, path = name.split(" ")
    headers, body = BODIES[name]
    token = await _token(order) if "{token}" in path else ""
    named = {"order_id": order, "inspection_id": order, "code": _code(path), "token": token}
    named["person"] = str(person_id("will"))
    url = "http://fieldloop.test" + path.format(**named)
    for spoilt_body in spoilt(body):
        fresh = spoilt_body | ({"id": str(new_id())} if spoilt_body.get("id", 0) is None else {})
        answer = await client.request(method.upper(), url, json=fresh, headers=headers)
        assert is_calm(answer), (spoilt_body, answer.status_code, answer.text)


def _code(path: str) -> str:
    codes = {"/api/v1/sites/": "site1", "/api/v1/calendars/": "office"}
    return next((code for start, code in codes.items() if path.startswith(start)), "waste.bag_outside")


async def _token(order: str) -> str:
    """Return a link that is good, or whatever is said by it would be refused before anybody looks at it."""
    which, now = uuid.UUID(order), db.clock.now()
    until = now + timedelta(hours=1)
    await db.execute(
        "update orders set state = 'filed', unit = null, desk = 'n1', due_at = $2, asked_until = $2 where id = $1",
        *(which, until),
    )
    await db.execute(
        "insert into owner_ask (id, order_id, asked_at, until) values ($1, $1, $2, $3)", *(which, now, until)
    )
    return await new_link(which, None)


@pytest.mark.parametrize("action", ACTIONS)
async def test_no_field_of_a_command_breaks_us(
    client: httpx.AsyncClient, order: str, action: str, monkeypatch: pytest.MonkeyPatch
):
    _without_limits(monkeypatch)
    body = {"action": action, "reason": "other", "text": "x", "person": str(person_id("will")), "unit": "u2"}
    for spoilt_body in spoilt({name: value for name, value in body.items() if name != "action"}):
        whole = {"id": str(new_id()), "action": action, "at": NOW, **spoilt_body}
        answer = await client.post(f"/orders/{order}/actions", json=whole, headers=bearer("mia"))
        assert is_calm(answer), (whole, answer.status_code, answer.text)
        await db.execute("delete from escalation; update orders set level = 0")


async def test_no_parameter_breaks_us(client: httpx.AsyncClient, order: str):
    plain = [value for value in NASTY if isinstance(value, str | int | float)]
    for name, operation in (await operations(client)).items():
        method, path = name.split(" ")
        queries = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
        if method != "get" or name in ELSEWHERE:
            continue
        needed = {"lat": "31.25", "lon": "121.57", "unit": "u1"} if "suggestions" in path or "persons" in path else {}
        for query in queries:
            for value in plain:
                url = "http://fieldloop.test" + path.format(
                    order_id=order, sha256="0" * 64, shape="view", code=_code(path)
                )
                answer = await client.get(url, params=needed | {query: str(value)}, headers=bearer("dora"))
                assert is_calm(answer), (name, query, value, answer.status_code, answer.text)


@pytest.mark.parametrize("part", ["%00", "%ff%fe", "..", "%2e%2e%2f", "x" * 2000, "%F0%9F%A7%B9", "-1", "null", "'"])
async def test_no_path_breaks_us(client: httpx.AsyncClient, part: str):
    for name in await operations(client):
        method, path = name.split(" ")
        if "{" in path and name not in ELSEWHERE:
            url = "http://fieldloop.test" + path.split("{")[0] + part + path.partition("}")[2].split("{")[0]
            answer = await client.request(method.upper(), url, headers=bearer("dora"))
            assert is_calm(answer), (url, answer.status_code, answer.text)


def _without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldloop.intake import api as intake
    from fieldloop.orders import api as orders
    from fieldloop.people import api as people
    from fieldloop.people import enrolment_api

    async def unlimited(key: str, times: int, seconds: int) -> None:
        """Let everything through: it is not the limiter that is asked here."""

    for module in (intake, orders, people, enrolment_api):
        monkeypatch.setattr(module, "limit", unlimited)
