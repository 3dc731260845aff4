"""The app can be put on a home screen: asked of Chromium itself, which only answers for a profile on disk."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from .browser import launch_with_push
from .gcm import MiniGcm
from .notifications import Desktop
from .product import Product


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(
    playwright: Playwright, gcm: MiniGcm, product: Product, tmp_path: Path
) -> None:
    with Desktop() as desktop, launch_with_push(playwright, tmp_path, gcm, desktop) as context:
        page = context.pages[0]
        page.goto(product.url)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        devtools = context.new_cdp_session(page)
        manifest: dict[str, Any] = devtools.send("Page.getAppManifest")
        assert manifest["url"] == f"{product.url}/manifest.webmanifest"
        assert manifest["errors"] == []
        assert devtools.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
