"""A small record, written by the product's own functions: the demo's open work, without its week of history."""

import pytest

from tests.databases import Databases
from tests.record.played import open_work_only


@pytest.fixture(scope="session")
async def record_template(databases: Databases) -> str:
    """Live through what is open in the demo; a module whose `template` is this one has a record."""
    return await databases.template("record", open_work_only)
