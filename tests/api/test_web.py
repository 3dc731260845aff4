"""The built app as a browser fetches it: from memory, packed, hashed files for ever, one page for every screen."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from fieldloop import web

HOST = "http://fieldloop.test"
PAGE = (
    '<!doctype html><title>app</title><script type="module" crossorigin src="/assets/main-1a2b.js"></script>'
    '<link rel="stylesheet" crossorigin href="/assets/style-3c4d.css">'
)
SCRIPT = "console.log('我是应用')"


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a small app of the test's own."""
    files = {
        "index.html": PAGE,
        "manifest.webmanifest": '{"name": "Fieldloop"}',
        "sw.js": "self.skipWaiting",
        "assets/main-1a2b.js": SCRIPT,
        "assets/main-1a2b.js.br": "packed by brotli",
        "assets/main-1a2b.js.gz": "packed by gzip",
        "icons/icon.svg": "<svg/>",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(web, "FOLDER", tmp_path)
    web.files.cache_clear()
    yield tmp_path
    web.files.cache_clear()


async def get(client: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    return await client.get(HOST + path, headers={"Accept-Encoding": "identity"} | headers)


async def raw(client: httpx.AsyncClient, path: str, accepted: str) -> tuple[httpx.Headers, bytes]:
    """Return an answer as it went over the line: these bytes only claim to be packed."""
    request = client.build_request("GET", HOST + path, headers={"Accept-Encoding": accepted})
    answer = await client.send(request, stream=True)
    body = b"".join([part async for part in answer.aiter_raw()])
    return answer.headers, body


@pytest.mark.parametrize("path", ["/", "/orders", "/orders/01900000-0000-7000-8000-000000000001", "/login", "/a/b/c"])
async def test_every_screen_is_the_one_page(client: httpx.AsyncClient, path: str):
    answer = await get(client, path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_a_page_says_at_once_that_nobody_is_logged_in_and_else_what_it_will_ask_for(client: httpx.AsyncClient):
    out = await get(client, "/box/mine")
    assert out.headers["server-timing"] == "out"
    assert "/api/" not in out.headers["link"]
    known = await get(client, "/box/mine", cookie="fieldloop=somebody")
    assert "server-timing" not in known.headers
    assert "</api/v1/me>; rel=preload" in known.headers["link"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/main-1a2b.js", "text/javascript; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/icons/icon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
async def test_each_file_says_what_it_is(client: httpx.AsyncClient, path: str, kind: str):
    answer = await get(client, path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize(
    "path", ["/missing.js", "/assets/old-9f.css", "/favicon.ico", "/icons/none.png", "/api", "/api/nope"]
)
async def test_a_file_or_a_call_that_is_none_is_not_the_page(client: httpx.AsyncClient, path: str):
    answer = await get(client, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not.found")


@pytest.mark.parametrize(
    "path",
    [
        "/../settings.py",
        "/%2e%2e/settings.py",
        "/assets/..%2f..%2fapp.py",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/a%00.js",
    ],
)
async def test_nothing_outside_the_folder_is_served(client: httpx.AsyncClient, path: str):
    answer = await get(client, path)
    assert answer.status_code == 404 or answer.text == PAGE


async def test_hashed_files_are_kept_for_ever_and_others_are_asked_for_anew(client: httpx.AsyncClient):
    hashed, worker = await get(client, "/assets/main-1a2b.js"), await get(client, "/sw.js")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert worker.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", b"packed by brotli"),
        ("gzip, deflate", "gzip", b"packed by gzip"),
        ("identity", None, SCRIPT.encode()),
        ("", None, SCRIPT.encode()),
    ],
)
async def test_it_is_packed_as_the_browser_can_unpack_it(
    client: httpx.AsyncClient, accepted: str, encoding: str | None, body: bytes
):
    headers, sent = await raw(client, "/assets/main-1a2b.js", accepted)
    assert (headers.get("content-encoding"), sent) == (encoding, body)
    assert headers["vary"] == "Accept-Encoding"


async def test_a_file_without_a_packed_form_comes_plain(client: httpx.AsyncClient):
    headers, body = await raw(client, "/sw.js", "br, gzip")
    assert "content-encoding" not in headers
    assert body == b"self.skipWaiting"


async def test_packed_forms_have_etags_of_their_own(client: httpx.AsyncClient):
    tags = {(await raw(client, "/assets/main-1a2b.js", accepted))[0]["etag"] for accepted in ("br", "gzip", "identity")}
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/", "/orders", "/sw.js", "/assets/main-1a2b.js"])
async def test_a_browser_that_has_it_is_not_sent_it_again(client: httpx.AsyncClient, path: str):
    etag = (await get(client, path)).headers["etag"]
    again = await get(client, path, **{"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert "content-security-policy" in again.headers
    assert (await get(client, path, **{"If-None-Match": '"other"'})).status_code == 200


async def test_whoever_has_a_session_is_sent_what_the_page_asks_first_beside_its_scripts(client: httpx.AsyncClient):
    cookie = {"Cookie": "fieldloop=whatever"}
    app = (await get(client, "/box/mine")).headers["link"]
    script, style = "</assets/main-1a2b.js>; rel=modulepreload", "</assets/style-3c4d.css>; rel=preload; as=style"
    assert app == f"{script}, {style}; crossorigin=anonymous"
    assert "link" not in (await get(client, "/assets/main-1a2b.js", **cookie)).headers
    start = (await get(client, "/", **cookie)).headers["link"]
    assert start == f"{app}, </api/v1/me>; rel=preload; as=fetch; crossorigin=anonymous"
    box = (await get(client, "/box/mine", **cookie)).headers["link"]
    assert box.startswith(start)
    assert "</api/v1/orders?box=mine>" in box


async def test_head_is_like_get_without_the_body(client: httpx.AsyncClient):
    for path in ("/", "/orders", "/assets/main-1a2b.js"):
        whole = await get(client, path)
        bare = await client.head(HOST + path, headers={"Accept-Encoding": "identity"})
        assert (bare.status_code, bare.content) == (200, b"")
        assert [bare.headers[name] for name in ("etag", "content-type", "cache-control")] == [
            whole.headers[name] for name in ("etag", "content-type", "cache-control")
        ]
    assert (await client.head(HOST + "/missing.js")).status_code == 404


async def test_without_a_build_it_says_what_to_do(
    client: httpx.AsyncClient, built: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(web, "FOLDER", built / "none")
    web.files.cache_clear()
    for path in ("/", "/orders"):
        answer = await get(client, path)
        assert answer.status_code == 503
        assert "make run" in answer.text
    assert (await get(client, "/api/v1/demo")).status_code == 200


async def test_the_page_is_not_posted_to(client: httpx.AsyncClient):
    answer = await client.post(HOST + "/orders")
    assert (answer.status_code, answer.json()["code"]) == (405, "method.not_allowed")
