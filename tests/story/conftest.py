"""The demo's database: seeded once for the whole run, copied for each test that asks."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fieldloop import db, embedded
from fieldloop.settings import settings


@pytest.fixture(scope="session")
async def demo_template(servers: embedded.Running, own_settings: Path) -> str:
    """Migrate and seed one database; a module whose `template` is this one tests the demo."""
    from fieldloop.migrate import migrate
    from fieldloop.seed import seed

    name = "template_demo"
    await db.open_pool(servers.database_url)
    await db.execute(f"create database {name}")
    await db.close_pool()
    await db.open_pool(urlsplit(servers.database_url)._replace(path=f"/{name}").geturl())
    await migrate()
    await seed()
    await db.close_pool()
    return name


@pytest.fixture
def demo_mode(own_settings: Path) -> Iterator[None]:
    """Let the product say that it is a demo."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDLOOP_DEMO", "1")
        settings.cache_clear()
        yield
    settings.cache_clear()
