"""What machines find: taken in once, joined to what is open already, refused when it makes no sense."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_photo, a_signal, acted, order_of, send_signal
from tests.cast import bearer, device

SEEN = "2021-07-15T10:00:19+08:00"


async def count(table: str) -> int:
    return await db.fetchval(f"select count(*) from {table}")


async def test_the_first_time_is_201_and_every_further_time_200_with_the_same_answer(client: httpx.AsyncClient):
    answers = [await send_signal(client, id="alert-1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.text for answer in answers}) == 1
    assert set(answers[0].json()) == {"signal_id", "order_id", "order_no", "joined"}
    assert await count("discovery") == 1
    assert await db.fetchval("select reporters from orders") == 1


async def test_the_same_signal_from_many_senders_at_once_is_one(client: httpx.AsyncClient):
    answers = await asyncio.gather(*(send_signal(client, id="alert-1") for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1
    assert (await count("orders"), await count("discovery")) == (1, 1)


async def test_two_cameras_that_see_one_bag_at_once_file_one_order(client: httpx.AsyncClient):
    answers = await asyncio.gather(*(send_signal(client, source=f"camera-{n}") for n in range(5)))
    taken = [answer.json() for answer in answers]
    assert {answer.status_code for answer in answers} == {201}
    assert sorted(one["joined"] for one in taken) == [False, True, True, True, True]
    assert len({one["order_id"] for one in taken}) == 1
    assert await db.fetchval("select reporters from orders") == 5


async def test_it_is_known_by_its_source_and_id_together(client: httpx.AsyncClient):
    await a_signal(client, id="1", source="camera-1")
    other = await send_signal(client, id="1", source="camera-2")
    assert other.status_code == 201
    assert await count("discovery") == 2


async def test_another_machine_s_signal_of_the_same_name_is_another_signal(client: httpx.AsyncClient):
    here = await a_signal(client, id="1")
    there = await send_signal(client, "cam9", id="1", site="site9")
    assert there.status_code == 201
    assert there.json()["order_id"] != here["order_id"]


async def test_a_repeat_joins_the_open_order_and_moves_no_clock(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    before = await order_of(client, "carol", order)
    db.clock.shift = timedelta(minutes=2)
    again = await a_signal(client)
    after = await order_of(client, "carol", order)
    assert (again["joined"], again["order_id"]) == (True, order)
    assert (after["clock"], after["reporters"]) == (before["clock"], 2)
    assert after["events"][-1]["action"] == "join"
    assert await count("notice") == 1


async def test_a_suspended_order_is_joined_as_well(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "mia", order, "suspend", reason="weather")
    assert (await a_signal(client))["order_id"] == order
    assert (await acted(client, "mia", order, "resume"))["clock"]["kind"] == "accept"


async def test_after_a_void_order_the_next_signal_is_a_new_problem(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "void", reason="false_alarm")
    again = await a_signal(client)
    assert again["joined"] is False
    assert again["order_id"] != order


async def test_another_element_or_another_site_is_another_order(client: httpx.AsyncClient):
    orders = [
        await a_signal(client),
        await a_signal(client, element="waste.overflow"),
        await a_signal(client, site="site2"),
    ]
    assert len({order["order_id"] for order in orders}) == 3


async def test_the_order_shows_what_the_machine_said(client: httpx.AsyncClient):
    photo = await a_photo(client, device("cam1"))
    order = await order_of(
        client, "carol", (await a_signal(client, seen_at=SEEN, photo=photo, note="一小包", confidence=0.93))["order_id"]
    )
    assert order["moments"]["discovered"] == "2021-07-15T02:00:19Z"
    assert (order["channel"], order["note"], order["picture"]) == ("camera", "一小包", photo)
    assert order["events"][0]["actor"] == {"kind": "device", "name": "cam1", "role": None}
    (shot,) = order["photos"]
    assert (shot["phase"], shot["source"], shot["taken_at"]) == ("found", "device", "2021-07-15T02:00:19Z")
    assert await db.fetchval("select confidence from discovery") == 0.93


async def test_the_resident_s_clock_starts_at_discovery_but_never_in_the_future(client: httpx.AsyncClient):
    ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    order = await order_of(client, "carol", (await a_signal(client, seen_at=ahead))["order_id"])
    assert order["moments"]["discovered"] == order["moments"]["filed"]


async def test_a_time_without_a_zone_is_utc(client: httpx.AsyncClient):
    order = await order_of(client, "carol", (await a_signal(client, seen_at="2021-07-15T10:00:19"))["order_id"])
    assert order["moments"]["discovered"] == "2021-07-15T10:00:19Z"


async def test_an_order_is_numbered_by_the_day_of_its_place(client: httpx.AsyncClient):
    number = (await a_signal(client))["order_no"]
    today = await db.fetchval("select to_char(filed_at at time zone 'Asia/Shanghai', 'YYYYMMDD') from orders")
    assert number.startswith(f"{today}-")


async def test_a_cloud_events_envelope_is_the_same_signal(client: httpx.AsyncClient):
    data = {"element": "waste.bag_outside", "site": "site1", "note": "in an envelope"}
    event = {"specversion": "1.0", "id": "alert-1", "source": "camera-1", "type": "cn.pudong.waste", "time": SEEN}
    first = await client.post("/signals", json=event | {"data": data}, headers=device("cam1"))
    plain = await send_signal(client, id="alert-1", source="camera-1")
    assert (first.status_code, plain.status_code) == (201, 200)
    assert first.json() == plain.json()
    assert (await order_of(client, "carol", first.json()["order_id"]))["moments"][
        "discovered"
    ] == "2021-07-15T02:00:19Z"


async def test_an_envelope_may_not_rename_the_signal_inside(client: httpx.AsyncClient):
    data = {"id": "inner", "source": "inner", "element": "waste.bag_outside", "site": "site1", "seen_at": SEEN}
    event = {
        "specversion": "1.0",
        "id": "outer",
        "source": "camera-1",
        "type": "t",
        "datacontenttype": "x",
        "data": data,
    }
    assert (await client.post("/signals", json=event, headers=device("cam1"))).status_code == 201
    assert tuple(await db.fetchrow("select source, source_id from discovery") or ()) == ("camera-1", "outer")


async def test_without_a_site_the_nearest_site_s_area_answers(client: httpx.AsyncClient):
    order = (await a_signal(client, site=None, lat=31.2549, lon=121.5752))["order_id"]
    found = await order_of(client, "mia", order)
    assert (found["area"]["code"], found["site"], found["unit"]["code"]) == ("n2", None, "u2")
    assert (found["lat"], found["lon"]) == (31.2549, 121.5752)


async def test_without_a_site_what_is_close_by_is_the_same_problem(client: httpx.AsyncClient):
    one, near, far = [await a_signal(client, site=None, lat=lat, lon=121.5752) for lat in (31.2549, 31.25495, 31.2600)]
    assert (near["order_id"], near["joined"]) == (one["order_id"], True)
    assert far["joined"] is False


async def test_nowhere_is_no_place(client: httpx.AsyncClient):
    places: list[dict[str, Any]] = [{}, {"lat": 31.25}, {"lat": 48.2, "lon": 16.4}]
    for place in places:
        answer = await send_signal(client, site=None, **place)
        assert (answer.status_code, answer.json()["code"]) == (422, "place.unknown"), place
    assert await count("orders") == 0


async def test_a_machine_speaks_for_its_own_district_only(client: httpx.AsyncClient):
    foreign = await send_signal(client, "cam9", site="site1")
    unknown = await send_signal(client, "cam9", site="nowhere")
    assert (foreign.status_code, foreign.json()["code"]) == (422, "site.unknown")
    assert foreign.json() == unknown.json()
    by_place = await send_signal(client, "cam9", site=None, lat=31.25, lon=121.57)
    assert by_place.json()["code"] == "place.unknown"


@pytest.mark.parametrize(
    ("table", "change", "code"),
    [("element", {"element": "nonsense"}, "element.unknown"), ("site", {"site": "nonsense"}, "site.unknown")],
)
async def test_what_the_registry_does_not_know_or_no_longer_uses_is_refused(
    client: httpx.AsyncClient, table: str, change: dict[str, str], code: str
):
    unknown = await send_signal(client, **change)
    await db.execute(f"update {table} set active = false")
    retired = await send_signal(client)
    assert [(answer.status_code, answer.json()["code"]) for answer in (unknown, retired)] == [(422, code)] * 2
    assert await count("discovery") == 0


async def test_a_photo_that_was_never_uploaded_is_named_and_nothing_is_filed(client: httpx.AsyncClient):
    answer = await send_signal(client, photo="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (409, "photo.missing")
    assert answer.json()["missing"] == ["0" * 64]
    assert (await count("orders"), await count("discovery")) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", "x" * 121),
        ("id", 7),
        ("source", None),
        ("element", ""),
        ("lat", 91),
        ("lon", "east"),
        ("seen_at", "yesterday"),
        ("seen_at", None),
        ("confidence", 1.5),
        ("photo", "A" * 64),
        ("photo", "../etc/passwd"),
        ("note", "x" * 2001),
        ("colour", "red"),
    ],
)
async def test_a_field_of_the_wrong_shape_is_named(client: httpx.AsyncClient, field: str, value: Any):
    answer = await send_signal(client, **{field: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert field in str(answer.json()["errors"])
    assert await count("orders") == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"text"', b'{"specversion": "1.0"}', b'{"id": "\xff"}'])
async def test_a_body_that_is_no_signal_is_refused(client: httpx.AsyncClient, body: bytes):
    headers = device("cam1") | {"Content-Type": "application/json"}
    answer = await client.post("/signals", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


@pytest.mark.parametrize(
    "change", [{"note": "a\0b"}, {"source": "a\0"}, {"id": "\0"}, {"site": "a\0"}, {"seen_at": "0001-01-01T00:00:00Z"}]
)
async def test_a_value_that_no_column_can_hold_is_the_sender_s_fault(client: httpx.AsyncClient, change: dict[str, str]):
    answer = await send_signal(client, **change)
    assert answer.status_code in {201, 400}, answer.text


async def test_a_retired_key_is_no_key(client: httpx.AsyncClient):
    await db.execute("update device_key set active = false where name = 'cam1'")
    assert (await send_signal(client)).json()["code"] == "auth.required"


async def test_who_answers_for_it_is_told_and_nobody_else(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    rows = await db.fetch("select p.login, n.kind from notice n join person p on p.id = n.person_id")
    assert [tuple(row) for row in rows] == [("carol", "new")]
    assert (await client.get(f"/orders/{order}", headers=bearer("will"))).status_code == 200


async def test_where_no_unit_answers_the_next_desk_up_does(client: httpx.AsyncClient):
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    assert (await order_of(client, "mia", order))["state"] == "filed"
    rows = await db.fetch("select p.login from notice n join person p on p.id = n.person_id order by p.login")
    assert [row["login"] for row in rows] == ["mia", "mike"]


async def test_a_machine_that_forgets_itself_has_to_wait(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    from fieldloop import limits
    from fieldloop.intake import api

    async def small(key: str, times: int, seconds: int) -> None:
        await limits.limit(f"{key}:{name}", times=1, seconds=seconds)

    name = uuid.uuid4()
    monkeypatch.setattr(api, "limit", small)
    answers = [await send_signal(client) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert int(answers[1].headers["retry-after"]) > 0
