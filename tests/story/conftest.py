"""The demo's database: seeded once for the whole run, copied for each test that asks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from fieldloop import db
from fieldloop.seed import seed
from fieldloop.settings import settings
from tests.databases import Databases


@pytest.fixture(scope="session")
async def demo(databases: Databases) -> tuple[str, datetime]:
    """Seed one database; return its name, and the moment up to which it was lived."""
    lived: list[datetime] = []

    async def fill() -> None:
        moment = await seed()
        assert moment
        assert not db.clock.shift, "the week leaves the clock where it was"
        lived.append(moment)

    return await databases.template("demo", fill), lived[0]


@pytest.fixture(scope="session")
def demo_template(demo: tuple[str, datetime]) -> str:
    """Return the seeded database's name: a module whose `template` is this one tests the demo."""
    return demo[0]


@pytest.fixture
def as_seeded(demo: tuple[str, datetime], database: str) -> None:
    """Set the clock back to the moment of seeding: deadlines do not wait while a suite runs."""
    db.clock.shift += demo[1] - db.clock.now()


@pytest.fixture
def demo_mode(own_settings: Path) -> Iterator[None]:
    """Let the product say that it is a demo."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDLOOP_DEMO", "1")
        settings.cache_clear()
        yield
    settings.cache_clear()
