"""The demo's database: seeded once for the whole run, copied for each test that asks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fieldloop import db, embedded
from fieldloop.settings import settings


@pytest.fixture(scope="session")
async def demo(servers: embedded.Running, own_settings: Path) -> tuple[str, datetime]:
    """Migrate and seed one database; return its name, and the moment up to which it was lived."""
    from fieldloop.migrate import migrate
    from fieldloop.seed import seed

    name = "template_demo"
    await db.open_pool(servers.database_url)
    await db.execute(f"create database {name}")
    await db.close_pool()
    await db.open_pool(urlsplit(servers.database_url)._replace(path=f"/{name}").geturl())
    await migrate()
    lived = await seed()
    await db.close_pool()
    assert lived
    assert not db.clock.shift, "the week leaves the clock where it was"
    return name, lived


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
