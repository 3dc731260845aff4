"""Photos on their way out: what is served, to whom, and how."""

import asyncio
import uuid
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import actions
from fieldloop.evidence.attach import Shot, attach
from tests.cast import bearer, device, person_id
from tests.evidence.calls import look, send
from tests.evidence.pictures import (
    PLANTED,
    QUARTERS,
    decoded,
    encoded,
    flag,
    fresh,
    quarters,
    sha256,
    tell_tale,
    tilted,
)
from tests.notify.rows import an_order


async def belongs_to_an_order(data: bytes, holder: str, reporter: str) -> None:
    """Make an order of unit u1 in n1 with this photo: reported by one, held by another."""
    order, now = await an_order("accepted", person=person_id(holder)), db.clock.now()
    await db.execute(
        "insert into discovery (id, order_id, channel, person, element, joined, seen_at, received_at)"
        " values ($1, $2, 'volunteer', $3, 'waste.bag_outside', false, $4, $4)",
        uuid.uuid4(),
        order,
        person_id(reporter),
        now,
    )
    first = await db.fetchrow("select person, device from photo where sha256 = $1", sha256(data))
    assert first
    await attach(order, [("after", Shot(sha256=sha256(data)))], first["person"], now, device=first["device"])


async def test_what_is_shown_is_ours(client: httpx.AsyncClient):
    data = tell_tale()
    await send(client, bearer("will"), data)
    for shape in ("view", "thumb"):
        answer = await look(client, "will", sha256(data), shape)
        assert answer.headers["content-type"] == "image/webp"
        assert PLANTED.encode() not in answer.content
        assert not decoded(answer.content).getexif()


async def test_what_is_shown_stands_upright(client: httpx.AsyncClient):
    data = tilted(6, size=(1800, 2400))
    assert (await send(client, bearer("will"), data)).json()["width"] == 1800
    view, thumb = [(await look(client, "will", sha256(data), shape)).content for shape in ("view", "thumb")]
    assert [decoded(part).size for part in (view, thumb)] == [(1200, 1600), (240, 320)]
    assert quarters(decoded(view)) == list(QUARTERS)


async def test_a_photo_is_served_so_that_nothing_in_it_runs(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    headers = (await look(client, "will", sha256(data))).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == f'inline; filename="{sha256(data)[:16]}-view.webp"'
    assert headers["content-security-policy"].endswith("sandbox")
    assert headers["cache-control"] == "private, max-age=604800, immutable"


async def test_a_browser_that_has_a_photo_is_not_sent_it_again(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    etag = (await look(client, "will", sha256(data))).headers["etag"]
    again = await look(client, "will", sha256(data), **{"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    other = await look(client, "will", sha256(data), "thumb", **{"If-None-Match": etag})
    assert other.status_code == 200


async def test_who_may_not_see_a_photo_learns_nothing_from_its_etag(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    answer = await look(client, "otto", sha256(data), **{"If-None-Match": "*"})
    assert answer.status_code == 404


async def test_a_thousand_ranges_get_the_whole_photo(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    ranges = ",".join(f"{at}-{at}" for at in range(1000))
    answer = await look(client, "will", sha256(data), "original", Range=f"bytes={ranges}")
    assert (answer.status_code, answer.content) == (200, data)


async def test_a_foreign_photo_and_an_unknown_one_look_the_same(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("will"), data)
    names = [sha256(data), sha256(b"nobody sent this"), sha256(data).upper(), "x"]
    answers = [await look(client, "otto", name, shape) for name in names for shape in ("view", "original")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_an_original_comes_as_the_kind_of_file_it_is(client: httpx.AsyncClient):
    data = encoded(flag(640, 480), "PNG")
    await send(client, bearer("will"), data)
    answer = await look(client, "will", sha256(data), "original")
    assert (answer.headers["content-type"], answer.content) == ("image/png", data)


async def test_a_stranger_and_a_machine_see_nothing(client: httpx.AsyncClient):
    data = fresh()
    await send(client, device("cam1"), data)
    for who in ({}, device("cam1")):
        assert (await client.get(f"/photos/{sha256(data)}/view", headers=who)).status_code == 401


SEES: list[tuple[str, dict[str, int]]] = [
    ("ada", {"view": 200, "original": 200}),
    ("mia", {"view": 200, "original": 200}),
    ("dora", {"view": 200, "original": 200}),
    ("wanda", {"view": 200, "original": 200}),
    ("will", {"view": 200, "original": 404}),
    ("vera", {"view": 200, "original": 404}),
    ("carol", {"view": 200, "original": 404}),
    ("ira", {"view": 200, "original": 404}),
    ("wes", {"view": 404, "original": 404}),
    ("cody", {"view": 404, "original": 404}),
    ("otto", {"view": 404, "original": 404}),
    ("omar", {"view": 404, "original": 404}),
]


async def test_a_photo_is_seen_with_its_order_and_the_original_by_few(client: httpx.AsyncClient):
    data = fresh()
    await send(client, bearer("wanda"), data)
    await belongs_to_an_order(data, holder="will", reporter="vera")
    seen = {
        who: {shape: (await look(client, who, sha256(data), shape)).status_code for shape in expected}
        for who, expected in SEES
    }
    assert seen == dict(SEES)


async def test_a_photo_asked_for_by_many_at_once_is_made_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    data, made = fresh(), []
    derive: Any = actions.make_files

    def counted(name: str, *covered: Any) -> Any:
        made.append(name)
        return derive(name, *covered)

    monkeypatch.setattr(actions, "make_files", counted)
    await send(client, bearer("will"), data)
    answers = await asyncio.gather(*(look(client, "will", sha256(data), shape) for shape in ["view", "thumb"] * 5))
    assert {answer.status_code for answer in answers} == {200}
    assert made == [sha256(data)]
    assert await db.fetchval("select derived_at is not null from photo")
