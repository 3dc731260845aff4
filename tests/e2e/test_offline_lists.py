"""What a phone takes along: lists, orders, site files and the map, without a network and never opened before."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from . import storage
from .product import SITE, Product
from .screen import visit
from .stage import Stage

# Everything about an order, its thumbnail, and the map have been written down, and the app answers by itself.
# It waits by itself too: `wait_for_function` takes a promise for a yes, and opening a database too soon would make one.
_TAKEN_ALONG = """async ([order, picture]) => {
  const read = (store, key) => new Promise((resolve) => {
    const asked = indexedDB.open('fieldloop');
    asked.onsuccess = () => {
      const found = asked.result.transaction(store).objectStore(store).get(key);
      found.onsuccess = () => { asked.result.close(); resolve(found.result); };
    };
  });
  const there = async () => navigator.serviceWorker.controller?.state === 'activated'
    && (await indexedDB.databases()).some(({ name, version }) => name === 'fieldloop' && version > 1)
    && (await read('orders', order))?.events && (await read('kept', 'map'))
    && (await (await caches.open('thumbs')).match(`/api/v1/photos/${picture}/thumb`));
  for (let tries = 0; tries < 600; tries++) {
    if (await there()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it was not taken along');
}"""
_WITHOUT = "没有网络，显示的是之前的内容"


def _synced(page: Page) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [row for row in storage.rows(page, "kept") if isinstance(row, dict)]
    return next(row for row in rows if "cut" in row)


@pytest.fixture(scope="module")
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, "cleaner") as page:
        yield page


@pytest.fixture(scope="module")
def orders(cleaner: Page, stage: Stage) -> tuple[str, str]:
    """Let the phone take two orders along, one held and one of the unit, and restart it without a network."""
    held, free = stage.accepted(), stage.dispatched()
    cleaner.goto("/me")
    for order in (held, free):
        cleaner.evaluate(_TAKEN_ALONG, [order, stage.order(order)["picture"]])
    cleaner.context.set_offline(True)
    cleaner.goto("about:blank")
    return held, free


def test_lists_that_were_never_opened_show_what_is_kept(cleaner: Page, orders: tuple[str, str]) -> None:
    held, free = orders
    for box, order, other in (("mine", held, free), ("unit", free, held)):
        cleaner.goto(f"/box/{box}")
        expect(cleaner.locator(f"[data-order='{order}']")).to_be_visible()
        expect(cleaner.locator(f"[data-order='{other}']")).to_have_count(0)
        expect(cleaner.locator(".strip")).to_contain_text(_WITHOUT)


def test_a_list_that_is_longer_on_the_server_says_so_at_its_end(cleaner: Page, orders: tuple[str, str]) -> None:
    cleaner.goto("/box/mine")
    expect(cleaner.locator(".strip")).to_contain_text(_WITHOUT)
    expect(cleaner.locator("[data-cut]")).to_have_count(0)
    synced = _synced(cleaner)
    storage.put(cleaner, "kept", "sync", synced | {"cut": ["unit"]})
    cleaner.goto("/box/unit")
    expect(cleaner.locator("[data-cut]")).to_contain_text("前 200 件")


def test_an_order_that_was_never_opened_is_whole(cleaner: Page, orders: tuple[str, str]) -> None:
    cleaner.goto(f"/orders/{orders[0]}")
    expect(cleaner.locator(".timeline")).to_contain_text("已接单")
    expect(cleaner.locator(".links a[href^='tel:']")).to_be_visible()
    expect(cleaner.locator("[data-action='shoot-after']")).to_be_visible()


def test_its_thumbnail_is_there(cleaner: Page, orders: tuple[str, str]) -> None:
    cleaner.goto("/box/mine")
    picture = cleaner.locator(f"[data-order='{orders[0]}'] img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(it) => it.naturalWidth") > 0


def test_what_is_kept_can_be_searched(cleaner: Page, orders: tuple[str, str], stage: Stage) -> None:
    held, free = orders
    cleaner.goto("/box/mine")
    cleaner.get_by_role("button", name="搜索").tap()
    field = cleaner.get_by_role("searchbox")
    field.fill(stage.order(held)["order_no"])
    expect(cleaner.locator("[data-order]")).to_have_count(1)
    expect(cleaner.locator(f"[data-order='{held}']")).to_be_visible()
    field.fill(stage.order(free)["order_no"])
    expect(cleaner.locator(f"[data-order='{free}']")).to_be_visible()
    field.fill("没有这样的工单")
    expect(cleaner.locator("[data-order]")).to_have_count(0)


def test_a_site_s_file_is_there_from_the_order(cleaner: Page, orders: tuple[str, str], stage: Stage) -> None:
    cleaner.goto(f"/orders/{orders[0]}")
    cleaner.locator("[data-action='site']").tap()
    site = cleaner.locator("[data-site]")
    expect(site).to_have_attribute("data-site", stage.order(orders[0])["site"]["code"])
    expect(site.locator("dl")).to_contain_text("金杨一居居委会")
    expect(site.locator(f"[data-rows='open'] [data-order='{orders[0]}']")).to_be_visible()
    expect(cleaner.locator(".strip")).to_contain_text("来自这台手机")
    cleaner.goto(f"/sites/{SITE}")
    expect(cleaner.locator("dl")).to_contain_text("612")


def test_the_map_shows_the_area_and_the_orders_and_opens_one(cleaner: Page, orders: tuple[str, str]) -> None:
    cleaner.goto("/box/mine")
    cleaner.locator("[data-action='map']").tap()
    cleaner.locator("[data-map='ready']").wait_for()
    expect(cleaner.locator("path.map-outline").first).to_be_attached()
    expect(cleaner.locator("[data-credit]")).to_contain_text("OpenStreetMap")
    assert cleaner.locator(".map-mark").count() > 0
    expect(cleaner.locator(f"[data-rows='map'] [data-order='{orders[0]}']")).to_be_attached()
    cleaner.locator(".map-mark").last.press("Enter")
    expect(cleaner.locator(".timeline")).to_be_visible()
