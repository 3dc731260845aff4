"""Photos on their way in: what is taken, what is refused."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import uploads
from fieldloop.evidence.rules import LARGEST_BYTES
from fieldloop.people.queries import hashed
from fieldloop.settings import settings
from tests.cast import bearer, device
from tests.evidence.calls import look, send
from tests.evidence.pictures import CORPUS, corpus, fresh, sha256

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
]
LIE = {"Content-Type": "text/html; charset=utf-7"}
HONEST = {"Content-Type": "image/jpeg"}


async def test_a_photo_is_new_once_and_known_ever_after(client: httpx.AsyncClient):
    data = fresh()
    first = await send(client, bearer("will"), data)
    again = await send(client, bearer("will"), data)
    assert (first.status_code, again.status_code) == (201, 200)
    receipt = first.json()
    assert again.json() == receipt
    assert receipt.pop("received_at")
    assert receipt == {"sha256": sha256(data), "size_bytes": len(data), "width": 400, "height": 300}


@pytest.mark.parametrize("folder", sorted({file.split("/")[0] for file, _ in corpus()}))
async def test_every_hostile_picture_gets_its_answer_whatever_it_claims_to_be(client: httpx.AsyncClient, folder: str):
    wrong: dict[str, int] = {}
    for file, allowed in corpus():
        if file.startswith(f"{folder}/"):
            data = (CORPUS / file).read_bytes()
            lying = (await send(client, bearer("will"), data, **LIE)).status_code
            honest = (await send(client, bearer("will"), data, **HONEST)).status_code
            if lying not in allowed or honest != {201: 200}.get(lying, lying):
                wrong[file] = lying
            if lying == 201 and (await look(client, "will", sha256(data), "thumb")).status_code != 200:
                wrong[file] = 0
    assert wrong == {}


async def test_bytes_that_are_not_what_their_name_says_are_refused(client: httpx.AsyncClient):
    data = fresh()
    answer = await send(client, bearer("will"), data + b"\0", sha256(data))
    assert (answer.status_code, answer.json()["code"]) == (422, "photo.hash_mismatch")


async def test_naming_a_known_photo_without_having_it_gives_nothing(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    answer = await send(client, bearer("otto"), fresh(), sha256(data))
    assert answer.json()["code"] == "photo.hash_mismatch"
    assert (await look(client, "otto", sha256(data))).status_code == 404


async def test_a_name_in_capitals_is_no_name(client: httpx.AsyncClient):
    data = fresh()
    answer = await send(client, bearer("will"), data, sha256(data).upper())
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_nothing_at_all_is_no_picture(client: httpx.AsyncClient):
    answer = await send(client, bearer("will"), b"")
    assert (answer.status_code, answer.json()["code"]) == (415, "photo.not_image")


async def test_too_much_is_refused_before_it_is_read(client: httpx.AsyncClient):
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = {**bearer("will"), "Content-Length": str(LARGEST_BYTES + 1)}
    answer = await client.put(f"/photos/{sha256(b'')}", content=never(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "photo.too_large")


async def test_too_much_in_pieces_is_refused_at_the_limit(client: httpx.AsyncClient):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * LARGEST_BYTES:
            sent += 1_000_000
            yield bytes(1_000_000)

    answer = await client.put(f"/photos/{sha256(b'')}", content=endless(), headers=bearer("will"))
    assert (answer.status_code, answer.json()["code"]) == (413, "photo.too_large")


async def test_a_stranger_sends_nothing(client: httpx.AsyncClient):
    assert (await send(client, {}, fresh())).status_code == 401


async def test_a_camera_sends_with_its_key(client: httpx.AsyncClient):
    assert (await send(client, device("cam1"), fresh())).status_code == 201
    row = await db.fetchrow("select person, device from photo")
    assert row
    assert row["person"] is None
    assert row["device"] is not None


async def test_more_photos_in_an_hour_than_anybody_takes_have_to_wait(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    # A machine of this test's own: all tests count in one Valkey.
    await db.execute(
        "insert into device_key (id, name, channel, area, key_hash, created_at)"
        " values ($1, 'eager', 'camera', 'd1', $2, $3)",
        uuid.uuid4(),
        hashed("eager-key"),
        db.clock.now(),
    )
    monkeypatch.setitem(uploads._PHOTOS_AN_HOUR, "device", 1)
    answers = [await send(client, device("eager"), fresh()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert int(answers[1].headers["retry-after"]) > 0


async def test_two_people_may_send_the_same_photo_at_once(client: httpx.AsyncClient):
    data = fresh()
    answers = await asyncio.gather(*(send(client, bearer(who), data) for who in ("will", "vera", "mia", "will")))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1
    assert await db.fetchval("select count(*) from photo") == 1


async def test_a_file_that_was_lost_is_stored_again_by_sending_again(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    [original] = settings().media.glob(f"*/*/{sha256(data)}/original")
    original.unlink()
    assert (await look(client, "will", sha256(data), "original")).status_code == 503
    assert (await send(client, bearer("will"), data)).status_code == 200
    assert (await look(client, "will", sha256(data), "original")).content == data


async def test_a_phone_that_loses_its_signal_is_no_fault_of_the_server(client: httpx.AsyncClient):
    from fieldloop.app import create_app

    path = f"/api/v1/photos/{sha256(b'')}"
    scope: dict[str, Any] = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "PUT"}
    scope |= {"scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b""}
    scope |= {"headers": [(b"authorization", b"Bearer will-token")], "client": ("127.0.0.1", 9), "server": ("x", 80)}
    coming = [{"type": "http.request", "body": b"\xff\xd8", "more_body": True}, {"type": "http.disconnect"}]
    statuses: list[int] = []

    async def receive() -> Any:
        return coming.pop(0)

    async def answer(message: Any) -> None:
        statuses.append(message.get("status", 0))

    await create_app()(scope, receive, answer)  # pyright: ignore[reportArgumentType]
    assert statuses[0] == 408
