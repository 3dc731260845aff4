"""The story the product exists for, played by three people on three phones, with nothing reloaded."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from .browser import launch_with_push
from .gcm import MiniGcm
from .notifications import CLICK_ON_BODY, Desktop, Notification
from .pictures import clean, from_camera, rubbish
from .product import Product
from .reviewing import find, glance, gone
from .screen import faults, mark, visit, wait_for_pictures, was_reloaded
from .stage import Stage


@dataclass(frozen=True)
class Phone:
    """A Chromium of its own in somebody's pocket: logged in, push switched on, no page of ours open."""

    context: BrowserContext
    desktop: Desktop

    def tap(self, shown: Notification, action: str = CLICK_ON_BODY) -> Page:
        """Tap a notification and return the page that opens."""
        with self.context.expect_page() as opened:
            self.desktop.click(shown, action)
        return opened.value


@contextmanager
def pocketed(playwright: Playwright, gcm: MiniGcm, product: Product, login: str, folder: Path) -> Generator[Phone]:
    with Desktop() as desktop, launch_with_push(playwright, folder, gcm, desktop) as context:
        page = context.pages[0]
        page.goto(product.url)
        page.locator(f"[data-login={login}]").tap()
        page.locator(".nav").wait_for()
        page.goto(f"{product.url}/me/phone")
        page.locator("[data-action=push-on]").tap()
        expect(page.locator("[data-push=on]")).to_be_visible()
        page.goto("about:blank")
        yield Phone(context, desktop)


def test_from_a_cameras_signal_to_a_closed_order_on_three_phones(
    playwright: Playwright, chromium: Browser, gcm: MiniGcm, product: Product, stage: Stage, tmp_path: Path
) -> None:
    with (
        pocketed(playwright, gcm, product, "coordinator", tmp_path) as phone,
        visit(chromium, product, "cleaner") as cleaner,
        visit(chromium, product, "manager") as manager,
    ):
        wrong = [faults(cleaner), faults(manager)]
        cleaner.goto("/box/mine")
        manager.goto("/review")
        for page in (cleaner, manager):
            page.locator(".nav").wait_for()
            mark(page)

        order = product.camera().signal(rubbish())["order_id"]
        coordinator = _open_from_notification(phone, order)
        wrong.append(faults(coordinator))
        mark(coordinator)
        _accept_and_assign(coordinator, stage.person_id("cleaner"))
        _photograph_and_submit(cleaner, order)
        _compare_and_approve(manager, order)

        for page in (coordinator, cleaner):
            expect(page.locator("[data-state=closed]")).to_be_visible()
            expect(page.locator(".timeline")).to_contain_text("核查通过，已结案")
        expect(manager.locator(f"a[href='/orders/{order}']")).to_have_count(0)
        assert not any(was_reloaded(page) for page in (coordinator, cleaner, manager))
        assert wrong == [[], [], []]
    assert all(push.headers["content-encoding"] == "aes128gcm" and b"order" not in push.body for push in gcm.pushes)
    assert stage.order(order)["state"] == "closed"


def test_the_button_on_the_notification_accepts_the_order(
    playwright: Playwright, gcm: MiniGcm, product: Product, stage: Stage, tmp_path: Path
) -> None:
    with pocketed(playwright, gcm, product, "cleaner", tmp_path) as phone:
        order = stage.assigned()
        shown = phone.desktop.wait_for("派给您的工单")
        accept = next(key for key, label in shown.actions.items() if label == "接单")
        page = phone.tap(shown, accept)
        page.wait_for_url(f"**/orders/{order}")
        expect(page.locator("[data-state=accepted]")).to_be_visible()
        expect(page.locator("[data-unsent]")).to_have_count(0)
        assert stage.times(order, "accept") == 1


def _open_from_notification(phone: Phone, order: str) -> Page:
    shown = phone.desktop.wait_for("小包垃圾落地")
    assert shown.title.startswith("新工单")
    assert "金杨路737弄垃圾厢房" in shown.body
    assert list(shown.actions.values())[:2] == ["接单", "打开"]
    page = phone.tap(shown)
    page.wait_for_url(f"**/orders/{order}")
    expect(page.get_by_role("heading", level=1)).to_have_text("小包垃圾落地")
    wait_for_pictures(page)
    return page


def _accept_and_assign(page: Page, person: str) -> None:
    page.locator("[data-action=more]").tap()
    page.locator("[data-action=accept]").tap()
    expect(page.locator("[data-state=accepted]")).to_be_visible()
    page.locator("[data-action=more]").tap()
    page.locator("dialog [data-action=assign]").tap()
    page.locator(f"[data-person='{person}']").tap()
    expect(page.locator(".facts")).to_contain_text("王建国")


def _photograph_and_submit(page: Page, order: str) -> None:
    # Whoever looks at the app is told there and not by a push.
    expect(page.locator("[data-toast=news]")).to_contain_text("派给您的工单：小包垃圾落地")
    page.locator(f"[data-order='{order}']").tap()
    camera = page.locator("[data-action=shoot-after] input")
    assert camera.get_attribute("capture") == "environment"
    camera.set_input_files(from_camera(clean()))
    expect(page.locator("[data-upload=stored]")).to_contain_text("已上传 · 已附定位")
    page.locator("[data-action=submit]").tap()
    expect(page.locator("[data-state=submitted]")).to_be_visible()


def _compare_and_approve(page: Page, order: str) -> None:
    find(page, order)
    before, after = (page.locator(".pair .picture").nth(index).bounding_box() for index in (0, 1))
    assert before
    assert after
    assert before["x"] + before["width"] <= after["x"]
    assert (before["y"], before["width"]) == (after["y"], after["width"])
    glance(page)
    page.locator("[data-action=approve]").tap()
    gone(page, order)
