"""Arriving: the holder stands before it, and may show how it looked."""

import httpx

from tests.api.client import a_shot, a_signal, accepted, acted, refused


async def test_the_first_arrival_counts_and_brings_the_photo_from_before(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await a_shot(client, "will", "before")
    first = await acted(client, "will", order, "arrive", photos=[shot])
    assert first["moments"]["arrived"]
    assert [(photo["sha256"], photo["phase"]) for photo in first["photos"]] == [(shot["sha256"], "before")]
    assert first["after"] is None
    again = await acted(client, "will", order, "arrive")
    assert again["moments"]["arrived"] == first["moments"]["arrived"]
    assert again["clock"] == first["clock"]


async def test_only_the_holder_arrives(client: httpx.AsyncClient):
    order = await accepted(client)
    for who in ("carol", "mia"):
        assert await refused(client, who, order, "arrive") == (403, "order.not_allowed")
    waiting = (await a_signal(client, site="site2"))["order_id"]
    assert await refused(client, "wes", waiting, "arrive") == (409, "order.wrong_state")
