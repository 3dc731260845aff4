"""Photos over HTTP: in as they are, out as we made them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, Response, Router, get, put
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency, Provide
from litestar.exceptions import InternalServerException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import FromPath

from fieldloop.asks import Asker
from fieldloop.errors import Problem, problem
from fieldloop.evidence import actions, queries
from fieldloop.evidence.rules import CONTENT_TYPES, LARGEST_BYTES, SUFFIXES, Shape, Uploader, is_name
from fieldloop.people.access import bearer_of, provide_caller
from fieldloop.people.queries import device_by_key

AnyRequest = Request[Any, Any, Any]
_BYTES = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))


class PhotoReceipt(msgspec.Struct):
    """What we hold; width and height as the photo is seen, upright."""

    sha256: str
    size_bytes: int
    width: int
    height: int
    received_at: datetime


@dataclass
class PhotoUpload(Operation):
    """Tells OpenAPI of the raw body, which the handler reads by itself, piece by piece."""

    def __post_init__(self) -> None:
        """Add the body."""
        self.request_body = RequestBody(required=True, content=dict.fromkeys(CONTENT_TYPES.values(), _BYTES))


async def provide_uploader(request: AnyRequest) -> Uploader:
    """Find the person, or else the machine, that sends a photo; raises auth.required, auth.csrf."""
    try:
        return Uploader(person=(await provide_caller(request)).id)
    except Problem as refusal:
        device = await device_by_key(bearer_of(request)) if refusal.code == "auth.required" else None
        if device is None:
            raise
        return Uploader(device=device.id)


@put(
    "/photos/{sha256:str}",
    summary="Upload a photo",
    status_code=201,
    operation_class=PhotoUpload,
    # Our own count refuses sooner and by the catalogue's code; this is the net below it.
    request_max_body_size=2 * LARGEST_BYTES,
    responses={200: ResponseSpec(PhotoReceipt, description="It was here already")},
)
async def upload_photo(
    request: AnyRequest, sha256: FromPath[str], uploader: NamedDependency[Uploader]
) -> Response[PhotoReceipt]:
    """Take in the bytes whose SHA-256 is the name; 201 first, 200 ever after."""
    try:
        photo, new = await actions.receive(sha256, request.stream(), request.content_length, uploader)
    except InternalServerException as error:  # the phone lost its signal in the middle: no fault of ours
        raise problem("photo.hash_mismatch") from error
    receipt = PhotoReceipt(photo.sha256, photo.size_bytes, photo.width, photo.height, photo.received_at)
    return Response(receipt, status_code=201 if new else 200)


@get(
    "/photos/{sha256:str}/{shape:str}",
    summary="A photo: thumb, view or original",
    media_type="image/webp",
    response_headers=[ResponseHeader(name="ETag", documentation_only=True)],
)
async def show_photo(
    request: AnyRequest, caller: Asker, sha256: FromPath[str], shape: FromPath[Shape]
) -> Response[bytes]:
    """Return a picture that the caller may see; a foreign one and an unknown one are the same 404."""
    sight = await queries.may_see_photo(caller, sha256) if is_name(sha256) else None
    if sight is None or not sight.of(shape):
        raise problem("not.found")
    kind = sight.format if shape is Shape.ORIGINAL else "WEBP"
    headers = _headers(sha256, shape, SUFFIXES[kind])
    if _has_it(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(b"", status_code=304, headers=headers, media_type=CONTENT_TYPES[kind])
    data = await actions.shown(sha256, shape)
    return Response(data, headers=headers, media_type=CONTENT_TYPES[kind])


def _headers(sha256: str, shape: Shape, suffix: str) -> dict[str, str]:
    return {
        "ETag": f'"{sha256}-{shape}"',
        # The bytes under one name never change, but whose they are to see may: no shared cache keeps them.
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": f'inline; filename="{sha256[:16]}-{shape}.{suffix}"',
        # Even when somebody opens it by itself, nothing in it runs.
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "none",
    }


def _has_it(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags


router = Router(
    path="/",
    route_handlers=[upload_photo, show_photo],
    dependencies={"uploader": Provide(provide_uploader)},
    tags=["photos"],
)
