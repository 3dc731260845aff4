"""Every operation of the API against everybody who has no business with the first district.

The table must name each operation of the OpenAPI document and no other: a new one cannot be forgotten here.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.people.queries import hashed
from tests.api.client import a_photo, a_picture, a_signal, acted
from tests.cast import bearer, device, person_id

NOW = "2026-11-23T08:00:00Z"
STALE = {"Authorization": "Bearer stale-token"}
# Words that stand in every answer about the first district's order, place or people.
WORDS = ("金杨", "浦东", "Jinyang", "Pudong", "陈协调", "王师傅", "021-5885", "camera-1", "site1", "seen by cam1")


@dataclass(frozen=True)
class Thing:
    """The names of one order and all that hangs on it: once the first district's, once nobody's."""

    order: str
    notice: str
    subscription: str
    photo: str
    site: str
    area: str
    unit: str
    person: str
    phone: str
    element: str


_NO_ID = str(uuid.uuid4())
UNKNOWN = Thing(_NO_ID, _NO_ID, _NO_ID, "0" * 64, "nosite", "noarea", "nounit", _NO_ID, _NO_ID, "no.element")
Ask = Callable[[Thing], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One operation: which kind of caller it is for, and how it is asked about a thing."""

    path: Callable[[Thing], str]
    ask: Ask = lambda _: {}
    doors: frozenset[str] = field(default_factory=lambda: frozenset({"person"}))


def at(path: str) -> Callable[[Thing], str]:
    return lambda thing: path.format(**vars(thing))


def _signal(thing: Thing) -> dict[str, Any]:
    return {"json": {"id": "x", "source": "s", "element": "waste.bag_outside", "site": thing.site, "seen_at": NOW}}


def _report(thing: Thing) -> dict[str, Any]:
    return {"json": {"id": str(new_id()), "order": thing.order, "lat": 31.25, "lon": 121.57, "at": NOW}}


def _calendar(thing: Thing) -> dict[str, Any]:
    week: list[list[list[int]]] = [[[540, 1080]]] * 7
    said = {"code": "c1", "name": {"zh": "一", "en": "one"}, "week": week, "district": thing.area}
    return {"json": {"id": str(new_id())} | said}


def _action(thing: Thing) -> dict[str, Any]:
    return {"json": {"id": str(new_id()), "action": "comment", "text": "hello", "at": NOW}}


def _login_of(thing: Thing) -> str:
    return "carol" if thing.person == str(person_id("carol")) else "nobody"


def _piece(_: Thing) -> dict[str, Any]:
    said = {"Upload-Offset": "0", "Upload-Complete": "?1", "Content-Type": "application/partial-upload"}
    return {"content": b"\xff\xd8", "headers": said}


def _words(_: Thing) -> dict[str, Any]:
    return {"json": {"kind": "new", "language": "en", "title": "t", "body": "b"}}


def _login(thing: Thing) -> dict[str, Any]:
    return {"json": {"login": f"{thing.unit}-nobody-{uuid.uuid4().hex}", "password": "wrong"}}


