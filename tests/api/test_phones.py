"""Seeing the phones somebody is logged in on, and putting out one that is lost."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.errors import Problem
from fieldloop.notify.actions import subscribe
from fieldloop.people import actions
from fieldloop.people.agents import name_of
from fieldloop.people.jobs import KEPT_DAYS, forget_old_sessions
from tests.api.browsers import OURS, Phones, login, me
from tests.cast import bearer, person_id

POINT, SECRET = "B" + "A" * 86, "A" * 22
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Mobile Safari/537.36"
)


async def phones_of(client: httpx.AsyncClient, who: str, whom: str | None = None) -> list[dict[str, Any]]:
    params = {"person": str(person_id(whom))} if whom else {}
    answer = await client.get("/phones", params=params, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def revoke(client: httpx.AsyncClient, by: str, phone_id: str) -> int:
    return (await client.delete(f"/phones/{phone_id}", headers=bearer(by))).status_code


async def pushed_to(client: httpx.AsyncClient, name: str) -> str:
    """Subscribe a browser that is logged in by its cookie; return the subscription's id."""
    body = {"endpoint": f"https://fcm.googleapis.com/fcm/send/{name}", "keys": {"p256dh": POINT, "auth": SECRET}}
    answer = await client.post("/push-subscriptions", json=body, headers=OURS)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()["id"]


async def endpoints() -> set[str]:
    rows = await db.fetch("select endpoint from push_subscription")
    return {row["endpoint"].rpartition("/")[2] for row in rows}


async def refusal(client: httpx.AsyncClient) -> tuple[int, str]:
    answer = await client.get("/me")
    return answer.status_code, answer.json()["code"]


async def test_a_person_sees_the_own_phones_the_last_used_first(phone: Phones):
    first, second = phone(), phone()
    first.headers["User-Agent"] = CHROME
    await login(first)
    db.clock.shift = timedelta(minutes=11)
    await login(second)
    await pushed_to(first, "first")
    db.clock.shift = timedelta(minutes=30)
    await me(first)
    items = (await first.get("/phones")).json()["items"]
    assert [item["here"] for item in items] == [True, False]
    assert [item["push"] for item in items] == [True, False]
    assert items[0]["name"] == "Android · Chrome"
    assert set(items[0]) == {"id", "name", "since", "last_seen", "push", "here"}
    assert items[0]["last_seen"] > items[0]["since"]
    assert items[0]["last_seen"] > items[1]["last_seen"]
    again = (await second.get("/phones", params={"person": str(person_id("will"))})).json()["items"]
    assert [item["here"] for item in again] == [True, False]  # asking is a use


async def test_a_token_is_no_phone_and_an_ended_session_neither(phone: Phones):
    client = phone()
    await login(client, bearer=True)
    await login(client)
    assert len(await phones_of(client, "will")) == 1
    db.clock.shift = timedelta(days=31)
    assert await phones_of(client, "will") == []
    token = await db.fetchval("select id from session where person = $1 and bearer limit 1", person_id("will"))
    assert await revoke(client, "will", str(token)) == 404
    assert await me(client, **bearer("will")) == 200


async def test_a_revoked_phone_is_told_so_and_stays_out(phone: Phones):
    lost, other = phone(), phone()
    await login(lost)
    await login(other)
    (mine,) = [item["id"] for item in (await lost.get("/phones")).json()["items"] if item["here"]]
    assert await revoke(phone(), "carol", mine) == 204
    for _ in range(2):
        assert await refusal(lost) == (401, "session.revoked")
    answer = await lost.post("/push-subscriptions", json={}, headers=OURS)
    assert (answer.status_code, answer.json()["code"]) == (401, "session.revoked")
    assert await me(other) == 200
    assert len(await phones_of(phone(), "carol", "will")) == 1
    assert await revoke(phone(), "carol", mine) == 204  # said twice is done once
    await login(lost)
    assert await me(lost) == 200


