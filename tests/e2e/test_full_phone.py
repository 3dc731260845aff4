"""A phone that cannot write, or cannot shrink a photo: it says so, loses no word, and works again once it can."""

from playwright.sync_api import Browser, Route, expect

from .browser import PHONE
from .pictures import clean, from_camera
from .product import Product
from .screen import visit
from .stage import CLEANER, COORDINATOR, Stage

_FULL = """() => {
  const { add } = IDBObjectStore.prototype;
  window.empty = () => { IDBObjectStore.prototype.add = add; };
  IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError'); };
}"""


def test_a_reason_stays_on_the_screen_until_it_is_written_down(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.dispatched()
    with visit(chromium, product, COORDINATOR) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-action=more]").tap()
        page.locator("[data-action=void]").tap()
        sheet = page.locator("dialog")
        sheet.locator("input[value=other]").check()
        sheet.locator("textarea").fill("现场已拆除")
        page.evaluate(_FULL)
        sheet.locator("[data-action=send-reason]").tap()
        expect(sheet.get_by_role("alert")).to_contain_text("手机存不下了")
        expect(sheet.locator("textarea")).to_have_value("现场已拆除")

        page.evaluate("() => window.empty()")
        sheet.locator("[data-action=send-reason]").tap()
        expect(sheet).to_have_count(0)
        expect(page.locator("[data-state=void]").first).to_be_visible()
        expect(page.locator(".timeline")).to_contain_text("现场已拆除")


def test_after_a_worker_that_did_not_load_the_next_photo_gets_a_new_one(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order, asked = stage.accepted(), list[str]()

    def first_fails(route: Route) -> None:
        answer = route.fetch()
        if "createImageBitmap" in answer.text():
            asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    with visit(chromium, product, CLEANER, PHONE, service_workers="block") as page:
        page.route("**/assets/photo-*.js", first_fails)
        page.goto(f"/orders/{order}")
        shutter = page.locator("[data-action=shoot-after] input")
        shutter.set_input_files(from_camera(clean()))
        expect(page.locator("[data-toast=problem]")).to_contain_text("打不开这张照片")
        shutter.set_input_files(from_camera(clean()))
        expect(page.locator("[data-upload=stored]")).to_be_visible()
    assert len(asked) == 2
