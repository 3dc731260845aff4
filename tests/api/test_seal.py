"""The sealed pair: who gets a nonce, what a seal is worth, and the receipt that the server signs."""

import uuid
from datetime import UTC, datetime
from typing import Any

import httpx

from fieldloop import db
from fieldloop.evidence import receipts, signing
from fieldloop.evidence.seal import Claim, commitment, seal_of
from fieldloop.ids import new_id
from tests.api.client import a_shot, a_signal, accepted, act, acted, order_of, submitted
from tests.cast import bearer, person_id

AT = "2026-11-27T10:05:01.123Z"


async def nonce_of(client: httpx.AsyncClient, who: str, order: str) -> str | None:
    return (await order_of(client, who, order))["nonce"]


async def sealed_shot(
    client: httpx.AsyncClient, who: str, order: str, nonce: str | None, phase: str = "after"
) -> dict[str, Any]:
    """A photo as the phone sends it, sealed when it knows a nonce."""
    shot = await a_shot(client, who, phase) | {"taken_at": AT}
    if nonce is None:
        return shot
    taken_at = datetime.fromisoformat(AT)
    claim = Claim(taken_at=taken_at, lat=31.25, lon=121.57, accuracy_m=8.0, nonce=nonce)
    return shot | {"nonce": nonce, "seal": seal_of(uuid.UUID(order), shot["sha256"], claim)}


def worth(photo: dict[str, Any]) -> tuple[bool, bool]:
    return photo["sealed"], photo["claimed"]