def _subscription(_: Thing, browser: str = "an-outsider-s") -> dict[str, Any]:
    point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    keys = {"p256dh": point, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
    return {"json": {"endpoint": f"https://fcm.googleapis.com/fcm/send/{browser}", "keys": keys}}


_ANYBODY = frozenset({"nobody", "person", "device"})
_NEAR = {"lat": 31.25, "lon": 121.57}

MATRIX: dict[str, Row] = {
    "POST /session": Row(at("/session"), _login, _ANYBODY),
    "DELETE /session": Row(at("/session")),
    "POST /enrolments": Row(at("/enrolments"), lambda thing: {"json": {"person": thing.person}}),
    "POST /enrolments/{code}": Row(at("/enrolments/{person}"), lambda _: {"json": {}}, _ANYBODY),
    "GET /phones": Row(at("/phones"), lambda thing: {"params": {"person": thing.person}}),
    "DELETE /phones/{phone_id}": Row(at("/phones/{phone}")),
    "GET /me": Row(at("/me")),
    "PATCH /me": Row(at("/me"), lambda _: {"json": {"language": "en"}}),
    "GET /persons": Row(at("/persons"), lambda thing: {"params": {"unit": thing.unit}}),
    "GET /rosters": Row(at("/rosters"), lambda thing: {"params": {"unit": thing.unit}}),
    "PUT /rosters/{person}": Row(
        at("/rosters/{person}"), lambda _: {"json": {"version": 0, "shifts": [], "spells": []}}
    ),
    "POST /rosters/import": Row(
        at("/rosters/import"),
        lambda thing: {
            "json": {"csv": f"login,kind,weekday,from,to,stand_in\n{_login_of(thing)},shift,1,08:00,17:00,"}
        },
    ),
    "GET /areas": Row(at("/areas")),
    "GET /units": Row(at("/units"), lambda thing: {"params": {"area": thing.area}}),
    "GET /sites": Row(at("/sites"), lambda thing: {"params": {"area": thing.area, "near": "31.25,121.57"}}),
    "GET /elements": Row(at("/elements")),
    "GET /elements/{code}": Row(at("/elements/{element}")),
    "GET /calendars": Row(at("/calendars")),
    "POST /calendars": Row(at("/calendars"), _calendar),
    "GET /calendars/{code}": Row(at("/calendars/{element}")),
    "PATCH /calendars/{code}": Row(at("/calendars/{element}"), lambda _: {"json": {"id": str(new_id()), "version": 1}}),
    "POST /calendars/{code}/what-if": Row(
        at("/calendars/{element}/what-if"), lambda _: {"json": {"id": str(new_id()), "version": 1}}
    ),
    "POST /elements/{code}/what-if": Row(
        at("/elements/{element}/what-if"), lambda _: {"json": {"id": str(new_id()), "version": 1, "stamp": False}}
    ),
    "PATCH /elements/{code}": Row(
        at("/elements/{element}"), lambda _: {"json": {"id": str(new_id()), "version": 1, "stamp": False}}
    ),
    "GET /scenarios": Row(at("/scenarios")),
    "GET /reasons": Row(at("/reasons")),
    "POST /signals": Row(at("/signals"), _signal, frozenset({"device"})),
    "POST /reports": Row(at("/reports"), _report),
    "GET /suggestions": Row(at("/suggestions"), lambda _: {"params": _NEAR}),
    "GET /orders": Row(at("/orders"), lambda thing: {"params": {"box": "all", "area": thing.area}}),
    "GET /orders/{order_id}": Row(at("/orders/{order}")),
    "GET /orders/{order_id}/pairs": Row(at("/orders/{order}/pairs")),
    "POST /orders/{order_id}/actions": Row(at("/orders/{order}/actions"), _action),
    "GET /sync": Row(at("/sync"), lambda _: {"params": {"registry": ""}}),
    "GET /sites/{code}": Row(at("/sites/{site}")),
    "GET /map": Row(at("/map")),
    "PUT /photos/{sha256}": Row(at("/photos/{photo}"), lambda _: {"content": b"\xff\xd8"}, _ANYBODY - {"nobody"}),
    "HEAD /photos/{sha256}": Row(at("/photos/{photo}"), doors=_ANYBODY - {"nobody"}),
    "PATCH /photos/{sha256}": Row(at("/photos/{photo}"), _piece, _ANYBODY - {"nobody"}),
    "GET /photos/{sha256}/{shape}": Row(at("/photos/{photo}/view")),
    "GET /photo-looks": Row(at("/photo-looks")),
    "GET /photo-damage": Row(at("/photo-damage")),
    "GET /receipt-keys": Row(at("/receipt-keys"), doors=_ANYBODY),
    "GET /push-key": Row(at("/push-key")),
    "POST /push-subscriptions": Row(at("/push-subscriptions"), _subscription),
    "DELETE /push-subscriptions/{subscription_id}": Row(at("/push-subscriptions/{subscription}")),
    "POST /push-subscriptions/{subscription_id}/test": Row(at("/push-subscriptions/{subscription}/test")),
    "GET /gateways": Row(at("/gateways")),
    "PUT /gateways": Row(
        at("/gateways"), lambda thing: {"json": {"unit": thing.unit, "url": "wecombot://0123456789abcdef"}}
    ),
    "DELETE /gateways/{gateway_id}": Row(at("/gateways/{order}")),
    "POST /gateways/{gateway_id}/test": Row(at("/gateways/{order}/test")),
    "GET /ladder": Row(at("/ladder")),
    "PUT /ladder": Row(
        at("/ladder"), lambda thing: {"json": {"kind": "new", "rung": "gateway", "unit": thing.unit, "minutes": 9}}
    ),
    "DELETE /ladder": Row(
        at("/ladder"), lambda thing: {"params": {"kind": "new", "rung": "gateway", "unit": thing.unit}}
    ),
    "GET /notice-words": Row(at("/notice-words")),
    "PUT /notice-words": Row(at("/notice-words"), _words),
    "POST /notice-words/preview": Row(at("/notice-words/preview"), _words),
    "DELETE /notice-words/{kind}/{language}": Row(at("/notice-words/new/en")),
    "GET /telling-log": Row(at("/telling-log"), lambda thing: {"params": {"order": thing.order}}),
    "GET /stats/telling": Row(at("/stats/telling")),
    "GET /me/telling": Row(at("/me/telling")),
    "PUT /me/telling": Row(at("/me/telling"), lambda _: {"json": {"bundle": True}}),
    "GET /pushed-aside": Row(at("/pushed-aside")),
    "POST /pushed-aside/{order_id}/again": Row(at("/pushed-aside/{order}/again")),
    "GET /orders/{order_id}/telling": Row(at("/orders/{order}/telling")),
    "GET /notices": Row(at("/notices")),
    "POST /notices/{notice_id}/seen": Row(at("/notices/{notice}/seen")),
    "GET /stream": Row(at("/stream")),
    "GET /inspections": Row(at("/inspections")),
    "POST /inspections/{inspection_id}/verdict": Row(
        at("/inspections/{order}/verdict"), lambda _: {"json": {"id": str(new_id()), "verdict": "good"}}
    ),
    "GET /stats/inspections": Row(at("/stats/inspections")),
    "GET /stats/reversals": Row(at("/stats/reversals")),
    "GET /stats/board": Row(at("/stats/board"), lambda thing: {"params": {"area": thing.area}}),
    "GET /demo": Row(at("/demo"), doors=_ANYBODY),
    "GET /sites/{code}/owner": Row(at("/sites/{site}/owner")),
    "PUT /sites/{code}/owner": Row(at("/sites/{site}/owner"), lambda _: {"json": {"name": "x"}}),
    "DELETE /sites/{code}/owner": Row(at("/sites/{site}/owner")),
    "POST /orders/{order_id}/owner-link": Row(at("/orders/{order}/owner-link")),
    "GET /owner/{token}": Row(at("/owner/{order}"), doors=_ANYBODY),
    "GET /owner/{token}/photo": Row(at("/owner/{order}/photo"), doors=_ANYBODY),
    "PUT /owner/{token}/photos/{sha256}": Row(
        at("/owner/{order}/photos/{photo}"), lambda _: {"content": b"\xff\xd8"}, _ANYBODY
    ),
    "POST /owner/{token}/answers": Row(
        at("/owner/{order}/answers"), lambda _: {"json": {"id": str(new_id()), "done": False}}, _ANYBODY
    ),
}
FOR_PERSONS = sorted(name for name, row in MATRIX.items() if "person" in row.doors and "nobody" not in row.doors)
# It never ends; whose screen is told what is held by tests/notify/test_screens.py.
ENDLESS = {"GET /stream"}
OUTSIDERS = [
    ("nobody", {}),
    ("nobody", STALE),
    ("nobody", {"Cookie": "fieldloop=stale-cookie"}),
    ("person", bearer("otto")),
    ("person", bearer("omar")),
    ("device", device("cam9")),
]


async def operations(client: httpx.AsyncClient) -> set[str]:
    paths = (await client.get("http://fieldloop.test/schema/openapi.json")).json()["paths"]
    methods = {"get", "put", "post", "patch", "delete", "head"}
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path in paths
        for method in paths[path]
        if method in methods
    }


