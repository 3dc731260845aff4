"""Find what a command needs, the database and Redis, and say in one line when it cannot be reached."""

import errno
import os
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import unquote, urlsplit

import asyncpg

from fieldloop import embedded
from fieldloop.cli.stop import Stop
from fieldloop.settings import Settings, settings


@contextmanager
def servers(*, start: bool, join: bool = True, redis: bool = True) -> Generator[embedded.Running | None]:
    """Make `settings()` name a database and (with `redis`) a Redis for the length of the block.

    Those set by the operator come first, then (with `join`) the embedded ones another process runs on the same data
    folder, then (with `start`) embedded ones of our own, which stop with the block.
    """
    wanted = settings()
    if wanted.database_url and (wanted.redis_url or not redis):
        yield None
        return
    if join and (found := embedded.urls(wanted.data)):
        _name(wanted, *found)
        yield None
        return
    if not start:
        raise Stop("no database: set FIELDLOOP_DATABASE_URL and FIELDLOOP_REDIS_URL, or start all with `fieldloop run`")
    missing = {"with_postgres": not wanted.database_url, "with_valkey": redis and not wanted.redis_url}
    with embedded.start(wanted.data, **missing) as running:
        _name(wanted, running.database_url, running.redis_url)
        yield running


def _name(wanted: Settings, database_url: str, redis_url: str) -> None:
    """Put the addresses into the environment, where our own child processes and Piccolo find them too."""
    if not wanted.database_url:
        os.environ["FIELDLOOP_OWNER_URL"] = database_url
        os.environ["FIELDLOOP_DATABASE_URL"] = embedded.as_application(database_url) if database_url else ""
    # Empty counts as unset.
    os.environ["FIELDLOOP_REDIS_URL"] = wanted.redis_url or redis_url
    settings.cache_clear()


async def migrated() -> list[str]:
    """Bring the database up to date as its owner, and give the application's role its rights; return what was done."""
    from fieldloop.grants import grant
    from fieldloop.migrate import MigrationError, migrate

    async with database(owner=True):
        try:
            done = await migrate()
            if settings().owner_url:
                await grant(unquote(urlsplit(settings().database_url or "").username or ""))
        except MigrationError as error:
            raise Stop(str(error)) from None
    return done


@asynccontextmanager
async def database(*, owner: bool = False) -> AsyncGenerator[None]:
    """Open the pool for the length of the block, as the application or as the owner of its tables."""
    from fieldloop import db

    url = (settings().owner_url if owner else None) or settings().database_url or ""
    try:
        await db.open_pool(url, largest=4)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Stop(f"cannot reach the database at {place(url)}: {reason(error)}") from None
    try:
        yield
    finally:
        await db.close_pool()


def check_redis() -> None:
    """Ask Redis for a PONG."""
    import redis

    url = settings().redis_url or ""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        raise Stop(f"cannot reach Redis at {place(url)}: {reason(error)}") from None


def check_port(host: str, port: int) -> None:
    """Try to listen, and let go again."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise Stop(f"FIELDLOOP_HOST={host} is no address of this machine: {reason(error)}") from None
    for family, kind, _, _, address in found:
        with socket.socket(family, kind) as probe:
            # As servers do: a connection that was closed a moment ago must not block the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
                probe.listen()
            except OSError as error:
                advice = "; set FIELDLOOP_PORT to a free one" if error.errno == errno.EADDRINUSE else ""
                raise Stop(f"cannot listen on {host} port {port}: {reason(error)}{advice}") from None


def place(url: str) -> str:
    """The address without user and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that is none"
    return (parts.netloc.rpartition("@")[2] or parts.query or parts.path) + (parts.path if parts.netloc else "")


def reason(error: BaseException) -> str:
    """The first line of what went wrong, in the words of whoever refused."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if error.__context__ and not isinstance(error, OSError):
        error = error.__context__  # redis wraps what happened
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return os.strerror(error.errno)  # asyncio puts the address into its own text
    return (str(error) or type(error).__name__).splitlines()[0]
