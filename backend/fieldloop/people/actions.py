"""Log in, log out, slide, revoke; change one's own settings."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.people import passwords, queries
from fieldloop.people.rules import Caller
from fieldloop.wake import publish_end

# Long, because a phone without signal must not lose its person: 14 days offline is promised (brief.md, promises.md).
SESSION_LIFE = timedelta(days=30)
NOTED_EVERY = timedelta(minutes=10)  # exact enough for "last seen", and spares a write per request


@dataclass(frozen=True, slots=True)
class Browser:
    """What opens a session: a browser with the session cookie it had before, or a script (`bearer`)."""

    user_agent: str = ""
    old_token: str = ""
    bearer: bool = False


async def log_in(login: str, password: str, browser: Browser) -> tuple[uuid.UUID, str]:
    """Check the password and open a session; return (person, token). Raises auth.failed."""
    row = await queries.credentials(login.strip().lower())
    right = await passwords.matches(row["password_hash"] if row else None, password)
    if row is None or not right:
        raise problem("auth.failed")
    async with db.transaction():
        token, ended = await open_session(row["id"], browser)
    tell_ended(ended)
    return row["id"], token


async def open_session(
    person: uuid.UUID, browser: Browser, enrolled_by: uuid.UUID | None = None
) -> tuple[str, uuid.UUID | None]:
    """Make a session and return its token, which is shown this once and never stored, and the session it ended.

    After COMMIT, `tell_ended` of that one.

    1. Another person's session in the same browser ends, and with it the pushes that would go on telling of their work.
    2. The same person's is opened anew, under a new token: a browser is one phone in the list and keeps its pushes.
    3. Otherwise there is a new row.
    """
    token, ended = secrets.token_urlsafe(32), None
    if browser.old_token and not browser.bearer:
        old = queries.hashed(browser.old_token)
        ended = await db.fetchval(
            "delete from session where token_hash = $1 and person <> $2 and not bearer and revoked_at is null"
            " returning id",
            old,
            person,
        )
        if await _open_again(old, token, person, browser, enrolled_by):
            return token, ended
    now = db.clock.now()
    await db.execute(
        "insert into session"
        " (id, token_hash, person, bearer, user_agent, created_at, last_seen_at, expires_at, enrolled_by)"
        " values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
        new_id(),
        queries.hashed(token),
        person,
        browser.bearer,
        browser.user_agent[:200],
        now,
        now + SESSION_LIFE,
        enrolled_by,
    )
    return token, ended


def tell_ended(session: uuid.UUID | None) -> None:
    """Have the open screens of a session end; call it after COMMIT."""
    if session:
        publish_end(session)


async def _open_again(
    old: bytes, token: str, person: uuid.UUID, browser: Browser, enrolled_by: uuid.UUID | None
) -> bool:
    now = db.clock.now()
    found = await db.fetchval(
        "update session set token_hash = $2, user_agent = $4, last_seen_at = $5, expires_at = $6, enrolled_by = $7"
        " where token_hash = $1 and person = $3 and not bearer and revoked_at is null and expires_at > $5 returning id",
        old,
        queries.hashed(token),
        person,
        browser.user_agent[:200],
        now,
        now + SESSION_LIFE,
        enrolled_by,
    )
    return found is not None


async def note_use(caller: Caller) -> None:
    """Note now and then that a session is used, which lets a browser's live on from there.

    A script's token ends when it was to end: no list of phones shows it, so that nobody could put it out.
    """
    now = db.clock.now()
    if caller.used_at is not None and now - caller.used_at < NOTED_EVERY:
        return
    await db.execute(
        "update session set last_seen_at = $2,"
        " expires_at = case when bearer then expires_at else greatest(expires_at, $3) end"
        " where id = $1 and revoked_at is null and (last_seen_at is null or last_seen_at < $4)",
        caller.session,
        now,
        now + SESSION_LIFE,
        now - NOTED_EVERY,
    )


async def log_out(session: uuid.UUID) -> None:
    """End one session, and with it the pushes to its browser."""
    await db.execute("delete from session where id = $1", session)
    tell_ended(session)


async def revoke(session: uuid.UUID) -> None:
    """End a session so that its phone is told why; the first to do so sets the moment."""
    await db.execute(
        "update session set revoked_at = coalesce(revoked_at, $2), expires_at = least(expires_at, $2) where id = $1",
        session,
        db.clock.now(),
    )


async def forget_old_sessions(before_days: int, limit: int) -> bool:
    """Delete up to `limit` sessions that ended so many days ago; tell whether there may be more.

    Not those that were revoked: a lost phone must hear so whenever it is switched on, and drop what it holds.
    """
    gone = await db.fetch(
        "delete from session where id in"
        " (select id from session where expires_at < $1 and revoked_at is null order by expires_at limit $2)"
        " returning id",
        db.clock.now() - timedelta(days=before_days),
        limit,
    )
    return len(gone) == limit


async def choose_language(person: uuid.UUID, language: str) -> None:
    """Set the language of screens and pushes."""
    await db.execute("update person set language = $2 where id = $1", person, language)