async def first_district(client: httpx.AsyncClient) -> Thing:
    """File an order with a photo, a notice and a subscription in the first district, and let a session expire."""
    photo = await a_photo(client, device("cam1"))
    order = (await a_signal(client, photo=photo, note="seen by cam1"))["order_id"]
    await acted(client, "carol", order, "comment", text="金杨的秘密")
    kept = await client.post("/push-subscriptions", headers=bearer("carol"), **_subscription(UNKNOWN, "carol-s"))
    now = db.clock.now()
    phone = new_id()
    ended, ends = now - timedelta(days=1), now + timedelta(days=1)
    for id_, token, is_bearer, expires_at in (
        (new_id(), "stale-token", True, ended),
        (new_id(), "stale-cookie", False, ended),
        (phone, "living-cookie", False, ends),
    ):
        await db.execute(
            "insert into session (id, token_hash, person, bearer, created_at, expires_at)"
            " values ($1, $2, $3, $4, $5, $6)",
            id_,
            hashed(token),
            person_id("carol"),
            is_bearer,
            ended,
            expires_at,
        )
    notice = await db.fetchval("select id from notice where person_id = $1", person_id("carol"))
    ids = (str(person_id("carol")), str(phone))
    return Thing(order, str(notice), kept.json()["id"], photo, "site1", "n1", "u1", *ids, "waste.bag_outside")


