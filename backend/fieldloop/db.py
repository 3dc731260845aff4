"""The database: Piccolo's engine with its transaction repaired, plain SQL beside it, and the clock."""

import os
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal

import asyncpg
import msgspec
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from fieldloop.clock import Clock

Row = asyncpg.Record

_AWAY = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg says of a connection that died while it lay in the pool
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)


def is_away(error: BaseException) -> bool:
    """Tell whether an error says that the database is away, and not that something is wrong with what was asked."""
    return isinstance(error, _AWAY)


class Transaction(PostgresTransaction):
    """Piccolo's transaction, which always gives its connection back.

    Piccolo 1.38 skips release and reset when COMMIT (or ROLLBACK) itself raises: the pool shrinks by one each time, and
    the next "transaction" of the same task silently runs on autocommit. It skips the release as well when BEGIN raises,
    as it does on a connection that died in the pool.
    """

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            self.transaction = self.connection.transaction()
            await self.begin()
        except BaseException:
            await self._hand_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exception: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        if self._parent:
            return False
        try:
            if exception is None:
                await self.commit()
            else:
                await self._give_up()
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._hand_back()
        return False

    async def _give_up(self) -> None:
        try:
            await self.rollback()
        except (asyncpg.PostgresError, asyncpg.InternalClientError, asyncpg.InterfaceError, OSError):
            # The connection is already dead, which is a rollback; raising here would hide the first error.
            return

    async def _hand_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class Engine(PostgresEngine):
    """Piccolo's engine, handing out the repaired transaction."""

    async def check_version(self) -> None:
        """Do nothing: Piccolo would open a connection while modules are being imported."""

    def transaction(self, allow_nested: bool = True) -> Transaction:  # noqa: FBT001, FBT002 (Piccolo's signature)
        """Begin a transaction; inside another one it joins that one."""
        return Transaction(engine=self, allow_nested=allow_nested)


class Connection(asyncpg.Connection):
    """A connection that is handed back as it is.

    asyncpg resets each one on release, a round trip after every single query. Nothing here outlives a transaction: no
    session settings, no LISTEN, no session-level locks.
    """

    def get_reset_query(self) -> str:
        """Return nothing to run."""
        return ""


engine = Engine(config={"dsn": os.environ.get("FIELDLOOP_DATABASE_URL", "")})
clock = Clock()


async def _prepare(connection: Any) -> None:
    for name in ("jsonb", "json"):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=_json_text, decoder=msgspec.json.decode, format="text"
        )


def _json_text(value: Any) -> str:
    # Piccolo hands over text that is JSON already; our own SQL hands over plain values.
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


async def open_pool(url: str, *, largest: int = 10) -> None:
    """Connect to the database at `url` and set the clock by it; without a pool each query would open a connection."""
    engine.config = {"dsn": url}
    await engine.start_connection_pool(
        min_size=1,
        max_size=largest,
        init=_prepare,
        connection_class=Connection,
        timeout=10,
        # Told to the server once; asyncpg's own `command_timeout` arms a timer for every query.
        server_settings={"statement_timeout": "30s", "application_name": "fieldloop"},
    )
    await follow_clock()


async def close_pool() -> None:
    """Close every connection; harmless when there is none."""
    if engine.pool:
        await engine.close_connection_pool()


async def follow_clock() -> None:
    """Set the clock by the database again; called now and then, since two quartz clocks drift apart."""
    clock.follow(await fetchval("select clock_timestamp()"))


def transaction() -> Transaction:
    """Begin a transaction, to be used with `async with`; everything in this module then runs inside it."""
    return engine.transaction()


async def fetch(sql: str, *args: Any) -> list[Row]:
    """Run SQL with `$1` parameters and return all rows."""
    return await _run("fetch", sql, args)


async def fetchrow(sql: str, *args: Any) -> Row | None:
    """Run SQL and return its first row, or None."""
    return await _run("fetchrow", sql, args)


async def fetchval(sql: str, *args: Any) -> Any:
    """Run SQL and return the first value of its first row, or None."""
    return await _run("fetchval", sql, args)


async def execute(sql: str, *args: Any) -> str:
    """Run SQL and return PostgreSQL's command tag, e.g. `UPDATE 1`."""
    return await _run("execute", sql, args)


async def executemany(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run the same SQL for each row of parameters."""
    await _run("executemany", sql, (rows,))


async def _run(method: str, sql: str, args: Sequence[Any]) -> Any:
    current: Any = engine.current_transaction.get()
    if current:
        connection: Any = current.connection
        return await getattr(connection, method)(sql, *args)
    if engine.pool is None:
        raise RuntimeError("the database pool is not open")
    acquired: Any = engine.pool.acquire()
    async with acquired as connection:
        return await getattr(connection, method)(sql, *args)
