"""What a manager covers of a photo: whoever had it on the phone before sees it covered, with and without a network."""

from playwright.sync_api import Browser, Page, expect

from .product import Product
from .screen import visit, wait_until
from .stage import MANAGER, Stage

WHOLE = {"x": 0, "y": 0, "w": 1, "h": 1}
# All but the lower edge, where the stamp is.
_ALL_ARE = """([where, dark]) => {
  const isDark = (one) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
    const context = canvas.getContext('2d');
    context.drawImage(one, 0, 0, 8, 8);
    return context.getImageData(0, 0, 8, 4).data.every((value, at) => at % 4 === 3 || value < 70);
  };
  const all = [...document.querySelectorAll(where)].filter((one) => !one.hidden);
  return all.length > 0 && all.every((one) => one.complete && one.naturalWidth > 0 && isDark(one) === dark);
}"""
_KEPT = """async ([sha256, search]) => {
  const all = (await (await caches.open('thumbs')).keys()).map(({ url }) => new URL(url));
  const kept = all.filter(({ pathname }) => pathname.includes(sha256));
  return navigator.serviceWorker.controller?.state === 'activated' && kept.length === 1 && kept[0].search === search;
}"""


def shows(page: Page, where: str, *, covered: bool) -> None:
    wait_until(page, _ALL_ARE, [where, covered])


def test_a_photo_that_is_covered_later_is_shown_covered_on_the_phone_that_had_it(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    picture = stage.order(order)["picture"]
    row, whole = f"[data-order='{order}'] img", ".hero .picture img, .shot .picture img"
    with visit(chromium, product, "cleaner") as phone:
        phone.goto("/box/mine")
        wait_until(phone, _KEPT, [picture, ""])
        phone.locator(f"[data-order='{order}']").scroll_into_view_if_needed()
        shows(phone, row, covered=False)
        product.person(MANAGER).act(order, "redact", photo=picture, boxes=[WHOLE])
        shows(phone, row, covered=True)
        wait_until(phone, _KEPT, [picture, "?r=1"])
        phone.locator(f"[data-order='{order}']").tap()
        expect(phone.locator(".hero .picture img")).to_have_count(2)
        shows(phone, whole, covered=True)
        phone.context.set_offline(True)
        phone.goto("/box/mine")
        phone.locator(f"[data-order='{order}']").scroll_into_view_if_needed()
        shows(phone, row, covered=True)
