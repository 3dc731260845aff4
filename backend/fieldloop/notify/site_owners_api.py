"""Owners of sites over HTTP."""

from typing import Annotated

from litestar import Response, Router, delete, get, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from fieldloop.asks import Asker
from fieldloop.limits import limit
from fieldloop.notify import site_owners
from fieldloop.notify.site_owners import Language, SiteOwnerView
from fieldloop.shapes import Command


class SiteOwnerPut(Command, kw_only=True):
    """Who owns the site; `url` as docs/telling.md writes addresses, null when there is none."""

    name: Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]
    language: Language = "zh-CN"
    url: Annotated[str, Meta(max_length=1000)] | None = None


@get("/sites/{code:str}/owner", summary="Who owns a site")
async def site_owner(caller: Asker, code: FromPath[str]) -> SiteOwnerView:
    """Return the owner, for managers and administrators; the address itself is never told again."""
    return await site_owners.owner(caller, code)


@put("/sites/{code:str}/owner", summary="Set who owns a site")
async def put_site_owner(caller: Asker, code: FromPath[str], data: JSONBody[SiteOwnerPut]) -> SiteOwnerView:
    """Set the owner; orders of elements that ask the owner first wait for them from now on."""
    await limit(f"site_owner:{caller.id}", times=60, seconds=60)
    await site_owners.put(caller, code, data.name, data.language, data.url)
    return await site_owners.owner(caller, code)


@delete("/sites/{code:str}/owner", summary="Forget who owns a site", status_code=204)
async def forget_site_owner(caller: Asker, code: FromPath[str]) -> Response[None]:
    """Forget the owner; who is being asked just now still may answer."""
    await site_owners.forget(caller, code)
    return Response(None, status_code=204)


router = Router(path="/", route_handlers=[site_owner, put_site_owner, forget_site_owner], tags=["owners"])
