"""From a submitted photo to a question on the reviewer's screen: the worker's step, over the whole way."""

import uuid
from typing import Any

import httpx
import pytest
from PIL import Image

from fieldloop import db
from fieldloop.evidence import asking
from fieldloop.evidence.jobs import check_next, derive_next
from tests.api.client import accepted, acted, order_of
from tests.cast import bearer
from tests.evidence.calls import send
from tests.evidence.pictures import CORPUS, encoded, sha256

PHOTO = Image.open(CORPUS / "positive" / "exif-DSCN0012.jpg").convert("RGB")
ANOTHER = Image.open(CORPUS / "positive" / "exif-DSCN0042.jpg").convert("RGB")


async def a_shot(client: httpx.AsyncClient, who: str, picture: Image.Image, **changes: Any) -> dict[str, Any]:
    """Upload a picture, each time in other bytes, and return it as an action names it."""
    data = encoded(picture, quality=70, comment=uuid.uuid4().hex)
    assert (await send(client, bearer(who), data)).status_code == 201
    said = {"sha256": sha256(data), "phase": "after", "source": "camera", "lat": 31.25, "lon": 121.57, "accuracy_m": 8}
    return said | changes


async def submit(client: httpx.AsyncClient, who: str, *shots: dict[str, Any], site: str = "site1") -> str:
    order = await accepted(client, by=who, site=site, id=uuid.uuid4().hex)
    await acted(client, who, order, "submit", photos=list(shots))
    return order


async def work() -> None:
    """Do what the worker does, until nothing is left."""
    while await derive_next() or await check_next():
        pass


async def kinds(client: httpx.AsyncClient, order: str) -> list[str]:
    return sorted(finding["kind"] for finding in (await order_of(client, "dora", order))["findings"])


async def test_a_good_photo_raises_no_question(client: httpx.AsyncClient):
    order = await submit(client, "will", await a_shot(client, "will", PHOTO))
    await work()
    assert await kinds(client, order) == []
    assert await db.fetchval("select bool_and(checked) from order_photo")


async def test_a_doubtful_one_raises_its_questions_and_is_not_refused(client: httpx.AsyncClient):
    shot = await a_shot(client, "will", Image.new("RGB", (400, 300)), source="gallery", lat=31.4, accuracy_m=0)
    order = await submit(client, "will", shot)
    await work()
    assert await kinds(client, order) == ["dark", "far", "gallery", "mock_place"]
    after = await order_of(client, "dora", order)
    assert after["state"] == "submitted"
    assert after["risk"] >= 60, "whoever reviews sees it sooner"


async def test_a_picture_used_for_another_order_is_found(client: httpx.AsyncClient):
    first = await submit(client, "will", await a_shot(client, "will", PHOTO))
    copy = await a_shot(client, "wes", PHOTO.resize((400, 300)), lat=31.255, lon=121.575)
    await work()
    second = await submit(client, "wes", copy, site="site2")
    await work()
    [finding] = (await order_of(client, "dora", second))["findings"]
    assert finding["kind"] == "reused_anywhere"
    assert finding["other_photo"] == (await order_of(client, "dora", first))["after"]
    assert await kinds(client, first) == [], "who was first is asked nothing"


async def test_the_same_photo_again_after_a_return_is_found(client: httpx.AsyncClient):
    shot = await a_shot(client, "will", PHOTO)
    order = await submit(client, "will", shot)
    await acted(client, "mia", order, "return", reason="other", text="closer")
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will", PHOTO)])
    await work()
    assert await kinds(client, order) == ["reused_here"]


async def test_before_and_after_from_different_places_are_asked_about(client: httpx.AsyncClient):
    before = await a_shot(client, "will", ANOTHER, phase="before")
    order = await submit(client, "will", before, await a_shot(client, "will", PHOTO))
    await work()
    assert await kinds(client, order) == ["other_place"]


async def test_nothing_is_asked_before_every_photo_is_measured(client: httpx.AsyncClient):
    shots = [await a_shot(client, "will", PHOTO, source="gallery") for _ in range(2)]
    order = await submit(client, "will", *shots)
    await derive_next(limit=1)
    await check_next()
    assert await kinds(client, order) == []
    await work()
    assert "gallery" in await kinds(client, order)


async def test_asking_again_asks_nothing_twice_and_photos_that_come_later_are_asked_about(client: httpx.AsyncClient):
    order = await submit(client, "will", await a_shot(client, "will", PHOTO, source="gallery"))
    await work()
    await db.execute("update order_photo set checked = false")
    await work()
    assert await kinds(client, order) == ["gallery"]
    await acted(client, "mia", order, "return", reason="other", text="closer")
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will", ANOTHER, source="gallery")])
    await work()
    assert await kinds(client, order) == ["gallery", "gallery"]


async def test_an_order_that_cannot_be_asked_about_does_not_hold_up_the_others(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    poisoned = await submit(client, "will", await a_shot(client, "will", PHOTO, source="gallery"))
    sound = await submit(client, "wes", await a_shot(client, "wes", ANOTHER, source="gallery"), site="site2")
    ask: Any = asking.ask_about

    async def breaking(order_id: uuid.UUID) -> int:
        if str(order_id) == poisoned:
            raise ValueError("as if something in it could not be read")
        return await ask(order_id)

    monkeypatch.setattr(asking, "ask_about", breaking)
    await work()
    assert "gallery" in await kinds(client, sound)
    assert await db.fetchval("select bool_and(checked) from order_photo"), "and it is not tried for ever"


async def test_thresholds_are_data_of_the_element(client: httpx.AsyncClient):
    await db.execute("update element set thresholds = '{\"far_m\": 50000}'")
    order = await submit(client, "will", await a_shot(client, "will", PHOTO, lat=31.4))
    await work()
    assert await kinds(client, order) == []
