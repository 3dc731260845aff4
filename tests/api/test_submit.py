"""Submitting: the evidence that the element asks for, taken for this round of the work."""

import hashlib

import httpx

from tests.api.client import a_photo, a_shot, a_signal, accepted, act, acted, box_of, order_of, refused, submitted, told
from tests.cast import bearer, person_id


async def test_it_goes_to_those_who_review_and_never_to_who_submitted(client: httpx.AsyncClient):
    order = await submitted(client)
    assert await told(order, "submitted") == ["mia", "mike"]
    assert order in await box_of(client, "mia", "review")
    assert order not in await box_of(client, "will", "mine")


async def test_a_manager_who_did_the_work_does_not_find_it_in_his_review_box(client: httpx.AsyncClient):
    from fieldloop import db
    from fieldloop.ids import new_id

    await db.execute("insert into role values ($1, $2, 'worker', null, 'u1')", new_id(), person_id("mia"))
    order = await submitted(client, "mia")
    assert await told(order, "submitted") == ["mike"]
    assert order not in await box_of(client, "mia", "review")
    assert order in await box_of(client, "mike", "review")
    assert await refused(client, "mia", order, "approve") == (403, "order.not_allowed")


async def test_every_phase_asked_for_must_be_there(client: httpx.AsyncClient):
    order = await accepted(client, element="waste.overflow")
    assert await refused(client, "will", order, "submit") == (409, "evidence.incomplete")
    after = await a_shot(client, "will")
    assert await refused(client, "will", order, "submit", photos=[after]) == (409, "evidence.incomplete")
    await acted(client, "will", order, "arrive", photos=[await a_shot(client, "will", "before")])
    assert (await acted(client, "will", order, "submit", photos=[after]))["state"] == "submitted"


async def test_one_photo_twice_is_one_photo(client: httpx.AsyncClient):
    order = await accepted(client, "will", element="river.litter", site="site1")
    shot = await a_shot(client, "will")
    got = await refused(client, "will", order, "submit", photos=[shot, shot])
    assert got == (409, "evidence.incomplete")
    more = [shot, await a_shot(client, "will")]
    assert (await acted(client, "will", order, "submit", photos=more))["after"] == more[-1]["sha256"]


async def test_photos_that_were_not_uploaded_are_named(client: httpx.AsyncClient):
    order = await accepted(client)
    names = [hashlib.sha256(bytes([number])).hexdigest() for number in range(2)]
    shots = [{"sha256": name, "phase": "after", "source": "camera"} for name in names]
    answer = await client.post(
        f"/orders/{order}/actions",
        json={
            "id": "01900000-0000-7000-8000-000000000009",
            "action": "submit",
            "at": "2026-11-23T10:00:00+08:00",
            "photos": [*shots, await a_shot(client, "will")],
        },
        headers=bearer("will"),
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["missing"]) == (409, "photo.missing", names)
    assert await refused(client, "will", order, "submit", photos=shots) == (409, "photo.missing")


async def test_after_a_return_the_old_photo_is_no_proof(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await a_shot(client, "will")
    await acted(client, "will", order, "submit", photos=[shot])
    await acted(client, "mia", order, "return", reason="not_done")
    assert await refused(client, "will", order, "submit", photos=[shot]) == (409, "evidence.incomplete")
    assert (await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")]))["returned"] == 1


async def test_after_a_pause_the_old_photo_is_no_proof_either(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "return", reason="not_done")
    fresh = await a_shot(client, "will")
    await acted(client, "will", order, "arrive", photos=[fresh])
    await acted(client, "mia", order, "suspend", reason="weather")
    await acted(client, "mia", order, "resume")
    assert (await acted(client, "will", order, "submit"))["state"] == "submitted", "the fresh one still is"


async def test_what_is_reopened_needs_new_proof(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "approve")
    await acted(client, "mia", order, "reopen", reason="back_again")
    await acted(client, "will", order, "accept")
    assert await refused(client, "will", order, "submit") == (409, "evidence.incomplete")


async def test_only_the_holder_s_photos_are_proof_of_the_work(client: httpx.AsyncClient):
    order = await accepted(client)
    shots = [await a_shot(client, "mia")]
    got = await act(client, "mia", order, "comment", text="so it should look", photos=shots)
    assert (got.status_code, got.json()["code"]) == (403, "order.not_allowed")
    assert await refused(client, "will", order, "submit") == (409, "evidence.incomplete")


async def test_nobody_changes_the_proof_while_it_is_judged(client: httpx.AsyncClient):
    order = await submitted(client)
    for who in ("will", "mia"):
        more = [await a_shot(client, who)]
        answer = await act(client, who, order, "comment", text="better", photos=more)
        assert (answer.status_code, answer.json()["code"]) == (403, "order.not_allowed")
    after = await order_of(client, "mia", order)
    assert [photo["phase"] for photo in after["photos"]] == ["after", "kept", "kept"]
    assert after["after"] == after["photos"][0]["sha256"]


async def test_only_the_holder_submits(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await a_shot(client, "carol")
    answer = await act(client, "carol", order, "submit", photos=[shot])
    assert (answer.status_code, answer.json()["code"]) == (403, "order.not_allowed")
    waiting = (await a_signal(client, site="site2"))["order_id"]
    assert await refused(client, "wes", waiting, "submit") == (409, "order.wrong_state")


async def test_the_claim_and_the_receipt_are_kept_apart(client: httpx.AsyncClient):
    order = await accepted(client)
    name = await a_photo(client, bearer("will"))
    shot = {"sha256": name, "phase": "after", "source": "gallery", "taken_at": "2099-01-01T00:00:00Z", "lat": 40.7}
    [photo] = (await acted(client, "will", order, "submit", photos=[shot]))["photos"]
    assert (photo["taken_at"], photo["source"]) == ("2099-01-01T00:00:00Z", "gallery")
    assert (photo["lat"], photo["lon"]) == (None, None), "half a place is none"
    assert photo["received_at"] < photo["taken_at"]
    assert photo["person"]["name"] == "王师傅"
