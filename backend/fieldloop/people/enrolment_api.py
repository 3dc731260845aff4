"""Let a phone in by a code that it scans: nothing to type, and no password on the street."""

import io
import uuid
from datetime import datetime

import msgspec
import segno
from litestar import Response, Router, post
from litestar.params import FromPath, JSONBody

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.limits import limit
from fieldloop.people import enrolment
from fieldloop.people.access import AnyRequest, client_address, refuse_foreign_login, session_cookie
from fieldloop.people.api import LoggedIn, browser_of, person_view
from fieldloop.settings import settings
from fieldloop.shapes import Command

_LONGEST_ORIGIN = 300  # a name of 253 characters with its port; a QR code has room for some two thousand


class NewEnrolment(Command):
    """Whose phone is to be let in."""

    person: uuid.UUID


class Enrolment(msgspec.Struct):
    """A code that is good once: as it is, as an address for a phone's own camera, and as a picture of that address."""

    code: str
    url: str
    expires_at: datetime
    qr: str


@post("/enrolments", summary="A code that lets a person's phone in")
async def invite(request: AnyRequest, caller: Asker, data: JSONBody[NewEnrolment]) -> Enrolment:
    """Make a code, good once and for ten minutes; one made before for the same person is void."""
    await limit(f"enrolment:{caller.id}", times=60, seconds=60)
    origin = origin_of(request)
    if len(origin) > _LONGEST_ORIGIN:  # no host's; refused before the older code is void
        raise problem("input.invalid", errors=[{"field": "Host", "message": f"at most {_LONGEST_ORIGIN} characters"}])
    code, expires_at = await enrolment.invite(caller, data.person)
    # After the sign #: what stands there is never sent, so that no log on the way holds it.
    url = f"{origin}/enrol#{code}"
    return Enrolment(code, url, expires_at, qr_of(url))


@post("/enrolments/{code:str}", status_code=200, summary="Let this phone in by a code")
async def redeem(request: AnyRequest, code: FromPath[str]) -> Response[LoggedIn]:
    """Open a session with its cookie, as a login does; wrong, used and expired codes are all the same 404."""
    refuse_foreign_login(request)
    await limit(f"enrol:{client_address(request)}", times=60, seconds=60)
    person, token = await enrolment.redeem(code, browser_of(request))
    return Response(LoggedIn(await person_view(person)), cookies=[session_cookie(token)])


def origin_of(request: AnyRequest) -> str:
    """Return the address that phones know this product by; a proxy in front may speak https where we hear http."""
    chosen = settings().public_url
    if chosen:
        return chosen
    host, told = request.headers.get("host", ""), request.headers.get("origin", "")
    return told if told in {f"http://{host}", f"https://{host}"} else f"{request.scope['scheme']}://{host}"


def qr_of(url: str) -> str:
    """Return a QR code as SVG that fills whatever room it is given, dark on light with its quiet zone."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, nl=False, omitsize=True, border=4, dark="#000", light="#fff"
    )
    return out.getvalue().decode()


router = Router(path="/", route_handlers=[invite, redeem], tags=["people"])
