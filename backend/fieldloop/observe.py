"""What is seen of every request: guarding headers, one log line, figures. Never a body, never a secret."""

import time
from typing import Any

import structlog
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Counter, Histogram

from fieldloop.ids import new_id
from fieldloop.settings import settings

REQUESTS = Counter("fieldloop_requests_total", "Answers by route and status", ["method", "route", "status"])
SECONDS = Histogram("fieldloop_request_seconds", "Time to the answer's first byte", ["method", "route"])

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
    b"x-frame-options": b"DENY",
}
_API_CSP = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
# The one page of ours that is not the app: Swagger UI sets styles inline.
_READER_CSP = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    b" connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HSTS = b"max-age=63072000; includeSubDomains"

# Asked every few seconds by those who watch; counted, but not a line each.
_UNSPOKEN = {"/health/live", "/health/ready", "/metrics"}

_log = structlog.get_logger("request")


def observed(app: ASGIApp) -> ASGIApp:
    """Wrap an application so that each of its HTTP answers is guarded, logged and counted."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = new_id().hex
        scope.setdefault("state", {})["request_id"] = request_id

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                _guard(message, request_id, reader=scope["path"].rstrip("/") == "/schema")
                _count(scope, message["status"], time.perf_counter() - started, request_id)
            await send(message)

        await app(scope, receive, note)

    return serve


def _guard(message: Any, request_id: str, *, reader: bool) -> None:
    present = {name.lower() for name, _ in message["headers"]}
    wanted = dict(_HEADERS)
    wanted[b"content-security-policy"] = _READER_CSP if reader else _API_CSP
    wanted[b"cache-control"] = b"no-store"
    wanted[b"x-request-id"] = request_id.encode()
    if settings().secure_cookies:
        wanted[b"strict-transport-security"] = _HSTS
    message["headers"] = [*message["headers"], *((k, v) for k, v in wanted.items() if k not in present)]


def _count(scope: Any, status: int, seconds: float, request_id: str) -> None:
    # The route's template, not the path: ids in a label would make a series each, and a path may hold a token.
    route = scope.get("path_template") or "(none)"
    method = scope["method"] if scope["method"] in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)
    if route in _UNSPOKEN and status < 500:
        return
    level = _log.warning if status >= 500 else _log.info
    level("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), request_id=request_id)