async def test_a_revoked_phone_gets_no_more_pushes(phone: Phones):
    lost, kept = phone(), phone()
    await login(lost)
    await login(kept)
    await pushed_to(lost, "lost")
    await pushed_to(kept, "kept")
    # Subscribed before sessions were noted: it may be the lost one's.
    await subscribe(person_id("will"), "https://fcm.googleapis.com/fcm/send/old", POINT, SECRET, db.clock.now())
    await subscribe(person_id("wanda"), "https://fcm.googleapis.com/fcm/send/hers", POINT, SECRET, db.clock.now())
    (mine,) = [item["id"] for item in (await lost.get("/phones")).json()["items"] if item["here"]]
    assert await revoke(phone(), "ada", mine) == 204
    assert await endpoints() == {"kept", "hers"}


async def test_one_may_put_out_the_own_phone_also_the_one_in_hand(phone: Phones):
    client = phone()
    await login(client)
    (item,) = (await client.get("/phones")).json()["items"]
    assert (await client.delete(f"/phones/{item['id']}", headers=OURS)).status_code == 204
    assert await refusal(client) == (401, "session.revoked")


async def test_logging_out_ends_the_pushes_of_that_phone_only(phone: Phones):
    one, two = phone(), phone()
    await login(one)
    await login(two)
    await pushed_to(one, "one")
    await pushed_to(two, "two")
    assert (await one.delete("/session", headers=OURS)).status_code == 204
    assert await endpoints() == {"two"}
    assert await refusal(one) == (401, "auth.required")


async def test_who_logs_out_while_subscribing_is_asked_to_log_in(phone: Phones):
    client = phone()
    await login(client)
    session = await db.fetchval("select id from session where person = $1 and not bearer", person_id("will"))
    for ended in ("update session set revoked_at = now() where id = $1", "delete from session where id = $1"):
        await db.execute(ended, session)
        with pytest.raises(Problem) as caught:
            await subscribe(
                person_id("will"),
                "https://fcm.googleapis.com/fcm/send/late",
                POINT,
                SECRET,
                db.clock.now(),
                session=session,
            )
        assert caught.value.code == "auth.required"
    assert await endpoints() == set()


@pytest.mark.parametrize("how", ["logs out", "hands it over", "scans another's code", "logs in anew"])
async def test_who_leaves_a_phone_ends_its_open_screens_at_once(
    phone: Phones, monkeypatch: pytest.MonkeyPatch, how: str
):
    client = phone()
    await login(client)
    session = await db.fetchval("select id from session where person = $1 and not bearer", person_id("will"))
    told: list[tuple[uuid.UUID, bool]] = []

    def publish_end(ended: uuid.UUID) -> None:
        told.append((ended, bool(db.engine.current_transaction.get())))

    monkeypatch.setattr(actions, "publish_end", publish_end)
    if how == "logs out":
        await client.delete("/session", headers=OURS)
    elif how == "scans another's code":
        asked = {"person": str(person_id("wanda"))}
        code = (await phone().post("/enrolments", json=asked, headers=bearer("carol"))).json()["code"]
        assert (await client.post(f"/enrolments/{code}", headers=OURS)).status_code == 200
    else:
        await login(client, "will" if how == "logs in anew" else "carol")
    # After COMMIT: before, whoever hears of it would find the session still there.
    assert told == ([] if how == "logs in anew" else [(session, False)])


async def test_of_very_many_phones_the_last_used_are_shown(phone: Phones):
    await db.execute(
        "insert into session (id, token_hash, person, created_at, last_seen_at, expires_at)"
        " select gen_random_uuid(), n::text::bytea, $1, now(), now() - n * interval '1 min', now() + interval '1 day'"
        " from generate_series(1, 150) n",
        person_id("will"),
    )
    found = await phones_of(phone(), "carol", "will")
    assert len(found) == 100
    assert found == sorted(found, key=lambda item: item["last_seen"], reverse=True)
    newest = await db.fetchval("select id from session where token_hash = '1'::bytea")
    assert found[0]["id"] == str(newest)


async def test_logging_in_again_keeps_the_pushes_and_another_person_does_not(phone: Phones):
    client = phone()
    await login(client)
    await pushed_to(client, "phone")
    await login(client)
    assert await endpoints() == {"phone"}
    assert [item["push"] for item in (await client.get("/phones")).json()["items"]] == [True]
    await login(client, "carol")
    assert await endpoints() == set()


