"""No network: the app opens all the same, shows what it last knew, and says that it is old."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .faults import PASS, Exchange, Fault
from .product import Product
from .proxy import FaultProxy
from .screen import visit, wait_until
from .stage import Stage
from .storage import wait_for_order


@pytest.fixture
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, "cleaner") as page:
        yield page


def _wait_for_the_shell(page: Page) -> None:
    """The service worker has the whole app and answers for this page; the phone has kept the list."""
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.locator("[data-order]").first.wait_for()
    wait_until(page, _LIST_KEPT)


_LIST_KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const found = asked.result.transaction('boxes').objectStore('boxes').get('mine');
    found.onsuccess = () => { asked.result.close(); resolve(found.result !== undefined); };
  };
})"""


def test_known_orders_can_be_read_without_a_network(cleaner: Page, stage: Stage) -> None:
    order, other = stage.accepted(), stage.assigned()
    cleaner.goto("/box/mine")
    _wait_for_the_shell(cleaner)
    row = cleaner.locator(f"[data-order='{order}']")
    row.tap()
    expect(cleaner.locator(".timeline")).to_contain_text("已接单")
    wait_for_order(cleaner, order)
    cleaner.locator(".back").tap()
    row.wait_for()

    cleaner.context.set_offline(True)
    cleaner.goto("/box/mine")
    expect(cleaner.locator(".strip")).to_contain_text("没有网络，显示的是之前的内容")
    expect(cleaner.locator(f"[data-order='{other}']")).to_be_visible()
    row.tap()
    expect(cleaner.locator(".strip")).to_contain_text("连不上网络")
    expect(cleaner.locator(".timeline")).to_contain_text("已接单")
    cleaner.reload()
    expect(cleaner.locator(".timeline")).to_contain_text("已接单")
    expect(cleaner.locator(".links a[href^='tel:']")).to_be_visible()


def test_an_order_never_opened_shows_at_least_what_the_list_knew(cleaner: Page, stage: Stage) -> None:
    order = stage.assigned()
    cleaner.goto("/box/mine")
    _wait_for_the_shell(cleaner)
    row = cleaner.locator(f"[data-order='{order}']")
    row.wait_for()
    cleaner.context.set_offline(True)
    row.tap()
    expect(cleaner.locator(".strip")).to_contain_text("连不上网络")
    expect(cleaner.locator(".facts")).to_contain_text("金杨一居居委会")


def test_the_list_is_fresh_again_as_soon_as_the_network_is_back(cleaner: Page, stage: Stage) -> None:
    cleaner.goto("/box/mine")
    _wait_for_the_shell(cleaner)
    cleaner.context.set_offline(True)
    order = stage.assigned()
    cleaner.reload()
    expect(cleaner.locator(".strip")).to_be_visible()
    expect(cleaner.locator(f"[data-order='{order}']")).to_have_count(0)
    cleaner.context.set_offline(False)
    expect(cleaner.locator(f"[data-order='{order}']")).to_be_visible()
    expect(cleaner.locator(".strip")).to_have_count(0)


def test_every_screen_opens_without_a_network(cleaner: Page) -> None:
    cleaner.goto("/box/mine")
    _wait_for_the_shell(cleaner)
    cleaner.context.set_offline(True)
    for path, heading in (("/report", "上报问题"), ("/me", "我的"), ("/box/pool", "工单"), ("/", "工单")):
        cleaner.goto(path)
        expect(cleaner.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_first_install_that_a_lost_file_ends_is_tried_again(chromium: Browser, product: Product) -> None:
    lost: list[Exchange] = []

    def once(it: Exchange) -> Fault:
        if lost or not it.path.startswith("/assets/map-draw"):
            return PASS
        lost.append(it)
        return Fault("refuse")

    with FaultProxy(product.port, once) as network, visit(chromium, product, "cleaner") as page:
        page.goto(f"{network.url}/box/mine")
        _wait_for_the_shell(page)
    assert len(lost) == 1
