"""The hostile pictures all the way: taken in, attached, shown, measured and asked about."""

from datetime import UTC, datetime

import httpx
import pytest

from fieldloop import db
from fieldloop.evidence.jobs import check_next, derive_next
from fieldloop.ids import new_id
from tests.api.client import a_signal, act, order_of
from tests.cast import bearer
from tests.evidence.calls import look, send
from tests.evidence.pictures import CORPUS, PLANTED, corpus, sha256, tell_tale

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
MARKS = (PLANTED.encode(), b"<script", b"GPS", b"NIKON", b"Exif", b"<?php", b"http://ns.adobe.com", b"ICC_PROFILE")


async def test_what_was_taken_in_is_measured_and_shows_nothing_that_was_planted(client: httpx.AsyncClient):
    pictures = [(CORPUS / file).read_bytes() for file, allowed in corpus() if 201 in allowed]
    pictures += [tell_tale(kind) for kind in ("JPEG", "PNG", "WEBP")]
    taken = [sha256(data) for data in pictures if (await send(client, bearer("will"), data)).status_code in {200, 201}]
    while await derive_next():
        pass
    measured = await db.fetch("select photo from photo_fact")
    assert {row["photo"] for row in measured} == set(taken)
    for name in set(taken):
        for shape in ("view", "thumb"):
            shown = (await look(client, "will", name, shape)).content
            assert not [mark for mark in MARKS if mark in shown], (name, shape)


async def test_an_order_may_be_proved_by_them_and_is_only_asked_about(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await act(client, "will", order, "accept")
    shots: list[dict[str, str]] = []
    for file, allowed in corpus():
        data = (CORPUS / file).read_bytes()
        if 201 in allowed and (await send(client, bearer("will"), data)).status_code in {200, 201}:
            shots.append({"sha256": sha256(data), "phase": "after", "source": "gallery"})
    for start in range(0, len(shots), 5):
        more = {"id": str(new_id()), "at": datetime.now(UTC).isoformat(), "photos": shots[start : start + 5]}
        assert (await act(client, "will", order, "arrive", **more)).status_code == 200
    assert (await act(client, "will", order, "submit")).status_code == 200
    while await derive_next() or await check_next():
        pass
    seen = await order_of(client, "mia", order)
    assert seen["state"] == "submitted"
    assert {finding["photo"] for finding in seen["findings"]} == {shot["sha256"] for shot in shots}
    assert all(finding["question"]["zh"] and finding["question"]["en"] for finding in seen["findings"])
