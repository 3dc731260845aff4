"""A small record, written by the product's own functions: the demo's open work, without its week of history."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fieldloop import db, embedded
from fieldloop.migrate import migrate


@pytest.fixture(scope="session")
async def record_template(servers: embedded.Running, own_settings: Path) -> str:
    """Live through what is open in the demo; a module whose `template` is this one has a record."""
    from fieldloop.seed.open_work import open_work
    from fieldloop.seed.play import play
    from fieldloop.seed.registry import insert_registry
    from fieldloop.seed.town import Town

    name = "template_record"
    await db.open_pool(servers.database_url)
    await db.execute(f"create database {name}")
    await db.close_pool()
    await db.open_pool(urlsplit(servers.database_url)._replace(path=f"/{name}").geturl())
    await migrate()
    await insert_registry()
    now = db.clock.now()
    await play(open_work(Town.from_tables(), now, 1.0), now)
    await db.close_pool()
    return name
