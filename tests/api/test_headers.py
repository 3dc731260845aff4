"""The headers that guard every answer, whoever gave it."""

from pathlib import Path

import httpx
import pytest

from fieldloop import web
from fieldloop.settings import settings
from tests.cast import bearer

HOST = "http://fieldloop.test"
PATHS = [
    "/",
    "/orders/some-page",
    "/missing.js",
    "/api/v1/me",
    "/api/v1/nope",
    "/api/nope",
    "/health/live",
    "/metrics",
    "/schema",
    "/schema/openapi.json",
]


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Serve a small app of the test's own, so that nothing depends on a build."""
    (tmp_path / "index.html").write_text("<!doctype html><title>app</title>")
    monkeypatch.setattr(web, "FOLDER", tmp_path)
    web.files.cache_clear()
    yield
    web.files.cache_clear()


def policy(answer: httpx.Response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_is_guarded(client: httpx.AsyncClient, path: str):
    answer = await client.get(HOST + path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    allowed = set(answer.headers["permissions-policy"].split(", "))
    # A report is photographed, placed and, where the browser can, spoken; by the app itself and nobody it might frame.
    assert {"camera=(self)", "geolocation=(self)", "microphone=(self)", "payment=()"} <= allowed
    assert policy(answer)["frame-ancestors"] == "'none'"
    assert policy(answer)["default-src"] == "'none'"
    assert len(answer.headers["x-request-id"]) == 32
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/nope", "/api/v1/orders", "/api/v1/demo"])
async def test_nobody_on_the_way_keeps_an_answer_of_the_api(client: httpx.AsyncClient, path: str):
    for headers in ({}, bearer("will")):
        answer = await client.get(HOST + path, headers=headers)
        assert answer.headers["cache-control"] == "no-store"
        assert "sandbox" in policy(answer)


async def test_the_app_runs_its_own_scripts_and_trusts_no_text_as_one(client: httpx.AsyncClient):
    found = policy(await client.get(HOST + "/"))
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self'"
    assert found["require-trusted-types-for"] == "'script'"
    assert (found["base-uri"], found["frame-ancestors"]) == ("'none'", "'none'")
    assert "unsafe" not in str(found)


async def test_another_origin_s_preflight_gets_no_permission(client: httpx.AsyncClient):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = await client.options("/reports", headers=headers | {"Access-Control-Request-Headers": "x-fieldloop"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_two_answers_have_two_numbers_and_ours_is_not_the_caller_s_to_choose(client: httpx.AsyncClient):
    answers = [await client.get("/demo", headers={"X-Request-Id": "mine"}) for _ in range(2)]
    numbers = {answer.headers["x-request-id"] for answer in answers}
    assert len(numbers) == 2
    assert "mine" not in numbers


async def test_https_is_asked_for_only_where_it_is_used(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    assert "strict-transport-security" not in (await client.get("/demo")).headers
    monkeypatch.setenv("FIELDLOOP_PUBLIC_URL", "https://city.example")
    settings.cache_clear()
    try:
        assert "max-age=63072000" in (await client.get("/demo")).headers["strict-transport-security"]
    finally:
        monkeypatch.undo()
        settings.cache_clear()


async def test_a_fault_is_guarded_as_well(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fieldloop.places.queries.areas_around", broken)
    answer = await client.get("/areas", headers=bearer("will"))
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
