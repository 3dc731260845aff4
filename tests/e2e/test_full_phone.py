"""A phone that cannot read, write or shrink a photo: it says so, loses no word, and works again once it can."""

from playwright.sync_api import Browser, Route, expect

from .browser import PHONE
from .phonebox import wait_until_at_most
from .pictures import clean, from_camera, rubbish
from .product import Product
from .reporting import ANSWER_MS
from .screen import visit
from .stage import CLEANER, COORDINATOR, Stage

_FULL = """() => {
  const { add } = IDBObjectStore.prototype;
  window.empty = () => { IDBObjectStore.prototype.add = add; };
  IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError'); };
}"""

# As when the app before this one was killed and its files are not free yet.
_SHUT = """(() => {
  const { open } = IDBFactory.prototype;
  window.free = () => { IDBFactory.prototype.open = open; };
  IDBFactory.prototype.open = () => { throw new DOMException('files are held', 'UnknownError'); };
})();"""


def test_a_photo_kept_before_comes_back_when_the_storage_can_be_read_and_is_not_written_over(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    with visit(chromium, product, CLEANER) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
        page.locator("[data-action=submit]").wait_for()
        page.add_init_script(_SHUT)
        page.reload()
        shutter = page.locator("[data-action=shoot-after] input")
        shutter.wait_for(state="attached")
        shutter.set_input_files(from_camera(rubbish()))
        expect(page.locator("[data-toast=problem]")).to_be_visible()
        page.evaluate("() => window.free()")
        expect(page.locator("[data-action=submit]")).to_be_visible(timeout=ANSWER_MS)
        page.locator("[data-action=submit]").tap()
        expect(page.locator(".timeline")).to_contain_text("已提交整改照片")
        wait_until_at_most(page, 0)
    assert [photo["phase"] for photo in stage.order(order)["photos"]] == ["found", "after"]


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
