"""Photos that arrive in pieces: where to go on, what is kept, and what nobody else learns of it."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import actions, uploads
from fieldloop.evidence.partials import Partial
from fieldloop.evidence.rules import LARGEST_BYTES
from fieldloop.evidence.storage import Storage, StorageError
from fieldloop.people.queries import hashed
from tests.cast import bearer, device
from tests.evidence.calls import go_on, here, look, send
from tests.evidence.pictures import fresh, sha256

WILL, OTTO = bearer("will"), bearer("otto")


async def began(client: httpx.AsyncClient, data: bytes, size_bytes: int = 100, who: dict[str, str] = WILL) -> str:
    """Send the first bytes of a photo; return its name."""
    answer = await go_on(client, who, sha256(data), data[:size_bytes], 0)
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(size_bytes))
    return sha256(data)


def said(answer: httpx.Response) -> tuple[Any, ...]:
    headers = {name: text for name, text in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, answer.content, *sorted(headers.items())


async def test_of_a_photo_that_nobody_sent_nothing_is_here(client: httpx.AsyncClient):
    answer = await client.head(f"/photos/{'0' * 64}", headers=WILL)
    assert answer.status_code == 204
    told = {name: answer.headers[name] for name in ("upload-offset", "upload-complete", "upload-limit")}
    assert told == {"upload-offset": "0", "upload-complete": "?0", "upload-limit": f"max-size={LARGEST_BYTES}"}
    assert answer.headers["cache-control"] == "no-store"


async def test_a_photo_arrives_in_pieces(client: httpx.AsyncClient):
    data = fresh()
    name = await began(client, data)
    assert await here(client, WILL, name) == (100, False)
    middle = await go_on(client, WILL, name, data[100:200], 100)
    assert (middle.headers["upload-complete"], middle.content) == ("?0", b"")
    last = await go_on(client, WILL, name, data[200:], 200, last=True)
    assert (last.status_code, last.headers["upload-complete"]) == (201, "?1")
    assert last.json()["size_bytes"] == len(data)
    assert (await look(client, "will", name, "original")).content == data
    assert await here(client, WILL, name) == (len(data), True)


async def test_what_is_complete_stays_so_however_it_is_sent_again(client: httpx.AsyncClient):
    data = fresh()
    receipt = (await send(client, WILL, data)).json()
    again = [
        await send(client, WILL, data),
        await go_on(client, WILL, sha256(data), data[50:], 50, last=True),
        await go_on(client, WILL, sha256(data), b"", len(data), last=True),
    ]
    assert [answer.status_code for answer in again] == [200, 200, 200]
    assert all(answer.json() == receipt and answer.headers["upload-complete"] == "?1" for answer in again)


async def test_a_piece_that_does_not_fit_is_told_where_to_go_on(client: httpx.AsyncClient):
    data = fresh()
    name = await began(client, data)
    for wrong in (0, 99, 101, 10**14):
        answer = await go_on(client, WILL, name, data[:10], wrong)
        assert (answer.status_code, answer.json()["code"]) == (
            (409, "photo.offset") if wrong < 10**14 else (413, "photo.too_large")
        )
        if wrong < 10**14:
            assert (answer.headers["upload-offset"], answer.json()["offset"]) == ("100", 100)
    assert await here(client, WILL, name) == (100, False)


async def test_a_piece_from_the_middle_of_a_photo_nobody_sent_leaves_nothing(client: httpx.AsyncClient):
    answer = await go_on(client, WILL, "0" * 64, b"x", 7)
    assert (answer.status_code, answer.json()["offset"]) == (409, 0)
    assert not list(uploads.folder().glob(f"*{'0' * 64}"))


async def test_the_whole_photo_may_be_sent_over_what_is_here(client: httpx.AsyncClient):
    data = fresh()
    name = await began(client, data)
    assert (await send(client, WILL, data)).status_code == 201
    other = fresh()
    await go_on(client, WILL, sha256(other), b"wrong" * 1000 + other, 0)
    assert (await send(client, WILL, other)).status_code == 201
    assert not [path for path in uploads.folder().iterdir() if name in path.name or sha256(other) in path.name]


async def test_somebody_else_s_photo_looks_like_one_that_nobody_sent(client: httpx.AsyncClient):
    half, whole = fresh(), fresh()
    await began(client, half)
    await send(client, WILL, whole)
    for outsider in (OTTO, bearer("mia"), device("cam1")):
        answers = [
            await client.head(f"/photos/{name}", headers=outsider) for name in (sha256(half), sha256(whole), "0" * 64)
        ]
        assert len({said(answer) for answer in answers}) == 1
        refused = await go_on(client, outsider, sha256(whole), b"", len(whole), last=True)
        assert refused.json()["offset"] == 0


async def test_guessing_the_end_of_somebody_else_s_photo_makes_nobody_its_owner(client: httpx.AsyncClient):
    data = fresh()
    await send(client, WILL, data)
    answer = await go_on(client, OTTO, sha256(data), b"", 0, last=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "photo.hash_mismatch")
    assert (await look(client, "otto", sha256(data))).status_code == 404
    assert await here(client, OTTO, sha256(data)) == (0, False)


async def test_who_has_the_bytes_may_send_them_although_they_are_here(client: httpx.AsyncClient):
    data = fresh()
    first = await send(client, WILL, data)
    name = await began(client, data, who=device("cam1"))
    answer = await go_on(client, device("cam1"), name, data[100:], 100, last=True)
    assert (answer.status_code, answer.json()) == (200, first.json())


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *(
            ("Upload-Offset", value)
            for value in (None, "", "-1", "+1", "1.0", "1e3", "x", "9" * 16, "1, 1", "１", "?1")
        ),
        *(("Upload-Complete", value) for value in (None, "", "1", "true", "?2", "?1 ?1")),
        *(("Content-Type", value) for value in (None, "image/jpeg", "application/octet-stream", "x")),
    ],
)
async def test_a_piece_must_say_where_it_belongs(client: httpx.AsyncClient, header: str, value: str | None):
    said = {"Upload-Offset": "0", "Upload-Complete": "?0", "Content-Type": "application/partial-upload"} | {
        header: value
    }
    headers = [(name.encode(), text.encode()) for name, text in (WILL | said).items() if text is not None]
    name = sha256(fresh())
    answer = await client.patch(f"/photos/{name}", content=b"bytes", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert [error["field"] for error in answer.json()["errors"]] == [header]
    assert await here(client, WILL, name) == (0, False)


async def test_a_name_that_is_none_is_refused_by_each_way_in(client: httpx.AsyncClient):
    for name in ("x", "0" * 63, "A" * 64):
        assert (await client.head(f"/photos/{name}", headers=WILL)).status_code == 400
        assert (await go_on(client, WILL, name, b"x", 0)).status_code == 400


async def test_a_photo_does_not_outgrow_the_limit_by_pieces(client: httpx.AsyncClient):
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(1_000_000)

    name = await began(client, fresh())
    announced = await go_on(client, WILL, name, never(), 100, headers={"Content-Length": str(LARGEST_BYTES - 99)})
    assert (announced.status_code, announced.json()["code"]) == (413, "photo.too_large")
    assert await here(client, WILL, name) == (100, False)
    sent = await go_on(client, WILL, name, endless(), 100)
    assert (sent.status_code, sent.json()["code"]) == (413, "photo.too_large")
    assert await here(client, WILL, name) == (0, False)


async def test_bytes_that_are_not_the_photo_are_dropped_at_its_end(client: httpx.AsyncClient):
    data = fresh()
    name = await began(client, data)
    answer = await go_on(client, WILL, name, data[99:], 100, last=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "photo.hash_mismatch")
    assert await here(client, WILL, name) == (0, False)


async def test_bytes_that_are_no_photo_are_dropped_at_their_end(client: httpx.AsyncClient):
    name = await began(client, b"words" * 100)
    answer = await go_on(client, WILL, name, (b"words" * 100)[100:], 100, last=True)
    assert (answer.status_code, answer.json()["code"]) == (415, "photo.not_image")
    assert await here(client, WILL, name) == (0, False)


async def test_while_the_storage_is_away_the_bytes_are_kept(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    def away(*_: Any) -> None:
        raise StorageError("away", permanent=False)

    data = fresh()
    name = await began(client, data)
    with monkeypatch.context() as patch:
        patch.setattr(Storage, "put", away)
        assert (await go_on(client, WILL, name, data[100:], 100, last=True)).status_code == 503
    assert await here(client, WILL, name) == (len(data), False)
    # Nothing is left to be sent but that this was all.
    assert (await go_on(client, WILL, name, b"", len(data), last=True)).status_code == 201


async def test_a_photo_whose_file_was_lost_has_to_come_again(client: httpx.AsyncClient):
    data = fresh()
    await send(client, WILL, data)
    [original] = actions.settings().media.glob(f"*/*/{sha256(data)}/original")
    original.unlink()
    assert await here(client, WILL, sha256(data)) == (0, False)
    assert (await go_on(client, WILL, sha256(data), data, 0, last=True)).status_code == 200
    assert await here(client, WILL, sha256(data)) == (len(data), True)


async def test_two_that_go_on_at_once_do_not_spoil_each_other_s_work(client: httpx.AsyncClient):
    data = fresh()
    name = await began(client, data)
    answers = await asyncio.gather(*(go_on(client, WILL, name, data[100:], 100, last=True) for _ in range(5)))
    assert 201 in {answer.status_code for answer in answers}
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    assert (await look(client, "will", name, "original")).content == data
    assert await db.fetchval("select count(*) from photo where sha256 = $1", name) == 1


async def test_photos_are_counted_and_not_their_pieces(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    await db.execute(
        "insert into device_key (id, name, channel, area, key_hash, created_at)"
        " values ($1, 'patient', 'camera', 'd1', $2, $3)",
        uuid.uuid4(),
        hashed("patient-key"),
        db.clock.now(),
    )
    monkeypatch.setitem(uploads._PHOTOS_AN_HOUR, "device", 1)
    patient, data = device("patient"), fresh()
    name = await began(client, data, who=patient)
    for start in range(100, 500, 100):
        assert (await go_on(client, patient, name, data[start : start + 100], start)).status_code == 204
    assert (await go_on(client, patient, name, data[500:], 500, last=True)).status_code == 201
    assert (await go_on(client, patient, sha256(fresh()), b"x", 0)).status_code == 429


@pytest.mark.parametrize(("most", "value"), [("MOST_UNFINISHED", 3), ("MOST_UNFINISHED_BYTES", 300)])
async def test_who_finishes_nothing_begins_no_more(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, most: str, value: int
):
    for path in uploads.folder().glob("*"):
        path.unlink()
    monkeypatch.setattr(uploads, most, value)
    begun = [fresh() for _ in range(3)]
    for data in begun:
        await began(client, data)
    more = fresh()
    for answer in (await send(client, WILL, more), await go_on(client, WILL, sha256(more), more[:9], 0)):
        assert (answer.status_code, answer.json()["code"]) == (429, "rate.limited")
        assert int(answer.headers["retry-after"]) > 0
    assert await here(client, WILL, sha256(more)) == (0, False)
    assert (await send(client, OTTO, more)).status_code == 201  # everybody for themselves
    # What was begun may go on, and what is finished makes room.
    assert (await go_on(client, WILL, sha256(begun[0]), begun[0][100:], 100, last=True)).status_code == 201
    assert (await send(client, WILL, fresh())).status_code == 201


async def test_a_piece_behind_what_is_gone_begins_nothing(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    data = fresh()
    name = await began(client, data)
    (path,) = uploads.folder().glob(f"*{name}")
    # Somebody else finishes it between the look at its size and its opening.
    path.unlink()

    def size(_: Partial) -> int:
        return 100

    monkeypatch.setattr(Partial, "size", size)
    answer = await go_on(client, WILL, name, data[100:], 100, last=True)
    assert (answer.status_code, answer.json()["code"], answer.json()["offset"]) == (409, "photo.offset", 0)
    assert not path.exists()
