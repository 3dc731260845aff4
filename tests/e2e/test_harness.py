"""The harness proves itself: a real encrypted push reaches a page that knows nothing of the product."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from playwright.sync_api import Page, Playwright
from webpush import WebPush, WebPushSubscription  # pyright: ignore[reportMissingTypeStubs]
from webpush.vapid import VAPID  # pyright: ignore[reportMissingTypeStubs]

from .browser import launch_with_push
from .gcm import MiniGcm
from .notifications import Desktop

_PAGE = """<!doctype html><title>harness</title>
<script>
  const key = new URLSearchParams(location.search).get('key');
  window.subscribing = navigator.serviceWorker.register('/sw.js')
    .then(() => navigator.serviceWorker.ready)
    .then((it) => it.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
</script>"""
_WORKER = """
addEventListener('push', (event) => {
  const { title, body, url } = event.data.json();
  const actions = [{ action: 'accept', title: '接单' }];
  event.waitUntil(registration.showNotification(title, { body, data: url, actions }));
});
addEventListener('notificationclick', (event) => {
  event.waitUntil(clients.openWindow(event.notification.data + '?by=' + event.action));
});"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        script = self.path == "/sw.js"
        body = (_WORKER if script else _PAGE).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the test speaks."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Sender:
    """An application server with its own key; webpush encrypts, but its signature forgets the port of the audience."""

    def __init__(self) -> None:
        self._private, self._public, self.key = VAPID.generate_keys()

    def send(self, subscription: dict[str, Any], message: dict[str, str]) -> int:
        endpoint: str = subscription["endpoint"]
        origin = endpoint[: endpoint.index("/push/")]
        claims = {"aud": origin, "exp": int(time.time()) + 600, "sub": "mailto:ops@example.org"}
        token = jwt.encode(claims, self._private, algorithm="ES256")
        push = WebPush(self._private, self._public, subscriber="ops@example.org")
        body = push.get(json.dumps(message), WebPushSubscription.model_validate(subscription)).encrypted
        headers = {"TTL": "60", "Content-Encoding": "aes128gcm", "Authorization": f"vapid t={token}, k={self.key}"}
        return httpx.post(endpoint, content=body, headers=headers, trust_env=False).status_code


def _subscribe(page: Page, site: str, key: str) -> dict[str, Any]:
    page.goto(f"{site}/?key={key}")
    return page.evaluate("window.subscribing.then((it) => it.toJSON())")


def test_an_encrypted_push_is_shown_and_its_tap_opens_the_page(
    playwright: Playwright, gcm: MiniGcm, tmp_path: Path, site: str
) -> None:
    message = {"title": "袋装垃圾", "body": "737弄垃圾房外", "url": "/orders/7"}
    sender, stranger = _Sender(), _Sender()
    with Desktop() as desktop, launch_with_push(playwright, tmp_path / "profile", gcm, desktop) as phone:
        page = phone.pages[0]
        subscription = _subscribe(page, site, sender.key)
        assert stranger.send(subscription, message) == 403
        assert sender.send(subscription, message) == 201
        shown = desktop.wait_for("袋装垃圾")
        assert "737弄垃圾房外" in shown.body
        assert "接单" in shown.actions.values()
        with phone.expect_page() as opened:
            desktop.click(shown)
        opened.value.wait_for_url("**/orders/7?by=")
        page.evaluate("window.subscribing.then((it) => it.unsubscribe())")
        assert sender.send(subscription, message) == 410
