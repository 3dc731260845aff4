"""Logging in and out, with a cookie or a token, and everything that must end a session."""

from datetime import timedelta

import pytest

from fieldloop import db
from fieldloop.people.actions import NOTED_EVERY, SESSION_LIFE
from fieldloop.people.queries import hashed
from fieldloop.settings import settings
from tests.api.browsers import OURS, Phones, login, me, rows_holding
from tests.cast import bearer, person_id


async def test_a_browser_gets_a_cookie_and_no_token(phone: Phones):
    client = phone()
    answer = await login(client)
    assert answer.status_code == 200
    assert answer.json()["person"]["login"] == "will"
    assert "token" not in answer.json()
    assert await me(client) == 200


async def test_no_script_reads_the_cookie_and_no_other_site_sends_it_along(phone: Phones):
    cookie = (await login(phone())).headers["set-cookie"]
    assert cookie.startswith("fieldloop=")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert not any(flag.startswith("domain") for flag in flags)
    # Longer than a session, which slides: the cookie must not end while its phone is at work.
    assert f"max-age={400 * 86_400}" in flags


async def test_under_https_the_cookie_is_bound_to_this_host(phone: Phones, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FIELDLOOP_SECURE_COOKIES", "1")
    settings.cache_clear()
    try:
        answer = await login(phone())
        assert answer.headers["set-cookie"].startswith("__Host-fieldloop=")
        assert "; secure" in answer.headers["set-cookie"].lower()
        assert "max-age" in answer.headers["strict-transport-security"]
    finally:
        monkeypatch.undo()
        settings.cache_clear()


async def test_a_script_gets_a_token_and_no_cookie(phone: Phones):
    client = phone()
    answer = await login(client, bearer=True)
    assert "set-cookie" not in answer.headers
    token = answer.json()["token"]
    assert await me(client, Authorization=f"Bearer {token}") == 200
    assert await me(client, Cookie=f"fieldloop={token}") == 401


async def test_a_cookie_is_no_token(phone: Phones):
    client = phone()
    await login(client)
    assert await me(phone(), Authorization=f"Bearer {client.cookies['fieldloop']}") == 401


async def test_logins_are_the_same_in_capitals_and_with_a_space(phone: Phones):
    assert (await login(phone(), " Will ")).status_code == 200


async def test_a_wrong_password_and_an_unknown_login_look_the_same(phone: Phones):
    client = phone()
    wrong = await login(client, "will", "wrong")
    unknown = await login(client, "nobody-at-all", "wrong")
    without = await login(client, "wanda", "wrong")
    assert wrong.json() == unknown.json() == without.json()
    assert (wrong.status_code, wrong.json()["code"]) == (401, "auth.failed")
    assert "set-cookie" not in wrong.headers


async def test_an_empty_password_is_no_password(phone: Phones):
    answer = await login(phone(), "wanda", "")
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_one_login_may_be_tried_ten_times_a_minute_from_wherever(phone: Phones):
    codes = [(await login(phone(), "will", "wrong")).status_code for _ in range(10)]
    late = await login(phone())
    assert codes == [401] * 10
    assert (late.status_code, late.json()["code"]) == (429, "rate.limited")
    assert 0 < int(late.headers["retry-after"]) <= 60
    assert late.json()["retry_after"] == int(late.headers["retry-after"])
    assert (await login(phone(), "carol")).status_code == 200


async def test_one_address_may_try_sixty_logins_a_minute(phone: Phones, monkeypatch: pytest.MonkeyPatch):
    from fieldloop.people import passwords

    async def never(stored: str | None, password: str) -> bool:
        return False

    monkeypatch.setattr(passwords, "matches", never)
    client = phone()
    codes = [(await login(client, f"guess{number}", "x")).status_code for number in range(61)]
    assert codes == [401] * 60 + [429]


async def test_a_change_by_cookie_needs_our_own_header(phone: Phones):
    client = phone()
    await login(client)
    refused = await client.patch("/me", json={"language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.csrf")
    assert (await client.patch("/me", json={"language": "en"}, headers=OURS)).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_site_s_page_is_refused_even_with_the_header(phone: Phones, site: str):
    client = phone()
    await login(client)
    answer = await client.delete("/session", headers=OURS | {"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")
    assert await me(client) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {},
    ],
)
async def test_another_site_s_page_logs_nobody_in(phone: Phones, headers: dict[str, str]):
    body = b'{"login": "will", "password": "fieldloop-test"}'
    answer = await phone().post("/session", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")
    assert "set-cookie" not in answer.headers


async def test_a_token_needs_no_such_header(phone: Phones):
    client = phone()
    token = (await login(client, bearer=True)).json()["token"]
    answer = await client.patch("/me", json={"language": "en"}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


async def test_a_cookie_planted_before_the_login_is_worth_nothing_after_it(phone: Phones):
    client = phone()
    client.cookies.set("fieldloop", "planted", domain="fieldloop.test")
    answer = await login(client)
    token = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
    assert token != "planted"
    assert await me(phone(), Cookie="fieldloop=planted") == 401


async def test_each_login_is_a_session_of_its_own(phone: Phones):
    one, two = phone(), phone()
    await login(one)
    await login(two)
    assert one.cookies["fieldloop"] != two.cookies["fieldloop"]
    await one.delete("/session", headers=OURS)
    assert (await me(one), await me(two)) == (401, 200)


async def test_the_token_is_nowhere_in_the_database(phone: Phones):
    client = phone()
    await login(client)
    token = client.cookies["fieldloop"]
    assert await rows_holding("session", hashed(token)) == 1
    assert await rows_holding("session", token) == 0
    # The search would find it, whether it were stored as text or as bytes.
    for column, stored in (("user_agent", token), ("token_hash", token.encode())):
        await db.execute(f"update session set {column} = $1 where token_hash = $2", stored, hashed(token))
        assert await rows_holding("session", token) == 1


async def test_logging_out_kills_the_session_and_not_just_the_cookie(phone: Phones):
    client = phone()
    await login(client)
    token = client.cookies["fieldloop"]
    answer = await client.delete("/session", headers=OURS)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert await me(phone(), Cookie=f"fieldloop={token}") == 401


async def test_who_is_disabled_is_out_at_once_and_stays_out(phone: Phones):
    client = phone()
    await login(client)
    await db.execute("update person set active = false where login = 'will'")
    for headers in ({}, bearer("will")):
        answer = await client.get("/me", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "session.revoked")
    assert (await login(phone())).json()["code"] == "auth.failed"


async def test_a_session_ends_by_itself_thirty_days_after_its_last_use(phone: Phones):
    client = phone()
    await login(client)
    db.clock.shift = SESSION_LIFE - timedelta(minutes=1)
    assert await me(client) == 200
    db.clock.shift += SESSION_LIFE - timedelta(minutes=1)
    assert await me(client) == 200
    db.clock.shift += SESSION_LIFE + timedelta(minutes=1)
    assert await me(client) == 401


async def test_a_use_is_noted_once_in_ten_minutes(phone: Phones):
    client = phone()
    await login(client)
    sql = "select xmin::text, last_seen_at, expires_at from session where person = $1 and not bearer"
    first = await db.fetchrow(sql, person_id("will"))
    await me(client)
    db.clock.shift = NOTED_EVERY - timedelta(seconds=30)
    await me(client)
    assert await db.fetchrow(sql, person_id("will")) == first
    db.clock.shift = NOTED_EVERY + timedelta(seconds=1)
    await me(client)
    later = await db.fetchrow(sql, person_id("will"))
    assert first is not None
    assert later is not None
    assert later["last_seen_at"] - first["last_seen_at"] >= NOTED_EVERY
    assert later["expires_at"] - later["last_seen_at"] == SESSION_LIFE


async def test_a_script_s_token_ends_thirty_days_after_its_login_however_much_it_is_used(phone: Phones):
    client = phone()
    token = (await login(client, bearer=True)).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    for days in (10, 20, 29):
        db.clock.shift = timedelta(days=days)
        assert await me(client, **headers) == 200
    db.clock.shift = SESSION_LIFE + timedelta(minutes=1)
    assert await me(client, **headers) == 401


async def test_a_session_that_was_to_live_longer_is_not_cut_short(phone: Phones):
    assert await me(phone(), **bearer("will")) == 200  # the cast's tokens live for ten years
    sql = "select expires_at > $2 from session where person = $1 and last_seen_at is not null"
    assert await db.fetchval(sql, person_id("will"), db.clock.now() + 2 * SESSION_LIFE)


async def test_logging_in_again_in_one_browser_opens_its_session_anew(phone: Phones):
    client = phone()
    await login(client)
    first = client.cookies["fieldloop"]
    before = await db.fetchval("select id from session where token_hash = $1", hashed(first))
    await login(client)
    assert (
        await db.fetchval("select id from session where token_hash = $1", hashed(client.cookies["fieldloop"])) == before
    )
    assert await me(phone(), Cookie=f"fieldloop={first}") == 401
    assert await me(client) == 200


async def test_another_person_s_login_in_one_browser_ends_the_first_one_s(phone: Phones):
    client = phone()
    await login(client)
    first = client.cookies["fieldloop"]
    await login(client, "carol")
    assert await me(phone(), Cookie=f"fieldloop={first}") == 401
    assert (await client.get("/me")).json()["person"]["login"] == "carol"


async def test_a_script_s_login_leaves_the_browser_s_alone(phone: Phones):
    client = phone()
    await login(client)
    await login(client, "carol", bearer=True)
    assert (await client.get("/me")).json()["person"]["login"] == "will"


@pytest.mark.parametrize("method", ["GET", "PATCH"])
async def test_work_kept_for_one_person_is_not_taken_from_another(phone: Phones, method: str):
    client = phone()
    await login(client)
    body = {"language": "en"} if method == "PATCH" else None

    async def asked(meant: str) -> tuple[int, str | None]:
        answer = await client.request(method, "/me", headers=OURS | {"X-Fieldloop-Person": meant}, json=body)
        return answer.status_code, answer.json().get("code")

    assert await asked(str(person_id("will"))) == (200, None)
    assert await asked(str(person_id("will")).upper()) == (200, None)
    for meant in (str(person_id("carol")), "nonsense", "", str(person_id("will")) + "0"):
        assert await asked(meant) == (401, "session.other")
    assert await db.fetchval("select language from person where login = 'will'") == ("en" if body else "zh-CN")


async def test_a_token_too_is_asked_whose_work_it_brings(phone: Phones):
    answer = await phone().get("/me", headers=bearer("will") | {"X-Fieldloop-Person": str(person_id("wanda"))})
    assert (answer.status_code, answer.json()["code"]) == (401, "session.other")


async def test_a_role_taken_away_is_gone_at_the_next_request(phone: Phones):
    client = phone()
    await login(client, "carol")
    assert (await client.get("/stats/board")).status_code == 200
    await db.execute("delete from role where person = $1", person_id("carol"))
    assert (await client.get("/stats/board")).json()["code"] == "role.not_allowed"


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "bearer  x y", "Basic d2lsbDp3aWxs", "will-token", "Bearer é"])
async def test_odd_authorization_headers_let_nobody_in(phone: Phones, header: str):
    answer = await phone().get("/me", headers=[(b"authorization", header.encode())])
    assert (answer.status_code, answer.json()["code"]) == (401, "auth.required")
