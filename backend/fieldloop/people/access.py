"""Who a request comes from: the cookie or token of a person, the key of a machine."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.di import Provide

from fieldloop.errors import problem
from fieldloop.people import actions, queries
from fieldloop.people.rules import Caller, Device
from fieldloop.settings import settings

AnyRequest = Request[Any, Any, Any]

# Longer than any session: that one slides while it is used, and a cookie that ended first would put out who is at work.
# Browsers keep no cookie longer than this.
_COOKIE_S = 400 * 86_400


def cookie_name() -> str:
    """Return the session cookie's name; `__Host-` where https lets it bind to this host alone."""
    return "__Host-fieldloop" if settings().secure_cookies else "fieldloop"


async def provide_caller(request: AnyRequest) -> Caller:
    """Find the person of a request by bearer token or cookie; raises a problem of `auth` or `session`."""
    token = bearer_of(request) or cookie_of(request)
    is_bearer = bool(bearer_of(request))
    found = await queries.caller_by_token(token, bearer=is_bearer) if token else None
    if found is None:
        raise problem("session.revoked" if token and await queries.was_revoked(token) else "auth.required")
    if not is_bearer and request.method not in {"GET", "HEAD"}:
        _refuse_foreign_page(request)
    _refuse_another_s(request, found)
    await actions.note_use(found)
    return found


async def provide_device(request: AnyRequest) -> Device:
    """Find the machine of a request by its key; raises auth.required."""
    found = await queries.device_by_key(bearer_of(request))
    if found is None:
        raise problem("auth.required")
    return found


def cookie_of(request: AnyRequest) -> str:
    """Return the token of the session cookie, or an empty string."""
    return request.cookies.get(cookie_name(), "")


def session_cookie(token: str) -> Cookie:
    """Return the cookie that carries a session's token; an empty one takes it away."""
    return Cookie(
        key=cookie_name(),
        value=token,
        max_age=_COOKIE_S if token else 0,
        httponly=True,
        samesite="lax",
        path="/",
        secure=settings().secure_cookies,
    )


def bearer_of(request: AnyRequest) -> str:
    """Return the token of an Authorization header, or an empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _refuse_foreign_page(request: AnyRequest) -> None:
    # Another site can make the browser send our cookie, but not this header: that would need a CORS preflight.
    if request.headers.get("x-fieldloop") != "1" or _from_another_site(request):
        raise problem("auth.csrf")


def _refuse_another_s(request: AnyRequest, caller: Caller) -> None:
    # A phone says whose work it sends: what one person kept must not arrive as the work of who logged in since.
    meant = request.headers.get("x-fieldloop-person")
    if meant is not None and meant.strip().lower() != str(caller.id):
        raise problem("session.other")


def refuse_foreign_login(request: AnyRequest) -> None:
    """Refuse a login that another site's page made the browser send; raises auth.csrf.

    It could log somebody in as its own person, and read what is reported there. A form can send neither
    application/json nor our header.
    """
    content_type = request.headers.get("content-type", "")
    own = content_type.startswith("application/json") or request.headers.get("x-fieldloop") == "1"
    if not own or _from_another_site(request):
        raise problem("auth.csrf")


def _from_another_site(request: AnyRequest) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def client_address(request: AnyRequest) -> str:
    """Return the address a request came from; proxy headers are not believed."""
    return request.client.host if request.client else "unknown"


dependencies = {"caller": Provide(provide_caller), "device": Provide(provide_device)}
