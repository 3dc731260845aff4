"""What the browser tests share: one Playwright, one plain Chromium, one push service, a desktop for each phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from .autopush import Autopush
from .browser import find_chromium, launch
from .gcm import MiniGcm
from .notifications import find_dbus_daemon
from .product import Product
from .stage import Stage


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
