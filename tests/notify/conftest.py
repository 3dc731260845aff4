"""A push service of the test's own, and what sends to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fieldloop.notify.gateway_rules import SERVICES
from fieldloop.notify.push import Pusher, open_pusher
from fieldloop.settings import settings
from tests.chatservice import ChatService, certify
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


@pytest.fixture
async def chat(own_settings: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[ChatService]:
    """A server of chat robots: its own address is allowed, and the robots' hosts are reached through it."""
    certificate = certify(tmp_path, [service.host for service in SERVICES.values() if service.host])
    async with ChatService(certificate) as chat:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "https_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", f"http://{chat.host}")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        monkeypatch.setenv("FIELDLOOP_GATEWAY_HOSTS", chat.host)
        settings.cache_clear()
        yield chat
    monkeypatch.undo()
    settings.cache_clear()
