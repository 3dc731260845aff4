"""A phone is a browser's session with the pushes that end with it."""

import uuid

import structlog

from fieldloop import db
from fieldloop.notify import actions
from fieldloop.people import actions as sessions
from fieldloop.people.rules import Caller
from fieldloop.wake import publish_end

_log = structlog.get_logger()


async def revoke(session: uuid.UUID, person: uuid.UUID, by: Caller) -> None:
    """Put a phone out: its next call is told so, it gets no more pushes, and its open screens end."""
    async with db.transaction():
        await sessions.revoke(session)
        await actions.forget_browsers(session, person)
    publish_end(session)
    _log.info("phone.revoked", session=str(session), person=str(person), by=str(by.id))
