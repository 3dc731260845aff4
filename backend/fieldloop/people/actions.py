"""Log in, log out, change one's own settings."""

import secrets
import uuid
from datetime import timedelta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.people import passwords, queries

# Long, because a phone without signal must not lose its person: 14 days offline is promised (brief.md, promises.md).
SESSION_LIFE = timedelta(days=30)


async def log_in(login: str, password: str, *, bearer: bool, user_agent: str) -> tuple[uuid.UUID, str]:
    """Check the password and open a session; return (person, token). Raises auth.failed."""
    row = await queries.credentials(login.strip().lower())
    right = await passwords.matches(row["password_hash"] if row else None, password)
    if row is None or not right:
        raise problem("auth.failed")
    return row["id"], await open_session(row["id"], bearer=bearer, user_agent=user_agent)


async def open_session(person: uuid.UUID, *, bearer: bool, user_agent: str = "") -> str:
    """Make a session and return its token, which is shown this once and never stored."""
    token = secrets.token_urlsafe(32)
    now = db.clock.now()
    await db.execute(
        "insert into session (id, token_hash, person, bearer, user_agent, created_at, expires_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        new_id(),
        queries.hashed(token),
        person,
        bearer,
        user_agent[:200],
        now,
        now + SESSION_LIFE,
    )
    return token


async def log_out(session: uuid.UUID) -> None:
    """End one session."""
    await db.execute("delete from session where id = $1", session)


async def choose_language(person: uuid.UUID, language: str) -> None:
    """Set the language of screens and pushes."""
    await db.execute("update person set language = $2 where id = $1", person, language)
