"""A phone comes in by a code that somebody else shows, and is put out from that desk again."""

from playwright.sync_api import Browser, Page, expect

from .browser import DESK
from .product import Product
from .screen import visit, wait_until
from .stage import COORDINATOR, Stage

_KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = async () => {
    const tx = asked.result.transaction(['orders', 'boxes', 'kept']);
    const count = (name) => new Promise((done) => {
      const keys = tx.objectStore(name).getAllKeys();
      keys.onsuccess = () => done(keys.result.filter((key) => key !== 'contact').length);
    });
    const counts = await Promise.all(['orders', 'boxes', 'kept'].map(count));
    asked.result.close();
    resolve([...counts, (await caches.has('thumbs')) ? 1 : 0]);
  };
})"""

_OWN_ID = """() => fetch('/api/v1/phones').then((it) => it.json()).then((it) => it.items.find((one) => one.here).id)"""


def _show_code(desk: Page, person: str) -> str:
    """Show the code for somebody of the unit and return its address, as a camera would read it."""
    desk.goto("/people")
    desk.locator(f"[data-person='{person}'] [data-action=enrol]").click()
    desk.locator(".qr img").wait_for()
    desk.locator("summary").click()
    return desk.locator("[data-enrol-url]").inner_text()


def test_a_scanned_code_lets_a_phone_in_once_and_the_desk_puts_it_out_again(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order, person = stage.assigned(), stage.person_id("cleaner")
    with (
        visit(chromium, product, COORDINATOR, DESK) as desk,
        visit(chromium, product, None) as phone,
        visit(chromium, product, None) as thief,
    ):
        url = _show_code(desk, person)
        phone.goto(url)
        phone.wait_for_url("**/box/mine")
        row = phone.locator(f"[data-order='{order}']")
        row.wait_for()
        assert "#" not in phone.url
        expect(desk.locator("[data-enrolled]")).to_contain_text("已登记")

        thief.goto(url)
        expect(thief.locator("[data-enrol=failed]")).to_contain_text("请调度员换一个新码")
        assert "#" not in thief.url

        row.locator("img").wait_for()
        row.tap()
        phone.locator(".timeline").wait_for()
        wait_until(phone, f"async () => (await ({_KEPT})())[0] > 0")
        _revoke(desk, person, phone.evaluate(_OWN_ID))
        phone.goto("/box/mine")
        expect(phone.locator("[data-why=revoked]")).to_contain_text("这台手机已被停用")
        wait_until(phone, f"async () => (await ({_KEPT})()).every((count) => count === 0)")


def _revoke(desk: Page, person: str, phone: str) -> None:
    desk.goto("/people")
    desk.locator(f"[data-person='{person}'] [data-action=phones]").click()
    desk.locator(f"[data-phone='{phone}'] [data-action=revoke]").click()
    expect(desk.locator("dialog")).to_contain_text("清除已下载的工单")
    desk.locator("[data-action=revoke-sure]").click()
    expect(desk.locator(f"[data-phone='{phone}']")).to_have_count(0)


def test_a_code_scanned_on_somebody_elses_phone_asks_first(chromium: Browser, product: Product, stage: Stage) -> None:
    with visit(chromium, product, COORDINATOR, DESK) as desk, visit(chromium, product, None) as phone:
        # A session of its own: handing the phone over ends it, and other tests share the ready-made one.
        phone.goto("/")
        phone.locator("[data-login=volunteer]").tap()
        phone.wait_for_url("**/report")
        phone.goto("/me")
        expect(phone.get_by_role("heading", level=2).first).to_have_text("吴美玲")
        url = _show_code(desk, stage.person_id("cleaner"))
        phone.goto(url)
        expect(phone.locator("[data-enrol=ask]")).to_contain_text("正登录着 吴美玲")
        phone.locator("[data-action=enrol-stay]").tap()
        phone.wait_for_url("**/report")
        phone.goto(url)
        phone.locator("[data-action=enrol-go]").tap()
        phone.wait_for_url("**/box/mine")
        phone.goto("/me")
        expect(phone.get_by_role("heading", level=2).first).to_have_text("王建国")


def test_a_page_without_a_code_says_what_to_do(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, None) as phone:
        phone.goto("/enrol")
        expect(phone.locator("[data-enrol=none]")).to_contain_text("请用相机扫调度员出示的二维码")