@pytest.mark.parametrize(
    ("by", "expected"),
    [("carol", 200), ("ada", 200), ("will", 200), ("wanda", 404), ("cody", 404), ("mia", 404), ("otto", 404)],
)
async def test_whose_phones_one_may_see_one_may_put_out(phone: Phones, by: str, expected: int):
    client = phone()
    await login(client)
    (item,) = await phones_of(client, "will")
    answer = await phone().get("/phones", params={"person": str(person_id("will"))}, headers=bearer(by))
    assert answer.status_code == expected
    assert await revoke(phone(), by, item["id"]) == (204 if expected == 200 else 404)
    assert await me(client) == (401 if expected == 200 else 200)


async def test_a_coordinator_puts_out_no_superior_s_phone(phone: Phones):
    client = phone()
    await login(client)
    (item,) = await phones_of(client, "will")
    await db.execute(
        "insert into role (id, person, kind, area) values ($1, $2, 'manager', 's1')", uuid.uuid4(), person_id("will")
    )
    answer = await phone().delete(f"/phones/{item['id']}", headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (403, "role.not_allowed")
    assert await me(client) == 200


@pytest.mark.parametrize("bad", ["nonsense", "'", "%00"])
async def test_an_id_that_is_none_is_refused(phone: Phones, bad: str):
    client = phone()
    assert (await client.get("/phones", params={"person": bad}, headers=bearer("carol"))).status_code == 400
    assert await revoke(client, "carol", bad) == 404
    assert await revoke(client, "carol", str(uuid.uuid4())) == 404


async def test_sessions_that_ended_long_ago_are_forgotten_in_batches(phone: Phones):
    clients = [phone() for _ in range(3)]
    for client in clients:
        await login(client)
    item = next(item for item in (await clients[0].get("/phones")).json()["items"] if item["here"])
    await revoke(phone(), "carol", item["id"])
    count = "select count(*) from session where not bearer"
    db.clock.shift = timedelta(days=KEPT_DAYS - 1)
    assert not await forget_old_sessions()
    assert await db.fetchval(count) == 3
    db.clock.shift = timedelta(days=KEPT_DAYS + 1)
    assert not await forget_old_sessions()
    assert await db.fetchval(count) == 3
    db.clock.shift = timedelta(days=KEPT_DAYS + 31)
    assert await forget_old_sessions(limit=1)
    assert await forget_old_sessions(limit=1)
    assert not await forget_old_sessions(limit=1)
    assert await db.fetchval(count) == 1
    # A lost phone that is switched on after years still hears that it must drop what it holds.
    db.clock.shift = timedelta(days=2_000)
    assert not await forget_old_sessions()
    answers = [await refusal(client) for client in clients]
    assert sorted(answers) == [(401, "auth.required")] * 2 + [(401, "session.revoked")]
    assert await me(phone(), **bearer("will")) == 200


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Android · Chrome"),
        (CHROME.replace("; K)", "; HUAWEI P30)"), "HUAWEI P30 · Chrome"),
        (
            "Mozilla/5.0 (Linux; Android 12; zh-CN; M2102J2SC Build/SKQ1) Chrome/1 MiuiBrowser/1",
            "M2102J2SC · Mi Browser",
        ),
        ("Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) Chrome/9 HuaweiBrowser/1", "HarmonyOS · Huawei Browser"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Android · Firefox"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E Safari/604.1",
            "iPhone · Safari",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/149 Safari/604.1", "iPhone · Chrome"),
        ("Mozilla/5.0 (Linux; Android 13; V2203A; wv) Chrome/1 MicroMessenger/8.0", "V2203A · WeChat"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/149.0 Safari/537.36 Edg/149.0", "Windows · Edge"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605", "Mac · Safari"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/149.0 Safari/537.36", "Linux · Chrome"),
        ("python-httpx/0.28", "python-httpx"),
        ("", "?"),
    ],
)
def test_a_phone_has_a_name_its_person_knows_it_by(agent: str, name: str):
    assert name_of(agent) == name
