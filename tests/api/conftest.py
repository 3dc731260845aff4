"""Browsers for the tests of logins, and chat robots."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.browsers import PASSWORD, Phones, browser
from tests.notify.conftest import chat

__all__ = ["chat", "phone"]


@pytest.fixture
async def phone(database: str, fresh_count: None) -> AsyncIterator[Phones]:
    """Return what makes browsers; `will` and `carol` have a password."""
    from fieldloop.app import create_app
    from fieldloop.limits import close_limits
    from fieldloop.people.passwords import hash_password

    stored = hash_password(PASSWORD)
    await db.execute("update person set password_hash = $1 where login in ('will', 'carol')", stored)
    app: Any = create_app()
    opened: list[httpx.AsyncClient] = []

    def another() -> httpx.AsyncClient:
        opened.append(browser(app))
        return opened[-1]

    yield another
    for client in opened:
        await client.aclose()
    await close_limits()
