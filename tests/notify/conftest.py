"""A push service of the test's own, and what sends to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fieldloop.notify.push import Pusher, open_pusher
from fieldloop.settings import settings
from tests.pushservice import PushService


@pytest.fixture
async def service(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PushService]:
    """A push service that this installation is told to trust."""
    async with PushService() as service:
        monkeypatch.setenv("FIELDLOOP_PUSH_HOSTS", service.host)
        settings.cache_clear()
        yield service
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def pusher(service: PushService) -> AsyncIterator[Pusher]:
    """The product's own sender."""
    pusher = open_pusher()
    yield pusher
    await pusher.close()
