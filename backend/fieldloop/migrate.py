"""Apply the migrations that a database lacks, each whole or not at all, one process at a time."""

import importlib.util
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType

from fieldloop import db
from fieldloop.piccolo_app import APP_CONFIG

# Any fixed number: whoever migrates this database takes the advisory lock of this name.
LOCK = 0x6669656C64
LOCK_TIMEOUT_MS = 5_000
_ID = re.compile(r'^ID = "([^"]+)"', re.MULTILINE)


class MigrationError(Exception):
    """The migration files themselves are wrong."""


async def migrate() -> list[str]:
    """Bring the database of the open pool up to date; return the ids that were applied now.

    1. Read the ids from the files' text: nothing is imported when nothing is to do.
    2. Under the lock, look again: another process may have been quicker.
    3. Run the migration and write its row in one transaction; Piccolo alone would use two, and a kill between them
       leaves a migration that runs twice.
    """
    files = migration_files()
    done: list[str] = []
    if await _table_exists() and files.keys() <= await _applied():
        return done
    for migration_id, path in sorted(files.items()):
        async with db.transaction():
            # A large table takes longer than any request may; so may whoever migrates before us.
            await db.execute("set local statement_timeout = 0")
            await db.execute("select pg_advisory_xact_lock($1)", LOCK)
            # Behind a lock that we wait for, every request on that table waits too.
            await db.execute(f"set local lock_timeout = {LOCK_TIMEOUT_MS}")
            await _create_table()
            if migration_id not in await _applied():
                await _apply(migration_id, path)
                done.append(migration_id)
    return done


def migration_files() -> dict[str, Path]:
    """Every migration by its id."""
    folder = Path(APP_CONFIG.resolved_migrations_folder_path)
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.py")):
        match = _ID.search(path.read_text())
        if match is None or match[1] in found:
            raise MigrationError(f"{path.name} has no ID of its own")
        found[match[1]] = path
    if not found:
        raise MigrationError(f"there are no migrations in {folder}")
    return found


async def _apply(migration_id: str, path: Path) -> None:
    manager = await _load(path).forwards()
    with redirect_stdout(StringIO()):  # Piccolo tells its steps to whoever reads our output
        await manager.run()
    await db.execute(
        "insert into migration (name, app_name, ran_on) values ($1, $2, now() at time zone 'utc')",
        migration_id,
        APP_CONFIG.app_name,
    )


def _load(path: Path) -> ModuleType:
    """Import by path; Piccolo would put the folder first on sys.path, where a file could hide a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise MigrationError(f"{path.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def _table_exists() -> bool:
    return await db.fetchval("select to_regclass('migration') is not null")


async def _create_table() -> None:
    """The table as Piccolo makes it, so that its own command line still understands it."""
    await db.execute(
        "create table if not exists migration (id serial primary key, name varchar(200) not null default '',"
        " app_name varchar(200) not null default '', ran_on timestamp not null default current_timestamp)"
    )


async def _applied() -> set[str]:
    rows = await db.fetch("select name from migration where app_name = $1", APP_CONFIG.app_name)
    return {row["name"] for row in rows}
