"""A newer version of the app is one for all tabs, and takes nothing out of anybody's hands."""

from playwright.sync_api import Browser, Page, expect

from .browser import PHONE
from .product import Product
from .screen import visit
from .stage import COORDINATOR, Stage

# The same worker under another address is a newer one to the browser.
_NEWER = "() => navigator.serviceWorker.register('/sw.js?newer').then(() => true)"


def _at(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main .bar").first.wait_for()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.evaluate("() => { window.old = true; }")


def test_tabs_follow_the_one_that_updates_unless_somebody_is_in_the_middle_of_something(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.dispatched()
    with visit(chromium, product, COORDINATOR, PHONE, bypass_csp=True) as tapping:
        idle, writing = tapping.context.new_page(), tapping.context.new_page()
        for page, path in ((tapping, "/me"), (idle, "/board"), (writing, f"/orders/{order}")):
            _at(page, path)
        writing.locator("[data-action=more]").tap()
        writing.locator("[data-action=void]").tap()
        assert tapping.evaluate(_NEWER)
        tapping.locator("[data-action=update]").tap()

        for page in (tapping, idle):
            page.wait_for_function("() => !window.old")
        writing.locator("dialog").get_by_role("button", name="关闭").tap()
        expect(writing.locator("[data-action=reload]")).to_be_visible()
        assert writing.evaluate("() => window.old")
        writing.locator("[data-action=reload]").tap()
        writing.wait_for_function("() => !window.old")
