"""Photos over HTTP, on their way in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Request, Response, Router, head, patch, put
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency, Provide
from litestar.exceptions import InternalServerException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import FromPath, HeaderParameter

from fieldloop.errors import Problem, problem
from fieldloop.evidence import rules, uploads
from fieldloop.evidence.rules import CONTENT_TYPES, LARGEST_BYTES, Piece, Taken, Uploader
from fieldloop.people.access import bearer_of, provide_caller
from fieldloop.people.queries import device_by_key

AnyRequest = Request[Any, Any, Any]
# Our own count refuses sooner and by the catalogue's code; this is the net below it.
LARGEST_BODY = 2 * LARGEST_BYTES
_PROGRESS = [ResponseHeader(name=name, documentation_only=True) for name in ("Upload-Offset", "Upload-Complete")]
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

    TAKES: ClassVar = tuple(CONTENT_TYPES.values())

    def __post_init__(self) -> None:
        """Add the body."""
        self.request_body = RequestBody(required=True, content=dict.fromkeys(self.TAKES, _BYTES))


class PieceUpload(PhotoUpload):
    """The same, of a piece."""

    TAKES = (rules.PARTIAL,)


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
    request_max_body_size=LARGEST_BODY,
    responses={200: ResponseSpec(PhotoReceipt, description="It was here already")},
)
async def upload_photo(
    request: AnyRequest, sha256: FromPath[str], uploader: NamedDependency[Uploader]
) -> Response[PhotoReceipt | None]:
    """Take in the bytes whose SHA-256 is the name; 201 first, 200 ever after. What is cut off is kept: see HEAD."""
    return taken(await uploads.receive(sha256, Piece(None, True, request.content_length), body_of(request), uploader))


@head(
    "/photos/{sha256:str}",
    summary="How much of a photo is here",
    status_code=204,
    response_headers=[*_PROGRESS, ResponseHeader(name="Upload-Limit", documentation_only=True)],
)
async def photo_progress(sha256: FromPath[str], uploader: NamedDependency[Uploader]) -> Response[None]:
    """Tell from which byte to go on, by the IETF's draft of resumable uploads; what others sent does not count."""
    found = await uploads.here(sha256, uploader)
    headers = {"Upload-Limit": f"max-size={LARGEST_BYTES}", "Cache-Control": "no-store"}
    return Response(None, status_code=204, headers=headers | _progress(found.offset, complete=found.complete))


@patch(
    "/photos/{sha256:str}",
    summary="Go on with a photo",
    status_code=201,
    operation_class=PieceUpload,
    request_max_body_size=LARGEST_BODY,
    response_headers=_PROGRESS,
    responses={
        200: ResponseSpec(PhotoReceipt, description="It was here already"),
        204: ResponseSpec(None, description="The piece is here; more is to come"),
    },
)
async def go_on_with_photo(
    request: AnyRequest,
    sha256: FromPath[str],
    uploader: NamedDependency[Uploader],
    offset: Annotated[str | None, HeaderParameter(name="Upload-Offset", description="an integer")] = None,
    complete: Annotated[str | None, HeaderParameter(name="Upload-Complete", description="?0, or ?1 at the end")] = None,
) -> Response[PhotoReceipt | None]:
    """Take in a piece from the byte that HEAD tells; 409 photo.offset says where to go on instead."""
    start, last = rules.read_offset(offset), rules.read_complete(complete)
    wrong = rules.unfit(start, last, request.content_type[0])
    if start is None or last is None or wrong:
        raise problem("input.invalid", errors=[{"field": name, "message": should} for name, should in wrong.items()])
    return taken(await uploads.receive(sha256, Piece(start, last, request.content_length), body_of(request), uploader))


async def body_of(request: AnyRequest) -> AsyncIterator[bytes]:
    """Give the body as it comes; raises photo.cut_off, when a phone lost its signal in the middle."""
    size_bytes = 0
    try:
        async for chunk in request.stream():
            size_bytes += len(chunk)
            yield chunk
    except InternalServerException as error:
        raise problem("photo.cut_off") from error
    # Not every server tells an end that comes too early from the right one.
    if size_bytes < (request.content_length or 0):
        raise problem("photo.cut_off")


def taken(found: Taken) -> Response[PhotoReceipt | None]:
    """Answer an upload."""
    headers = _progress(found.offset, complete=found.photo is not None)
    if (photo := found.photo) is None:
        return Response(None, status_code=204, headers=headers)
    receipt = PhotoReceipt(photo.sha256, photo.size_bytes, photo.width, photo.height, photo.received_at)
    return Response(receipt, status_code=201 if found.new else 200, headers=headers)


def _progress(offset: int, *, complete: bool) -> dict[str, str]:
    return {"Upload-Offset": str(offset), "Upload-Complete": "?1" if complete else "?0"}


router = Router(
    path="/",
    route_handlers=[upload_photo, photo_progress, go_on_with_photo],
    dependencies={"uploader": Provide(provide_uploader)},
    tags=["photos"],
)
