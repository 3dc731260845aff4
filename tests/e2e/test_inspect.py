"""Blind re-inspection on an inspector's phone: look or go there, say whether it is so, also without a network."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import PHONE
from .pictures import clean, from_camera
from .product import Product
from .screen import small_targets, too_wide, visit
from .stage import MANAGER, Stage

INSPECTOR = "inspector"
ENGLISH: dict[str, Any] = PHONE | {"locale": "en-GB"}


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page)] == []


def test_an_inspector_photographs_the_spot_and_a_bad_finding_opens_the_order_again(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order, drawn = stage.drawn()
    with visit(chromium, product, INSPECTOR) as page:
        page.goto("/")
        page.wait_for_url("**/inspect")
        row = page.locator(f"[data-inspection='{drawn}']")
        row.wait_for()
        _sound(page)
        row.tap()
        expect(page.locator(".hero .compare img")).to_have_count(2)
        expect(page.locator("[data-action=navigate]")).to_be_visible()
        for name in ("王建国", "沈国强", "金杨一居居委会"):
            expect(page.locator("#main")).not_to_contain_text(name)
        page.locator("[data-action=send-verdict]").tap()
        expect(page.locator(".foot .wrong")).to_have_text("请先选“属实”或“不属实”")
        page.locator("input[value=bad]").check()
        page.locator("[data-action=shoot-spot] input").set_input_files(from_camera(clean()))
        page.locator("[data-upload=stored]").wait_for()
        page.locator("[data-action=send-verdict]").tap()
        expect(page.locator(".foot .wrong")).to_have_text("不属实时，请写明看到了什么")
        _sound(page)
        page.get_by_label("说明", exact=True).fill("垃圾还在，只是挪到了墙后")
        page.locator("[data-action=send-verdict]").evaluate("(it) => { it.click(); it.click(); }")
        expect(page.locator("[data-toast=done]")).to_contain_text("复核结果已送达")
        page.wait_for_url("**/inspect")
        expect(row).to_have_count(0)
    seen = product.person(MANAGER).get(f"/orders/{order}")
    assert (seen["state"], stage.times(order, "reopen")) == ("dispatched", 1)
    assert [photo["phase"] for photo in seen["photos"]][-1] == "inspect"


def test_a_finding_made_without_a_network_waits_on_the_phone_and_is_sent_once(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order, drawn = stage.drawn()
    with visit(chromium, product, INSPECTOR, ENGLISH) as page:
        page.goto(f"/inspect/{drawn}")
        page.locator("[data-action=send-verdict]").wait_for()
        page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
        page.context.set_offline(True)
        page.locator("input[value=good]").check()
        page.locator("[data-action=send-verdict]").tap()
        expect(page.locator("[data-waits='1']")).to_contain_text("1 waiting to be sent")
        expect(page.locator(f"[data-inspection='{drawn}']")).to_have_count(0)
        _sound(page)
        page.goto("/outbox")
        expect(page.locator("[data-item]")).to_contain_text("Re-inspection")
        _sound(page)
        page.context.set_offline(False)
        expect(page.locator("[data-item]")).to_have_count(0)
    assert stage.order(order)["state"] == "closed"


def test_the_board_says_of_a_manager_s_reviewers_what_their_numbers_can_tell(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    stage.inspected()
    [most, *_] = product.person(MANAGER).get("/stats/inspections")["strata"]
    with visit(chromium, product, MANAGER, PHONE | {"viewport": {"width": 360, "height": 740}}) as page:
        page.goto("/board")
        expect(page.locator("[data-figures=reversals]")).to_contain_text("由另一人改判的比例")
        expect(page.locator("[data-figures=inspections]")).to_contain_text("随机抽取")
        first = page.locator("[data-stratum]").first
        expect(first).to_have_attribute("data-stratum", most["stratum"])
        expect(first).to_contain_text(most["element"]["name"]["zh"])
        expect(first).to_contain_text(f"{most['agreed']} / {most['judged']} 件相符")
        _sound(page)
        with page.expect_response(lambda it: it.url.endswith("/stats/inspections?days=30") and it.ok):
            page.get_by_text("近 30 天").tap()
        expect(first).to_contain_text("件相符")
        _sound(page)