async def asked(client: httpx.AsyncClient, name: str, thing: Thing, headers: dict[str, str]) -> httpx.Response:
    row = MATRIX[name]
    said = row.ask(thing)
    headers = said.pop("headers", {}) | headers
    return await client.request(name.split(maxsplit=1)[0], row.path(thing), headers=headers, **said)


def comparable(answer: httpx.Response) -> Any:
    """Return status and body without what differs between any two moments."""
    if "json" not in answer.headers.get("content-type", ""):
        return answer.status_code, answer.content
    body: Any = answer.json()
    if isinstance(body, dict):
        moving = {"server_time", "as_of", "since", "next"}
        body = {name: value for name, value in cast("dict[str, Any]", body).items() if name not in moving}
    return answer.status_code, body


async def test_the_matrix_names_every_operation_and_no_other(client: httpx.AsyncClient):
    assert await operations(client) == set(MATRIX)


@pytest.mark.parametrize("name", sorted(MATRIX))
async def test_who_is_not_let_in_hears_only_that(client: httpx.AsyncClient, name: str):
    thing = await first_district(client)
    for door, headers in OUTSIDERS:
        if door not in MATRIX[name].doors:
            answer = await asked(client, name, thing, headers)
            said = "auth.required" if name.startswith("HEAD ") else answer.json()["code"]
            assert (answer.status_code, said) == (401, "auth.required"), (door, headers)
            assert "www-authenticate" in answer.headers


@pytest.mark.parametrize("name", sorted(set(MATRIX) - ENDLESS))
async def test_outsiders_cannot_tell_a_foreign_thing_from_an_unknown_one(client: httpx.AsyncClient, name: str):
    thing = await first_district(client)
    before = await everything()
    for door, headers in OUTSIDERS:
        if door in MATRIX[name].doors:
            # Each twice, so that what the first call itself changed is not taken for a difference.
            await asked(client, name, UNKNOWN, headers)
            unknown, foreign = [await asked(client, name, which, headers) for which in (UNKNOWN, thing)]
            assert comparable(foreign) == comparable(unknown), headers
            assert foreign.status_code < 500
            found = [word for word in (*WORDS, thing.order, thing.photo) if word in foreign.text]
            assert found == [], headers
    assert await everything() == before


