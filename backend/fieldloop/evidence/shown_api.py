"""Photos over HTTP, on their way out: as we made them."""

import uuid
from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, QueryParameter

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.evidence import actions, looks, queries
from fieldloop.evidence.rules import CONTENT_TYPES, SUFFIXES, Shape, Sight, is_name
from fieldloop.evidence.stamp import mark
from fieldloop.evidence.stamped import stamped
from fieldloop.people.rules import Caller

AnyRequest = Request[Any, Any, Any]
# A week: what is covered or removed must go from phones too. The stamp follows an order to another unit.
_KEPT = "private, max-age=604800, immutable"
_KEPT_STAMPED = "private, max-age=3600, stale-while-revalidate=604800"


@get(
    "/photos/{sha256:str}/{shape:str}",
    summary="A photo: thumb, view or original",
    media_type="image/webp",
    response_headers=[ResponseHeader(name="ETag", documentation_only=True)],
)
async def show_photo(
    request: AnyRequest,
    caller: Asker,
    sha256: FromPath[str],
    shape: FromPath[Shape],
    order: Annotated[uuid.UUID | None, QueryParameter(description="of a view: stamped as this order shows it")] = None,
    why: Annotated[str | None, QueryParameter(max_length=300, description="of an original that is covered")] = None,
) -> Response[bytes]:
    """Return a picture that the caller may see; a foreign one and an unknown one are the same 404."""
    sight = await queries.may_see_photo(caller, sha256) if is_name(sha256) else None
    if sight is None or not sight.of(shape):
        raise problem("not.found")
    if sight.removed:
        raise problem("photo.removed")
    if shape is Shape.VIEW and order:
        return await _stamped(request, caller, sha256, order, sight)
    kept = _KEPT
    if shape is Shape.ORIGINAL and sight.redactions:
        await looks.look(caller, sha256, why or "")
        kept = "no-store"
    version = f"-{sight.redactions}" if sight.redactions and shape is not Shape.ORIGINAL else ""
    kind = sight.format if shape is Shape.ORIGINAL else "WEBP"
    headers = _headers(f"{sha256}-{shape}{version}", f"{sha256[:16]}-{shape}.{SUFFIXES[kind]}", kept)
    if _has_it(request, headers):
        return Response(b"", status_code=304, headers=headers, media_type=CONTENT_TYPES[kind])
    data = await actions.shown(sha256, shape, sight.redactions)
    return Response(data, headers=headers, media_type=CONTENT_TYPES[kind])


async def _stamped(request: AnyRequest, caller: Caller, sha256: str, order: uuid.UUID, sight: Sight) -> Response[bytes]:
    found = await queries.stamp_of(caller, sha256, order)
    if found is None:
        raise problem("not.found")
    wanted, stamp = found
    name = f"{order.hex}-{mark(stamp.lines())}" if wanted else "plain"
    headers = _headers(f"{sha256}-view-{sight.redactions}-{name}", f"{stamp.order_no}-{sha256[:8]}.webp", _KEPT_STAMPED)
    if _has_it(request, headers):
        return Response(b"", status_code=304, headers=headers, media_type="image/webp")
    if wanted:
        data = await stamped(sha256, order, stamp, sight.redactions)
    else:
        data = await actions.shown(sha256, Shape.VIEW, sight.redactions)
    return Response(data, headers=headers, media_type="image/webp")


def _headers(etag: str, file: str, kept: str) -> dict[str, str]:
    return {
        "ETag": f'"{etag}"',
        # Whose they are to see may change: no shared cache keeps them.
        "Cache-Control": kept,
        "Content-Disposition": f'inline; filename="{file}"',
        # Even when somebody opens it by itself, nothing in it runs.
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "none",
    }


def _has_it(request: AnyRequest, headers: dict[str, str]) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return headers["ETag"] in tags or "*" in tags


router = Router(path="/", route_handlers=[show_photo], tags=["photos"])
