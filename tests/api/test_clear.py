"""Camera-confirmed close: so many clear frames in a row of the eye that found it."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_photo, a_signal, accepted, acted, order_of, send_signal, submitted, told
from tests.api.owners import UNKNOWN, give_owner, link, refusal
from tests.cast import device
from tests.story.ledger_check import check

BEGAN = datetime.now(UTC) - timedelta(minutes=30)


@pytest.fixture(autouse=True)
async def three_frames(client: httpx.AsyncClient) -> None:
    await db.execute("update element set clear_frames = 3 where code = 'waste.bag_outside'")


def minute(number: int) -> str:
    return (BEGAN + timedelta(minutes=number)).isoformat()


async def clear(client: httpx.AsyncClient, number: int, **changes: Any) -> dict[str, Any]:
    photo = await a_photo(client, device("cam1"))
    said: dict[str, Any] = {"clear": True, "photo": photo, "seen_at": minute(number)}
    answer = await send_signal(client, **said | changes)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json() | {"photo": photo}


async def found(client: httpx.AsyncClient) -> str:
    return (await a_signal(client, seen_at=minute(0)))["order_id"]


async def test_three_in_a_row_close_it_with_the_newest_frame_as_its_after_photo(client: httpx.AsyncClient):
    order = await found(client)
    seen = [await clear(client, number) for number in (1, 2, 3)]
    assert [each["order_id"] for each in seen] == [order] * 3
    shown = await order_of(client, "carol", order)
    assert (shown["state"], shown["after"]) == ("closed", seen[-1]["photo"])
    [photo] = [each for each in shown["photos"] if each["phase"] == "after"]
    assert (photo["source"], photo["person"]) == ("device", None)
    last = shown["events"][-1]
    assert (last["action"], last["actor"]["kind"], last["actor"]["name"]) == ("clear", "device", "cam1")
    assert last["data"] == {"frames": 3, "source": "camera-1"}
    assert await told(order, "closed") == ["carol"], "whoever might have set out"


@pytest.mark.parametrize("make", [accepted, submitted])
async def test_whoever_is_at_it_hears_that_it_is_gone(client: httpx.AsyncClient, make: Any):
    order = await make(client, seen_at=minute(0))
    for number in (1, 2, 3):
        await clear(client, number)
    assert (await order_of(client, "will", order))["state"] == "closed"
    assert "will" in await told(order, "closed")


async def test_what_its_owner_is_asked_about_is_closed_too_and_the_link_ends(client: httpx.AsyncClient):
    await give_owner(client)
    order = await found(client)
    token = await link(client, order)
    for number in (1, 2, 3):
        await clear(client, number)
    seen = await order_of(client, "mia", order)
    assert (seen["state"], seen["asked_until"], seen["by_owner"], seen["overran"]) == ("closed", None, False, False)
    assert refusal(await client.get(f"/owner/{token}")) == UNKNOWN
    assert set(await told(order, "closed")) == set(await told(order, "ask_owner")), "whoever was to hand the link over"
    await check(uuid.UUID(order))


async def test_it_agrees_with_a_worker_who_disagreed_with_a_return(client: httpx.AsyncClient):
    order = await submitted(client, seen_at=minute(0))
    await acted(client, "mia", order, "return", reason="not_done")
    await acted(client, "will", order, "appeal", text="角落是干净的")
    for number in (1, 2, 3):
        await clear(client, number)
    seen = await order_of(client, "will", order)
    assert (seen["state"], seen["appealed"], seen["returned"]) == ("closed", False, 0)
    row = await db.fetchrow("select reversed, decided_by, decided_at from appeal")
    assert row
    assert (row["reversed"], row["decided_by"]) == (True, None), "nobody decided it"
    assert row["decided_at"]


async def test_a_dirty_frame_in_between_begins_the_row_anew(client: httpx.AsyncClient):
    order = await found(client)
    for number in (1, 2):
        await clear(client, number)
    assert (await a_signal(client, seen_at=minute(3)))["joined"]
    for number in (4, 5):
        await clear(client, number)
    assert (await order_of(client, "carol", order))["state"] == "dispatched"
    await clear(client, 6)
    assert (await order_of(client, "carol", order))["state"] == "closed"


async def test_what_another_eye_or_another_place_shows_does_not_count(client: httpx.AsyncClient):
    order = await found(client)
    for number in (1, 2, 3):
        other = await clear(client, number, source="camera-2")
        assert (other["order_id"], other["joined"]) == (None, False)
        await clear(client, number, site="site2")
        await clear(client, number, element="waste.overflow")
    assert (await order_of(client, "carol", order))["state"] == "dispatched"


async def test_a_frame_without_a_photo_is_no_evidence(client: httpx.AsyncClient):
    order = await found(client)
    for number in (1, 2, 3):
        await clear(client, number, photo=None)
    assert (await order_of(client, "carol", order))["state"] == "dispatched"


async def test_sent_again_it_counts_once_and_gets_the_same_answer(client: httpx.AsyncClient):
    order = await found(client)
    photo = await a_photo(client, device("cam1"))
    said: dict[str, Any] = {"clear": True, "photo": photo, "seen_at": minute(1), "id": "frame-1"}
    answers = await asyncio.gather(*(send_signal(client, **said) for _ in range(4)))
    assert len({answer.text for answer in answers}) == 1
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert (await order_of(client, "carol", order))["state"] == "dispatched"


async def test_where_nothing_is_open_none_is_filed(client: httpx.AsyncClient):
    answer = await send_signal(client, clear=True)
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in ("order_id", "order_no", "joined")} == {
        "order_id": None, "order_no": None, "joined": False,
    }  # fmt: skip
    assert await db.fetchval("select count(*) from orders") == 0
    assert await db.fetchval("select count(*) from clear_frame") == 0, "thousands of eyes see nothing every minute"


async def test_an_element_that_does_not_allow_it_waits_for_people(client: httpx.AsyncClient):
    await db.execute("update element set clear_frames = 0")
    order = await found(client)
    for number in (1, 2, 3):
        await clear(client, number)
    assert (await order_of(client, "carol", order))["state"] == "dispatched"


async def test_opened_again_it_takes_as_many_frames_again(client: httpx.AsyncClient):
    order = await found(client)
    for number in (1, 2, 3):
        await clear(client, number)
    await acted(client, "mia", order, "reopen", reason="not_fixed")
    await clear(client, 4)
    assert (await order_of(client, "carol", order))["state"] == "dispatched"


async def test_a_photo_that_the_machine_never_sent_is_missing(client: httpx.AsyncClient):
    await found(client)
    answer = await send_signal(client, clear=True, photo="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (409, "photo.missing")
