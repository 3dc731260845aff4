"""Sessions, the caller's own profile, and who a request comes from."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.params import FromQuery, JSONBody
from msgspec import UNSET, Meta, UnsetType

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.limits import limit
from fieldloop.people import actions, queries
from fieldloop.people.access import (
    AnyRequest,
    client_address,
    cookie_of,
    refuse_foreign_login,
    session_cookie,
)
from fieldloop.people.actions import Browser
from fieldloop.people.rules import Caller, RoleKind, boxes
from fieldloop.people.shapes import PersonView
from fieldloop.settings import settings
from fieldloop.shapes import Command, Ref

Language = Literal["zh-CN", "en"]


class Login(Command):
    """Who wants in; `bearer` asks for a token instead of a cookie."""

    login: Annotated[str, Meta(min_length=1, max_length=64)]
    password: Annotated[str, Meta(min_length=1, max_length=256)]
    bearer: bool = False


class Person(msgspec.Struct):
    """A person's own data."""

    id: str
    login: str
    name: str
    language: Language
    phone: str | None


class LoggedIn(msgspec.Struct, omit_defaults=True):
    """The answer to a login; the token comes only with `bearer`."""

    person: Person
    token: str | None = None


class AreaRef(Ref):
    """An area with its level."""

    level: str


class RoleView(msgspec.Struct):
    """One role, spelled out."""

    kind: RoleKind
    area: AreaRef | None
    unit: Ref | None


class Me(msgspec.Struct):
    """The caller, and which screens make sense."""

    person: Person
    roles: list[RoleView]
    boxes: list[str]
    may_report: bool
    board: bool
    demo: bool
    server_time: datetime


class MePatch(Command):
    """What a person may change."""

    language: Language | UnsetType = UNSET


class Persons(msgspec.Struct):
    """A list of colleagues."""

    items: list[PersonView]


@post("/session", status_code=200, summary="Log in")
async def log_in(request: AnyRequest, data: JSONBody[Login]) -> Response[LoggedIn]:
    """Open a session; the old cookie, if any, is never taken over (no fixation)."""
    if not data.bearer:
        refuse_foreign_login(request)
    await limit(f"login:{client_address(request)}", times=60, seconds=60)
    await limit(f"login:{data.login.strip().lower()}", times=10, seconds=60)
    person, token = await actions.log_in(data.login, data.password, browser_of(request, bearer=data.bearer))
    if data.bearer:
        return Response(LoggedIn(await person_view(person), token))
    return Response(LoggedIn(await person_view(person)), cookies=[session_cookie(token)])


@delete("/session", status_code=204, summary="Log out")
async def log_out(caller: Asker) -> Response[None]:
    """End the session that asks."""
    if caller.session:
        await actions.log_out(caller.session)
    return Response(None, status_code=204, cookies=[session_cookie("")])


@get("/me", summary="Who am I")
async def me(caller: Asker) -> Me:
    """Return the caller with roles and screens."""
    return await _me(caller)


@patch("/me", summary="Change my settings")
async def change_me(caller: Asker, data: JSONBody[MePatch]) -> Me:
    """Change what a person may change of their own."""
    if data.language is not UNSET:
        await actions.choose_language(caller.id, data.language)
    return await _me(caller)


@get("/persons", summary="Colleagues in my units or areas")
async def persons(caller: Asker, unit: FromQuery[str], role: FromQuery[RoleKind | None] = None) -> Persons:
    """List active persons of a unit, for handing work over; a unit outside one's sight is an empty list."""
    seen = await queries.units_in_sight(caller, unit)
    kinds = [role] if role else [RoleKind.WORKER, RoleKind.COORDINATOR, RoleKind.VOLUNTEER]
    return Persons(msgspec.convert(await queries.persons_of(seen, [str(kind) for kind in kinds]), list[PersonView]))


def browser_of(request: AnyRequest, *, bearer: bool = False) -> Browser:
    """Return what asks to be let in, with the session it had before."""
    return Browser(request.headers.get("user-agent", ""), cookie_of(request), bearer)


async def person_view(person: uuid.UUID) -> Person:
    """Return a person's own data."""
    return _person(await queries.profile(person))


async def _me(caller: Caller) -> Me:
    row = await queries.profile(caller.id)
    return Me(
        person=_person(row),
        roles=msgspec.convert(row["roles"], list[RoleView]),
        boxes=list(boxes(caller)),
        may_report=True,
        board=caller.has(RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR),
        demo=settings().demo,
        server_time=db.clock.now(),
    )


def _person(row: db.Row) -> Person:
    return Person(str(row["id"]), row["login"], row["name"], row["language"], row["phone"])


router = Router(path="/", route_handlers=[log_in, log_out, me, change_me, persons], tags=["people"])
