"""A photo is used by who brought its bytes: its name alone, which every list shows, must give nothing."""

import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import accepted, act, acted, order_of, refused, send_signal
from tests.cast import bearer, device
from tests.evidence.calls import go_on, here, look, send
from tests.evidence.pictures import fresh, sha256


def as_shot(data: bytes) -> dict[str, Any]:
    return {"sha256": sha256(data), "phase": "after", "source": "camera"}


async def report(client: httpx.AsyncClient, who: str, *photos: bytes) -> httpx.Response:
    body = {
        "id": str(new_id()),
        "site": "site1",
        "text": "脏了",
        "photos": [{"sha256": sha256(data)} for data in photos],
        "at": datetime.now(UTC).isoformat(),
    }
    return await client.post("/reports", json=body, headers=bearer(who))


async def test_naming_another_s_photo_in_a_step_is_as_if_it_were_not_there(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("mia"), data)
    order = await accepted(client)
    assert await refused(client, "will", order, "submit", photos=[as_shot(data)]) == (409, "photo.missing")
    unknown = await act(client, "will", order, "submit", photos=[{**as_shot(data), "sha256": "0" * 64}])
    named = await act(client, "will", order, "submit", photos=[as_shot(data)])
    assert named.json() == unknown.json() | {"missing": [sha256(data)]}
    assert (await look(client, "will", sha256(data))).status_code == 404


async def test_naming_another_s_photo_in_a_refused_step_keeps_nothing(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("otto"), data)
    order = await accepted(client)
    await acted(client, "carol", order, "void", reason="duplicate")
    assert await refused(client, "will", order, "submit", photos=[as_shot(data)]) == (409, "photo.missing")
    assert (await look(client, "will", sha256(data))).status_code == 404


async def test_a_thumbnail_s_name_does_not_give_the_original_by_a_report(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("vera"), data)
    assert (await report(client, "vera", data)).status_code == 201
    assert (await look(client, "wes", sha256(data), "thumb")).status_code == 200
    answer = await report(client, "wes", data)
    assert (answer.status_code, answer.json()["code"]) == (409, "photo.missing")
    assert [(await look(client, "wes", sha256(data), shape)).status_code for shape in ("view", "original")] == [404] * 2


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_who_has_the_same_bytes_proves_it_by_sending_them(client: httpx.AsyncClient, *, in_pieces: bool):
    data, wanda = fresh(), bearer("wanda")
    await send(client, bearer("will"), data)
    order = await accepted(client, "wanda")
    assert await refused(client, "wanda", order, "submit", photos=[as_shot(data)]) == (409, "photo.missing")
    assert await here(client, wanda, sha256(data)) == (0, False)
    if in_pieces:
        await go_on(client, wanda, sha256(data), data[:50], 0)
        sent = await go_on(client, wanda, sha256(data), data[50:], 50, last=True)
    else:
        sent = await send(client, wanda, data)
    assert sent.status_code == 200
    assert await here(client, wanda, sha256(data)) == (len(data), True)
    assert (await send(client, wanda, data)).status_code == 200
    command = {"id": str(new_id()), "photos": [as_shot(data)]}
    for _ in range(2):
        assert (await acted(client, "wanda", order, "submit", **command))["after"] == sha256(data)
    assert [photo["sha256"] for photo in (await order_of(client, "wanda", order))["photos"]] == [sha256(data)]
    assert await db.fetchval("select count(*) from photo_holder") == 1


async def test_wrong_bytes_under_a_known_name_prove_nothing(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    await send(client, bearer("wanda"), fresh(), sha256(data))
    await send(client, bearer("will"), data)
    assert await db.fetchval("select count(*) from photo_holder") == 0
    assert (await report(client, "wanda", data)).json()["code"] == "photo.missing"


async def test_a_machine_too_uses_only_what_it_brought(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    name = uuid.uuid4().hex
    answer = await send_signal(client, id=name, photo=sha256(data))
    assert (answer.status_code, answer.json()["code"]) == (409, "photo.missing")
    assert (await send(client, device("cam1"), data)).status_code == 200
    assert (await send_signal(client, id=name, photo=sha256(data))).status_code == 201
    assert (await send_signal(client, id=name, photo=sha256(data))).status_code == 200
    # Nor does its key make a person a holder.
    assert (await report(client, "wanda", data)).json()["code"] == "photo.missing"