async def test_only_the_holder_hears_the_nonce(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await nonce_of(client, "will", order) is None
    nonce = (await acted(client, "will", order, "accept"))["nonce"]
    assert nonce
    assert await nonce_of(client, "will", order) == nonce
    for who in ("carol", "mia", "ada"):
        assert await nonce_of(client, who, order) is None


async def test_it_is_on_the_phone_before_the_network_goes(client: httpx.AsyncClient):
    order = await accepted(client)
    for who, heard in (("will", True), ("carol", False)):
        found = (await client.get("/sync", headers=bearer(who))).json()["details"]
        nonces = [each["nonce"] for each in found if each["id"] == order]
        assert any(nonces) is heard


async def test_a_retry_gets_the_same_nonce(client: httpx.AsyncClient):
    order, same = (await a_signal(client))["order_id"], str(new_id())
    answers = [(await acted(client, "will", order, "accept", id=same))["nonce"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert await db.fetchval("select count(*) from order_nonce where order_id = $1", uuid.UUID(order)) == 1


async def test_a_sealed_photo_is_sealed(client: httpx.AsyncClient):
    order = await accepted(client)
    nonce = await nonce_of(client, "will", order)
    before = await sealed_shot(client, "will", order, nonce, "before")
    await acted(client, "will", order, "arrive", photos=[before])
    after = await sealed_shot(client, "will", order, nonce)
    photos = (await acted(client, "will", order, "submit", photos=[after]))["photos"]
    assert [worth(photo) for photo in photos] == [(True, False), (True, False)]
    assert [photo["taken_at"] for photo in photos] == ["2026-11-27T10:05:01.123000Z"] * 2
    assert all(photo["received_at"] != photo["taken_at"] for photo in photos)


async def test_without_a_nonce_it_is_a_claim(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await sealed_shot(client, "will", order, None)
    [photo] = (await acted(client, "will", order, "submit", photos=[shot]))["photos"]
    assert worth(photo) == (False, True)


async def test_a_wrong_seal_loses_no_photo_and_refuses_no_step(client: httpx.AsyncClient):
    order = await accepted(client)
    nonce = await nonce_of(client, "will", order)
    right = await sealed_shot(client, "will", order, nonce)
    wrong: list[dict[str, Any]] = [
        {"lat": 31.26},
        {"seal": "0" * 64},
        {"seal": None},
        {"nonce": "0" * 32},
        {"nonce": "\0", "seal": "\0"},
        {"nonce": "", "seal": "nonsense"},
    ]
    shots = [right | {"sha256": (await a_shot(client, "will"))["sha256"]}]
    shots += [await sealed_shot(client, "will", order, nonce) | change for change in wrong]
    got = await acted(client, "will", order, "submit", photos=[*shots, right])
    assert got["state"] == "submitted"
    found = {photo["sha256"]: worth(photo) for photo in got["photos"]}
    assert [found[shot["sha256"]] for shot in shots] == [(False, False)] * len(shots)
    assert found[right["sha256"]] == (True, False)


async def test_a_nonce_is_for_one_round(client: httpx.AsyncClient):
    order = await accepted(client)
    first = await nonce_of(client, "will", order)
    await acted(client, "will", order, "submit", photos=[await sealed_shot(client, "will", order, first)])
    assert await nonce_of(client, "will", order) is None
    await acted(client, "mia", order, "return", reason="not_done")
    second = await nonce_of(client, "will", order)
    assert second not in {None, first}
    shots = [await sealed_shot(client, "will", order, nonce) for nonce in (first, second)]
    got = await acted(client, "will", order, "submit", photos=shots)
    found = {photo["sha256"]: worth(photo) for photo in got["photos"]}
    # Taken before the phone heard of the return: honest, and no more than a claim.
    assert [found[shot["sha256"]] for shot in shots] == [(False, True), (True, False)]


async def test_who_takes_over_gets_a_nonce_of_their_own(client: httpx.AsyncClient):
    order = await accepted(client)
    wills = await nonce_of(client, "will", order)
    await acted(client, "carol", order, "assign", person=str(person_id("wanda")))
    wandas = await nonce_of(client, "wanda", order)
    assert wandas not in {None, wills}
    assert await nonce_of(client, "will", order) is None
    shots = [await sealed_shot(client, "wanda", order, nonce) for nonce in (wills, wandas)]
    got = await acted(client, "wanda", order, "submit", photos=shots)
    found = {photo["sha256"]: worth(photo) for photo in got["photos"]}
    assert [found[shot["sha256"]] for shot in shots] == [(False, False), (True, False)]


async def test_a_pause_keeps_the_nonce(client: httpx.AsyncClient):
    order = await accepted(client)
    nonce = await nonce_of(client, "will", order)
    await acted(client, "mia", order, "suspend", reason="weather")
    await acted(client, "mia", order, "resume")
    assert await nonce_of(client, "will", order) == nonce


async def test_work_that_came_too_late_is_kept_with_its_seal(client: httpx.AsyncClient):
    order = await accepted(client)
    shot = await sealed_shot(client, "will", order, await nonce_of(client, "will", order))
    await acted(client, "mia", order, "void", reason="duplicate")
    answer = await act(client, "will", order, "submit", photos=[shot])
    assert (answer.status_code, answer.json()["kept"]) == (409, True)
    [photo] = (await order_of(client, "will", order))["photos"]
    assert (photo["phase"], *worth(photo)) == ("kept", True, False)


async def test_each_photo_gets_a_receipt_that_verifies(client: httpx.AsyncClient):
    order = await submitted(client)
    [photo] = (await order_of(client, "will", order))["photos"]
    keys = [signing.PublicKey(**key) for key in (await client.get("/receipt-keys")).json()["keys"]]
    said = receipts.read(photo["receipt"], keys)
    assert said
    assert (str(said.order), said.sha256, said.phase) == (order, photo["sha256"], "after")
    assert (said.sealed, said.claimed) == worth(photo)
    assert said.taken_at is None
    assert said.received_at == datetime.fromisoformat(photo["received_at"])
    row = await db.fetchrow("select * from order_photo where photo = $1", photo["sha256"])
    assert row
    stored = {name: row[name] for name in ("taken_at", "lat", "lon", "accuracy_m", "source", "nonce", "seal")}
    assert said.claim == row["claim"] == commitment(row["salt"], Claim(**stored))
    head, _, tail = photo["receipt"].partition(".")
    for forged in (f"{head}.{tail[:-4]}AAAA", f"{head[:-2]}AA.{tail}", head, "", "a.b", f"{photo['receipt']}.x"):
        assert receipts.read(forged, keys) is None


async def test_receipts_are_for_who_brought_it_and_who_judges(client: httpx.AsyncClient):
    order = await submitted(client)
    shown = {who: (await order_of(client, who, order))["photos"][0]["receipt"] for who in ("will", "mia", "carol")}
    assert shown["will"] == shown["mia"]
    assert shown["carol"] is None


async def test_old_receipts_verify_after_a_rotation(client: httpx.AsyncClient):
    order = await submitted(client)
    old = (await order_of(client, "will", order))["photos"][0]["receipt"]
    signing.keys().rotate()
    new = (await order_of(client, "wes", await submitted(client, "wes", site="site2")))["photos"][0]["receipt"]
    answer = await client.get("/receipt-keys")
    assert answer.headers["cache-control"] == "public, max-age=300"
    keys = [signing.PublicKey(**key) for key in answer.json()["keys"]]
    assert len({key.kid for key in keys}) == len(keys) >= 2
    said = [receipts.read(text, keys) for text in (old, new)]
    assert [each.kid for each in said if each] == [key.kid for key in keys[-2:]]


async def test_a_shot_without_a_zone_or_a_whole_place_is_sealed_as_it_is_stored(client: httpx.AsyncClient):
    order = await accepted(client)
    nonce = await nonce_of(client, "will", order)
    shot = await a_shot(client, "will") | {"taken_at": "2026-11-27T18:05:01.000123+08:00", "lon": None}
    taken_at = datetime(2026, 11, 27, 10, 5, 1, 123, UTC)
    seal = seal_of(uuid.UUID(order), str(shot["sha256"]), Claim(taken_at=taken_at, accuracy_m=8.0, nonce=nonce))
    got = await acted(client, "will", order, "submit", photos=[shot | {"nonce": nonce, "seal": seal}])
    assert worth(got["photos"][0]) == (True, False)


async def test_nobody_asks_for_the_keys_without_end(client: httpx.AsyncClient):
    answers = [(await client.get("/receipt-keys")).status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]
