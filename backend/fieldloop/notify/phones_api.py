"""The phones a person is logged in on: see them, and put out one that is lost."""

import uuid
from datetime import datetime

import msgspec
from litestar import Router, delete, get
from litestar.params import FromPath, FromQuery

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.notify import phones
from fieldloop.notify.queries import sessions_with_push
from fieldloop.people import queries
from fieldloop.people.agents import name_of
from fieldloop.people.enrolment import may_tend


class PhoneView(msgspec.Struct):
    """One phone; `here`: the one that asks, `push`: it takes pushes."""

    id: uuid.UUID
    name: str
    since: datetime
    last_seen: datetime
    push: bool
    here: bool


class Phones(msgspec.Struct):
    """Phones, the last used first."""

    items: list[PhoneView]


@get("/phones", summary="The phones a person is logged in on")
async def my_phones(caller: Asker, person: FromQuery[uuid.UUID | None] = None) -> Phones:
    """List the caller's own phones, or those of somebody whose phones the caller answers for."""
    if person is not None and person != caller.id:
        await may_tend(caller, person)
    rows = await queries.phones_of(person or caller.id)
    pushed = await sessions_with_push([row["id"] for row in rows])
    return Phones(
        [
            PhoneView(
                row["id"],
                name_of(row["user_agent"]),
                row["created_at"],
                row["last_seen_at"],
                row["id"] in pushed,
                row["id"] == caller.session,
            )
            for row in rows
        ]
    )


@delete("/phones/{phone_id:uuid}", summary="Put a phone out")
async def revoke(caller: Asker, phone_id: FromPath[uuid.UUID]) -> None:
    """End a phone's session and its pushes; the phone hears at its next contact that it was revoked."""
    person = await queries.phone_s_person(phone_id)
    if person is None:
        raise problem("not.found")
    if person != caller.id:
        await may_tend(caller, person)
    await phones.revoke(phone_id, person, caller)


router = Router(path="/", route_handlers=[my_phones, revoke], tags=["people"])
