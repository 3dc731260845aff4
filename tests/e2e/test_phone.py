"""The page "this phone": whether news arrives here, proved by both ends, and what to do where it cannot."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from .browser import PHONE, launch_with_push
from .gcm import MiniGcm
from .notifications import Desktop
from .product import Product
from .screen import visit
from .stage import Stage

_UNSUBSCRIBE = """async () => {
  const { pushManager } = await navigator.serviceWorker.ready;
  return (await pushManager.getSubscription()).unsubscribe();
}"""
# A private window cannot subscribe, so the browser's part is played; the page under test is all real.
_SUBSCRIBED = """
  const endpoint = 'https://push.example/1', options = { applicationServerKey: null };
  PushManager.prototype.getSubscription = async () => ({ endpoint, options, unsubscribe: async () => true });
  localStorage.setItem('fieldloop.push', JSON.stringify({ id: '0', person: '', endpoint, key: '' }));
"""


_SHOW_NOTICE = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.showNotification('order', { tag: 'order' });
  return (await registration.getNotifications()).length;
}"""
_NO_NOTICES = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 100; tries++) {
    if (!(await registration.getNotifications()).length) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}"""


@contextmanager
def phone_with_push(
    playwright: Playwright, gcm: MiniGcm, product: Product, folder: Path
) -> Generator[tuple[BrowserContext, Page]]:
    with Desktop() as desktop, launch_with_push(playwright, folder, gcm, desktop) as context:
        page = context.pages[0]
        page.goto(product.url)
        page.locator("[data-login=cleaner]").tap()
        page.locator(".nav").wait_for()
        page.goto(f"{product.url}/me/phone")
        page.locator("[data-action=push-on]").tap()
        expect(page.locator("[data-push=on]")).to_be_visible()
        yield context, page


def test_a_test_push_is_seen_by_both_ends_and_a_lost_subscription_comes_back_unasked(
    playwright: Playwright, gcm: MiniGcm, product: Product, tmp_path: Path
) -> None:
    with phone_with_push(playwright, gcm, product, tmp_path) as (_, page):
        page.locator("[data-action=test-push]").tap()
        expect(page.locator("[data-test=arrived]")).to_contain_text("这台手机：已收到", timeout=20_000)

        assert page.evaluate(_UNSUBSCRIBE)
        with page.expect_response("**/api/v1/push-subscriptions") as told:
            page.reload()
        assert told.value.ok
        assert "replaces" in (told.value.request.post_data_json or {})
        page.locator("[data-action=test-push]").tap()
        expect(page.locator("[data-test=arrived]")).to_be_visible(timeout=20_000)


def _let_time_pass_until(page: Page, shown: Locator) -> None:
    """What waits for a time starts its timer some moments after it is shown: one jump may come before that."""
    for _ in range(50):
        page.clock.fast_forward(1000)
        if shown.count():
            break
        page.evaluate("() => caches.keys()")
    expect(shown).to_be_visible()


@pytest.mark.parametrize(
    ("answer", "seen", "words"),
    [
        ('{"sent": true, "status": 201}', "silent", "20 秒内这台手机没有收到"),
        ('{"sent": false, "status": 410}', "refused", "没有发出去 (410)"),
    ],
)
def test_a_test_push_that_does_not_arrive_says_at_which_end(
    chromium: Browser, product: Product, answer: str, seen: str, words: str
) -> None:
    with visit(chromium, product, "cleaner") as page:
        page.add_init_script(_SUBSCRIBED)
        page.route(
            "**/push-subscriptions/0/test", lambda route: route.fulfill(content_type="application/json", body=answer)
        )
        page.clock.install()
        page.goto("/me/phone")
        page.locator("[data-action=test-push]").tap()
        shown = page.locator(f"[data-test={seen}]")
        if seen == "silent":
            page.locator("[data-test=waiting]").wait_for()
            _let_time_pass_until(page, shown)
        expect(shown).to_contain_text(words)


def test_blocked_notifications_are_said_with_the_way_out(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, "cleaner", PHONE | {"permissions": ["geolocation"]}) as page:
        page.goto("/me/phone")
        expect(page.locator("[data-push=denied]")).to_contain_text("打开手机“设置”里的“通知”")
        expect(page.locator("[data-push=denied]")).to_contain_text("新工单会即时出现")
        expect(page.locator("[data-line=may-place]")).to_have_attribute("data-is", "granted")
        expect(page.locator("[data-line=may-notifications]")).to_have_attribute("data-is", "denied")


def test_push_is_offered_after_the_first_accept_and_not_again_for_a_week(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.assigned()
    with visit(chromium, product, "cleaner") as page:
        page.clock.install()
        page.goto("/box/mine")
        page.locator(f"[data-order='{order}']").tap()
        page.locator("[data-action=accept]").tap()
        expect(page.locator("[data-state=accepted]")).to_be_visible()
        expect(page.locator("[data-unsent]")).to_have_count(0)
        page.locator(".back").tap()
        offer = page.locator("[data-strip=push]")
        _let_time_pass_until(page, offer)
        page.locator("[data-action=push-later]").tap()
        expect(offer).to_have_count(0)

        page.clock.fast_forward(8 * 24 * 3_600_000)
        page.goto("/box/mine")
        page.locator(f"[data-order='{order}']").wait_for()
        _let_time_pass_until(page, offer)


def test_the_page_says_what_this_browser_keeps(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, "cleaner") as page:
        page.goto("/me/phone")
        expect(page.locator("[data-line=sync]")).to_contain_text("全部已送达")
        expect(page.locator("[data-line=keep]")).to_contain_text("MB")
        page.locator("[data-action=look-for-update]").tap()
        expect(page.locator("[data-line=version]")).to_contain_text("已是最新版本")


def test_a_log_out_takes_the_persons_notices_out_of_the_tray(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, None, PHONE | {"permissions": ["notifications"]}) as page:
        page.goto("/me/phone")
        page.locator("[data-login=volunteer]").tap()
        page.locator("[data-line=sync]").wait_for()
        page.wait_for_function("() => localStorage.getItem('fieldloop.tray')")
        assert page.evaluate(_SHOW_NOTICE) == 1
        page.locator(".bar button").first.tap()
        page.locator("[data-action=log-out]").tap()
        page.locator("[data-login=cleaner]").wait_for()
        assert page.evaluate(_NO_NOTICES)
