"""A small record, written by the product's own functions: the demo's open work, without its week of history."""

import pytest

from fieldloop import db
from tests.databases import Databases


@pytest.fixture(scope="session")
async def record_template(databases: Databases) -> str:
    """Live through what is open in the demo; a module whose `template` is this one has a record."""
    return await databases.template("record", _open_work)


async def _open_work() -> None:
    from fieldloop.seed.open_work import open_work
    from fieldloop.seed.play import play
    from fieldloop.seed.registry import insert_registry
    from fieldloop.seed.town import Town

    await insert_registry()
    now = db.clock.now()
    await play(open_work(Town.from_tables(), now, 1.0), now)
