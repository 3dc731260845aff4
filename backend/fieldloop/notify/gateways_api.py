"""For administrators: where units and persons are told besides the app, and whether a message arrives there."""

import uuid
from typing import Annotated, Literal

import msgspec
from litestar import Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.limits import limit as at_most
from fieldloop.notify import chat_words, gateways
from fieldloop.notify.gateways import GatewayPage
from fieldloop.notify.rules import Answer
from fieldloop.shapes import Command

TrialStatus = Literal["sent", "refused", "unreachable", "unusable"]
_STATUS: dict[Answer, TrialStatus] = {
    Answer.TAKEN: "sent",
    Answer.GONE: "refused",
    Answer.REFUSED: "refused",
    Answer.LATER: "unreachable",
}


class NewGateway(Command, kw_only=True):
    """The address of a unit's or a person's chat, mail or SMS, as apprise writes it or as the service shows it."""

    unit: Annotated[str, Meta(max_length=32)] | None = None
    person: uuid.UUID | None = None
    url: Annotated[str, Meta(min_length=5, max_length=1000)]


class GatewaySet(msgspec.Struct):
    """The gateway's id, to test it with."""

    id: uuid.UUID


class GatewayTrial(msgspec.Struct):
    """What the service said to a test; `unusable`: the address no longer opens here and must be entered again."""

    status: TrialStatus


@get("/gateways", summary="Where units and persons are told besides the app")
async def gateways_page(
    caller: Asker,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[uuid.UUID | None, QueryParameter()] = None,
) -> GatewayPage:
    """Return the gateways in the administrator's areas, the newest first; 403 for everybody else."""
    return await gateways.page(caller, limit, cursor)


@put("/gateways", summary="Set a unit's or a person's gateway")
async def set_gateway(caller: Asker, data: JSONBody[NewGateway]) -> GatewaySet:
    """Keep the address, sealed, in place of the one before; only its service and a hint are ever shown again."""
    await at_most(f"gateway-set:{caller.id}", times=60, seconds=60)
    return GatewaySet(await gateways.put(caller, data.unit, data.person, data.url))


@delete("/gateways/{gateway_id:uuid}", summary="Forget a gateway")
async def forget_gateway(caller: Asker, gateway_id: FromPath[uuid.UUID]) -> None:
    """Forget the address; what waits for it ends."""
    await gateways.forget(caller, gateway_id)


@post("/gateways/{gateway_id:uuid}/test", status_code=200, summary="Try whether a message arrives")
async def try_gateway(caller: Asker, gateway_id: FromPath[uuid.UUID]) -> GatewayTrial:
    """Send a test message now and say what the service answered."""
    found = await gateways.to_test(caller, gateway_id)
    await at_most(f"gateway-test:{caller.id}", times=5, seconds=60)
    if found is None:
        return GatewayTrial("unusable")
    answer, _ = await found.send(*chat_words.gateway_trial(caller.language))
    if answer is Answer.TAKEN:
        await gateways.mark_taken(gateway_id, db.clock.now())
    elif answer is Answer.REFUSED:
        await gateways.mark_refused(gateway_id)
    return GatewayTrial(_STATUS[answer])


router = Router(path="/", route_handlers=[gateways_page, set_gateway, forget_gateway, try_gateway], tags=["notify"])
