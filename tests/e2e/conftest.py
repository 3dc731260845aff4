"""What the browser tests share: one Playwright, one plain Chromium, one push service, a desktop for each phone."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from .autopush import Autopush
from .browser import DESK, PHONE, find_chromium, launch
from .gcm import MiniGcm
from .notifications import find_dbus_daemon
from .product import Product
from .screen import visit
from .stage import MANAGER, Stage

_corners = count()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    missing = ""
    try:
        find_chromium()
        find_dbus_daemon()
    except RuntimeError as error:
        missing = str(error)
    if missing:
        pytest.fail(missing, pytrace=False)
    # Two busy cores are slower than any screen: a state that comes late is still the right one.
    expect.set_options(timeout=20_000)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def gcm() -> Iterator[MiniGcm]:
    with MiniGcm() as service:
        yield service


@pytest.fixture(scope="package")
def autopush() -> Iterator[Autopush]:
    with Autopush() as service:
        yield service


@pytest.fixture(scope="package")
def product(gcm: MiniGcm, autopush: Autopush, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("product"), gcm, autopush) as running:
        yield running


@pytest.fixture(scope="package")
def stage(product: Product) -> Stage:
    return Stage(product)


@pytest.fixture
def corner() -> dict[str, float]:
    """A street corner near Jinyang 1 where nothing is supervised; each test has its own, 60 m from the last."""
    return {"latitude": 31.2600 + 0.00055 * next(_corners), "longitude": 121.5580, "accuracy": 12}


@pytest.fixture
def volunteer(chromium: Browser, product: Product, corner: dict[str, float]) -> Iterator[Page]:
    """A volunteer's phone at the corner, with the report open."""
    look: dict[str, Any] = PHONE | {"geolocation": corner}
    with visit(chromium, product, "volunteer", look) as page:
        page.goto("/")
        page.wait_for_url("**/report")
        yield page


@pytest.fixture
def manager_desk(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, MANAGER, DESK) as page:
        yield page


@pytest.fixture
def manager_phone(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, MANAGER, PHONE | {"reduced_motion": "reduce"}) as page:
        yield page
