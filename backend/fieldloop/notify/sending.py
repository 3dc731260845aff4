"""One message to one browser, and what became of the browser's subscription."""

import structlog

from fieldloop import db
from fieldloop.notify import actions
from fieldloop.notify.push import Pusher, PushError
from fieldloop.notify.rules import Answer, Subscription, Urgency

_log = structlog.get_logger()


async def push(
    pusher: Pusher, device: Subscription, payload: bytes, *, ttl_s: int, urgency: Urgency, topic: str
) -> tuple[Answer, float | None]:
    """Send to one browser; return what its push service answered and how long it wants to be left alone."""
    try:
        await pusher.send(device, payload, ttl_s=ttl_s, urgency=urgency, topic=topic)
    except PushError as error:
        _log.info("push.failed", subscription=str(device.id), reason=str(error), permanent=error.permanent)
        if error.gone:
            await actions.drop(device.id)
            return Answer.GONE, None
        if error.permanent:
            await actions.mark_refused(device.id)
            return Answer.REFUSED, None
        return Answer.LATER, error.retry_after_s
    if not device.known_good:
        await actions.mark_taken(device.id, db.clock.now())
    return Answer.TAKEN, None
