"""Who a request comes from: the cookie or token of a person, the key of a machine."""

from typing import Any

from litestar import Request
from litestar.di import Provide

from fieldloop.errors import problem
from fieldloop.people import queries
from fieldloop.people.rules import Caller, Device
from fieldloop.settings import settings

AnyRequest = Request[Any, Any, Any]


def cookie_name() -> str:
    """Return the session cookie's name; `__Host-` where https lets it bind to this host alone."""
    return "__Host-fieldloop" if settings().secure_cookies else "fieldloop"


async def provide_caller(request: AnyRequest) -> Caller:
    """Find the person of a request by bearer token or cookie; raises auth.required, auth.csrf."""
    token = bearer_of(request)
    if token:
        found = await queries.caller_by_token(token, bearer=True)
    else:
        token = request.cookies.get(cookie_name(), "")
        found = await queries.caller_by_token(token, bearer=False) if token else None
        if found and request.method not in {"GET", "HEAD"}:
            _refuse_foreign_page(request)
    if found is None:
        raise problem("auth.required")
    return found


async def provide_device(request: AnyRequest) -> Device:
    """Find the machine of a request by its key; raises auth.required."""
    found = await queries.device_by_key(bearer_of(request))
    if found is None:
        raise problem("auth.required")
    return found


def bearer_of(request: AnyRequest) -> str:
    """Return the token of an Authorization header, or an empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _refuse_foreign_page(request: AnyRequest) -> None:
    # Another site can make the browser send our cookie, but not this header: that would need a CORS preflight.
    if request.headers.get("x-fieldloop") != "1" or _from_another_site(request):
        raise problem("auth.csrf")


def refuse_foreign_login(request: AnyRequest) -> None:
    """Refuse a login that another site's page made the browser send; raises auth.csrf.

    It could log somebody in as its own person, and read what is reported there. A form cannot send application/json.
    """
    own = request.headers.get("content-type", "").startswith("application/json")
    if not own or _from_another_site(request):
        raise problem("auth.csrf")


def _from_another_site(request: AnyRequest) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def client_address(request: AnyRequest) -> str:
    """Return the address a request came from; proxy headers are not believed."""
    return request.client.host if request.client else "unknown"


dependencies = {"caller": Provide(provide_caller), "device": Provide(provide_device)}
