"""Push subscriptions: a browser asks to be told, asks anew, tries whether it is heard, and stops."""

import uuid
from typing import Annotated, Literal

import msgspec
from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.limits import limit
from fieldloop.notify import actions, push, queries, sending, words
from fieldloop.notify.rules import Answer

# A P-256 point is 65 bytes that begin with 4, an auth secret 16: exactly so many characters of base64url.
_Point = Annotated[str, Meta(pattern="^B[A-Za-z0-9_-]{86}=?$", description="The browser's P-256 key, base64url")]
_Secret = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}(==)?$", description="16 random bytes, base64url")]

TrialStatus = Literal["sent", "gone", "refused", "unreachable"]
_STATUS: dict[Answer, TrialStatus] = {
    Answer.TAKEN: "sent",
    Answer.GONE: "gone",
    Answer.REFUSED: "refused",
    Answer.LATER: "unreachable",
}
_TRIAL_TTL_S = 60  # whoever tries is looking at the screen


class PushKey(msgspec.Struct):
    """The key a browser subscribes with (VAPID, base64url)."""

    key: str


class SubscriptionKeys(msgspec.Struct):
    """The browser's own keys, with which messages to it are encrypted."""

    p256dh: _Point
    auth: _Secret


class NewSubscription(msgspec.Struct):
    """What `PushSubscription.toJSON()` gives; other fields of it, now or later, are not needed."""

    endpoint: Annotated[str, Meta(min_length=1, max_length=2000)]
    keys: SubscriptionKeys
    replaces: uuid.UUID | None = None
    """The browser's subscription before this one, which ends with it."""


class Subscribed(msgspec.Struct):
    """The subscription's id, to end it with."""

    id: uuid.UUID


class Trial(msgspec.Struct):
    """What the push service said to a test; `gone`: the browser has to subscribe anew."""

    sent: bool
    status: TrialStatus


@get("/push-key", summary="The key to subscribe to push with", sync_to_thread=False)
def push_key(caller: Asker) -> PushKey:
    """Return the public VAPID key."""
    return PushKey(push.identity().public_key)


@post("/push-subscriptions", summary="Have notices pushed to this browser")
async def subscribe(caller: Asker, data: JSONBody[NewSubscription]) -> Response[Subscribed]:
    """Store the browser's subscription: 201 when it is new, 200 with the same id when it is known."""
    if not push.endpoint_allowed(data.endpoint):
        raise problem("push.host_not_allowed")
    found, fresh = await actions.subscribe(
        caller.id,
        data.endpoint,
        data.keys.p256dh,
        data.keys.auth,
        db.clock.now(),
        session=caller.session,
        replaces=data.replaces,
    )
    return Response(Subscribed(found), status_code=201 if fresh else 200)


@post("/push-subscriptions/{subscription_id:uuid}/test", status_code=200, summary="Try whether a push arrives")
async def try_push(caller: Asker, subscription_id: FromPath[uuid.UUID]) -> Trial:
    """Send a real push now to one of the caller's own browsers, and say what its push service answered."""
    device = await queries.subscription_of(caller.id, subscription_id)
    if device is None:
        raise problem("not.found")
    await limit(f"push-test:{caller.id}", times=5, seconds=60)
    pusher = push.open_pusher()
    try:
        answer, _ = await sending.push(
            pusher, device, words.trial(caller.language), ttl_s=_TRIAL_TTL_S, urgency="high", topic="test"
        )
    finally:
        await pusher.close()
    return Trial(answer is Answer.TAKEN, _STATUS[answer])


@delete("/push-subscriptions/{subscription_id:uuid}", summary="No more pushes to this browser")
async def unsubscribe(caller: Asker, subscription_id: FromPath[uuid.UUID]) -> None:
    """Forget one of the caller's own subscriptions."""
    await actions.unsubscribe(caller.id, subscription_id)


router = Router(path="/", route_handlers=[push_key, subscribe, try_push, unsubscribe], tags=["notify"])
