"""Serves the built PWA from memory: precompressed, hashed files for ever, everything else asked for anew each time."""

import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Any

from litestar import MediaType, Request, Response, Router, get, head
from litestar.params import FromPath
from msgspec import Struct

from fieldloop.errors import problem
from fieldloop.people.access import cookie_name
from fieldloop.settings import settings

_BOX = re.compile("/box/([a-z]+)/?")
FOLDER = Path(__file__).parent / "_web"
_SCRIPT = re.compile(r'<script type="module"[^>]* src="([^"]+)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]* href="([^"]+)"')
_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".svg": "image/svg+xml"}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:{images}; font-src 'self';"
    " connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; media-src 'self' blob:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app"
)
_MISSING = (
    "<!doctype html><meta charset=utf-8><title>Fieldloop</title><p>The web app is not built. 前端尚未构建。 "
    "Run <code>make run</code>, or <code>uv sync --reinstall-package fieldloop</code>.</p>"
)


class WebFile(Struct, frozen=True):
    """One built file in its three forms."""

    body: bytes
    br: bytes | None
    gz: bytes | None
    media_type: str
    etag: str
    immutable: bool


@cache
def files() -> dict[str, WebFile]:
    """Read every built file once; the key is the path in the URL."""
    found: dict[str, WebFile] = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix not in {".br", ".gz"}:
            found[path.relative_to(FOLDER).as_posix()] = _read(path)
    return found


def _read(path: Path) -> WebFile:
    body = path.read_bytes()
    beside = {ending: path.with_name(path.name + ending) for ending in (".br", ".gz")}
    packed = {ending: other.read_bytes() if other.is_file() else None for ending, other in beside.items()}
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    # Litestar adds it to text/* by itself.
    charset = "; charset=utf-8" if kind.endswith(("json", "xml")) else ""
    etag = hashlib.sha256(body).hexdigest()[:20]
    return WebFile(body, packed[".br"], packed[".gz"], kind + charset, etag, path.parent.name == "assets")


def respond(request: Request[Any, Any, Any], path: str) -> Response[bytes]:
    """Return the file at `path`; a page of the app (no dot in its last part) gets index.html."""
    name = path.strip("/")
    file = files().get(name or "index.html")
    if file is None and "." not in name.rsplit("/", 1)[-1] and not f"{name}/".startswith("api/"):
        file = files().get("index.html")
        if file is None:
            return Response(_MISSING.encode(), media_type=MediaType.HTML, status_code=503)
    if file is None:
        raise problem("not.found")
    return _send(request, file)


def _send(request: Request[Any, Any, Any], file: WebFile) -> Response[bytes]:
    body, encoding = _packed(file, request.headers.get("accept-encoding", ""))
    etag = f'"{file.etag}{"-" + encoding if encoding else ""}"'
    headers = {
        "ETag": etag,
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": _policy(),
        "Cache-Control": "public, max-age=31536000, immutable" if file.immutable else "no-cache",
    }
    if file.media_type == "text/html":
        headers |= _said_first(request, file.body)
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, headers=headers, media_type=file.media_type)


def _said_first(request: Request[Any, Any, Any], body: bytes) -> dict[str, str]:
    """Name what the page will ask for first: a slow phone needs a while until it has read that in the page itself.

    Whoever has no session would only be refused the data: the page is told so by the one header that a script can read
    of its own document, and asks nothing.
    """
    links = [f"<{script}>; rel=modulepreload" for script in _SCRIPT.findall(body.decode())]
    links += [f"<{style}>; rel=preload; as=style; crossorigin=anonymous" for style in _STYLE.findall(body.decode())]
    if not request.cookies.get(cookie_name()):
        return {"Server-Timing": "out", "Link": ", ".join(links)}
    calls = ["/api/v1/me"]
    if box := _BOX.fullmatch(request.url.path):
        calls.append(f"/api/v1/orders?box={box[1]}")
    links += [f"<{call}>; rel=preload; as=fetch; crossorigin=anonymous" for call in calls]
    return {"Link": ", ".join(links)}


def _policy() -> str:
    """Let pictures of the map in, from the one service that the operator chose."""
    tiles = settings().tiles
    return _CSP.format(images=f" {tiles.source}" if tiles else "")


def _packed(file: WebFile, accepted: str) -> tuple[bytes, str]:
    if file.br and "br" in accepted:
        return file.br, "br"
    if file.gz and "gzip" in accepted:
        return file.gz, "gzip"
    return file.body, ""


@get(["/", "/{path:path}"], include_in_schema=False, sync_to_thread=False)
def page(request: Request[Any, Any, Any], path: FromPath[str] = "") -> Response[bytes]:
    """Serve the app."""
    return respond(request, path)


@head(["/", "/{path:path}"], include_in_schema=False, sync_to_thread=False)
def page_head(request: Request[Any, Any, Any], path: FromPath[str] = "") -> Response[None]:
    """Answer HEAD like GET, without the body (Litestar answers 405 otherwise)."""
    found = respond(request, path)
    return Response(None, status_code=found.status_code, headers=dict(found.headers), media_type=found.media_type)


router = Router(path="/", route_handlers=[page, page_head])