@pytest.mark.parametrize("name", FOR_PERSONS)
async def test_a_revoked_phone_and_a_person_put_out_hear_that_and_nothing_else(client: httpx.AsyncClient, name: str):
    thing = await first_district(client)
    await db.execute("update session set revoked_at = now() where token_hash = $1", hashed("living-cookie"))
    await db.execute("update person set active = false where login = 'wanda'")
    for headers in ({"Cookie": "fieldloop=living-cookie", "X-Fieldloop": "1"}, bearer("wanda")):
        for which in (thing, UNKNOWN):
            answer = await asked(client, name, which, headers)
            said = "session.revoked" if name.startswith("HEAD ") else answer.json()["code"]
            assert (answer.status_code, said) == (401, "session.revoked"), headers


# What shows an order, or something that hangs on it. Who could once take it may know its site and its unit.
OF_AN_ORDER = [
    *("GET /orders", "GET /orders/{order_id}", "POST /orders/{order_id}/actions", "GET /sync", "GET /notices"),
    *("GET /photos/{sha256}/{shape}", "POST /notices/{notice_id}/seen", "GET /stats/board"),
    *("GET /orders/{order_id}/telling", "POST /orders/{order_id}/owner-link"),
]


@pytest.mark.parametrize("name", OF_AN_ORDER)
async def test_who_could_once_take_an_order_cannot_tell_it_from_an_unknown_one(client: httpx.AsyncClient, name: str):
    thing = await first_district(client)
    await acted(client, "will", thing.order, "accept")
    # Wanda came too late, and left a word; that must not be a way in.
    late = {"id": str(new_id()), "action": "submit", "text": "hello", "at": NOW}
    answer = await client.post(f"/orders/{thing.order}/actions", json=late, headers=bearer("wanda"))
    assert (answer.json()["kept"], "order" in answer.json()) == (True, False)
    before = await everything()
    await asked(client, name, UNKNOWN, bearer("wanda"))
    unknown, foreign = [await asked(client, name, which, bearer("wanda")) for which in (UNKNOWN, thing)]
    assert comparable(foreign) == comparable(unknown)
    assert thing.order not in foreign.text
    assert thing.photo not in foreign.text
    assert await everything() == before


async def everything() -> list[tuple[Any, ...]]:
    """Return all of the first district's rows that an outsider could have changed."""
    sql = (
        "select o::text, (select json_agg(v order by seq) from order_event v where order_id = o.id)::text,"
        " (select json_agg(n order by n.id) from notice n where order_id = o.id)::text,"
        " (select count(*) from push_subscription where person_id = $1),"
        " (select count(*) from session where person = $1 and revoked_at is null),"
        " (select count(*) from enrolment where person = $1),"
        " (select count(*) from discovery where order_id = o.id),"
        " (select e::text from element e where code = o.element), (select count(*) from element_change),"
        " (select count(*) from roster), (select count(*) from owner_link), (select count(*) from site_owner)"
        " from orders o where district = 'd1'"
    )
    return [tuple(row) for row in await db.fetch(sql, person_id("carol"))]


async def test_an_outsider_may_send_the_same_photo_without_learning_that_it_was_here(client: httpx.AsyncClient):
    body = a_picture()
    name = hashlib.sha256(body).hexdigest()
    receipts = [
        (await client.put(f"/photos/{name}", content=body, headers=headers)).json()
        for headers in (device("cam1"), bearer("omar"))
    ]
    assert receipts[0] == receipts[1]
    # Having it means having its bytes; being told whose else it is would be more.
    assert set(receipts[1]) == {"sha256", "size_bytes", "width", "height", "received_at"}


async def test_a_person_is_no_machine_and_a_machine_no_person(client: httpx.AsyncClient):
    assert (await asked(client, "POST /signals", UNKNOWN, bearer("ada"))).status_code == 401
    assert (await asked(client, "GET /me", UNKNOWN, device("cam1"))).status_code == 401
