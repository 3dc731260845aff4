"""Owners of sites over HTTP: no login, the link is all. Wrong and old links are the same 404."""

import uuid
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.evidence import actions as photos
from fieldloop.evidence import uploads
from fieldloop.evidence.api import LARGEST_BODY, PhotoReceipt, PhotoUpload, body_of, taken
from fieldloop.evidence.rules import Piece, Shape, Uploader
from fieldloop.limits import limit
from fieldloop.orders import owner_answers, owner_queries
from fieldloop.orders.owner_answers import OwnerAnswer, OwnerHeard
from fieldloop.orders.owner_queries import Ask, OwnerAsked
from fieldloop.people.access import client_address
from fieldloop.people.enrolment_api import origin_of, qr_of

AnyRequest = Request[Any, Any, Any]
_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class OwnerLinkView(msgspec.Struct):
    """A link to hand over, as an address and as a picture of it; good until the owner answers or the time is over."""

    url: str
    until: datetime
    qr: str


@post("/orders/{order_id:uuid}/owner-link", summary="A link for the owner of an order's site")
async def make_owner_link(request: AnyRequest, caller: Asker, order_id: FromPath[uuid.UUID]) -> OwnerLinkView:
    """Make a link while the owner is asked, for coordinators and managers; earlier ones stay good beside it."""
    await limit(f"owner_link:{caller.id}", times=60, seconds=60)
    token, until = await owner_answers.link(order_id, caller)
    url = owner_answers.address(origin_of(request), token)
    return OwnerLinkView(url, until, qr_of(url))


@get("/owner/{token:str}", summary="What the owner of a site is asked")
async def owner_asked(request: AnyRequest, token: FromPath[str]) -> Response[OwnerAsked]:
    """Return what is asked, where and until when; no person and no unit is named."""
    ask = await _open(request, token)
    return Response(await owner_queries.asked(ask.order_id, ask.until), headers=_PRIVATE)


@get("/owner/{token:str}/photo", summary="The photo an owner is asked about", media_type="image/webp")
async def owner_photo(request: AnyRequest, token: FromPath[str]) -> Response[bytes]:
    """Return the view of the one photo: made by us, without metadata, with what is covered covered."""
    ask = await _open(request, token)
    found = await owner_queries.picture(ask.order_id)
    if found is None:
        raise problem("not.found")
    data = await photos.shown(found.sha256, Shape.VIEW, found.redactions)
    headers = _PRIVATE | {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, headers=headers, media_type="image/webp")


@put(
    "/owner/{token:str}/photos/{sha256:str}",
    summary="Upload an owner's photo",
    status_code=201,
    operation_class=PhotoUpload,
    request_max_body_size=LARGEST_BODY,
)
async def upload_owner_photo(
    request: AnyRequest, token: FromPath[str], sha256: FromPath[str]
) -> Response[PhotoReceipt | None]:
    """Take in the bytes whose SHA-256 is the name, as any photo: hostile pictures are refused, and a retry is safe."""
    ask = await _open(request, token)
    piece = Piece(None, True, request.content_length)
    return taken(await uploads.receive(sha256, piece, body_of(request), Uploader(ask=ask.id)))


@post("/owner/{token:str}/answers", summary="An owner's answer", status_code=200)
async def owner_answer(request: AnyRequest, token: FromPath[str], data: JSONBody[OwnerAnswer]) -> OwnerHeard:
    """Done, with a photo: into review. Not theirs: somebody is sent at once. Counts once, however often it is sent."""
    await _count(request, await owner_queries.by_token(token))
    return await owner_answers.answer(token, data)


async def _open(request: AnyRequest, token: str) -> Ask:
    ask = await owner_queries.open_ask(token)
    await _count(request, ask)
    if ask is None:
        raise problem("owner.unknown")
    return ask


async def _count(request: AnyRequest, ask: Ask | None) -> None:
    # By address only who guesses: behind one proxy, or one phone network, there are many owners.
    await limit(f"owner:{ask.id if ask else client_address(request)}", times=60, seconds=60)


router = Router(
    path="/",
    route_handlers=[make_owner_link, owner_asked, owner_photo, upload_owner_photo, owner_answer],
    tags=["owners"],
)
