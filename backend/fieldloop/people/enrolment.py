"""Codes that let a phone in: made by who answers for its person, good once and for ten minutes."""

import secrets
import uuid
from datetime import datetime, timedelta

import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.people import queries
from fieldloop.people.actions import Browser, open_session, tell_ended
from fieldloop.people.rules import Caller, outranks, tends

CODE_LIFE = timedelta(minutes=10)
_CODE_BYTES = 18  # 144 bits, and 24 characters without a ragged end

_log = structlog.get_logger()


async def may_tend(caller: Caller, person: uuid.UUID) -> None:
    """Refuse who does not answer for a person's phones: a stranger is not.found, a superior role.not_allowed."""
    posts = await queries.posts_of(person)
    if not tends(caller, posts):
        raise problem("not.found")
    if outranks(caller, posts):
        raise problem("role.not_allowed")


async def invite(caller: Caller, person: uuid.UUID) -> tuple[str, datetime]:
    """Make a code for a person's next phone and return it with the end of its life; an older one is void."""
    await may_tend(caller, person)
    code, now = secrets.token_urlsafe(_CODE_BYTES), db.clock.now()
    # One row per person: two that ask at once leave one good code, and not two.
    await db.execute(
        "insert into enrolment (id, code_hash, person, made_by, created_at, expires_at)"
        " values ($1, $2, $3, $4, $5, $6) on conflict (person) do update set id = excluded.id,"
        " code_hash = excluded.code_hash, made_by = excluded.made_by, created_at = excluded.created_at,"
        " expires_at = excluded.expires_at",
        new_id(),
        queries.hashed(code),
        person,
        caller.id,
        now,
        now + CODE_LIFE,
    )
    _log.info("enrolment.made", person=str(person), by=str(caller.id))
    return code, now + CODE_LIFE


async def redeem(code: str, browser: Browser) -> tuple[uuid.UUID, str]:
    """Let a phone in by its code and return (person, token).

    Of two phones that show the same code at once one deletes the row and is in; the other finds none. A code outlives
    neither the right of who made it nor what its person was when it was made.
    """
    async with db.transaction():
        used = await db.fetchrow(
            "delete from enrolment e using person p where e.code_hash = $1 and e.expires_at > $2"
            " and p.id = e.person and p.active returning e.person, e.made_by",
            queries.hashed(code),
            db.clock.now(),
        )
        if used is None or not await _may_still(used["made_by"], used["person"]):
            raise problem("enrolment.unknown")
        token, ended = await open_session(used["person"], browser, enrolled_by=used["made_by"])
    tell_ended(ended)
    _log.info("enrolment.used", person=str(used["person"]), by=str(used["made_by"]))
    return used["person"], token


async def _may_still(maker: uuid.UUID, person: uuid.UUID) -> bool:
    caller = await queries.caller_by_id(maker)
    if caller is None:
        return False
    posts = await queries.posts_of(person)
    return tends(caller, posts) and not outranks(caller, posts)
