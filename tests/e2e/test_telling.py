"""How people are told: set by administrators, read on an order, wished by each person."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import PHONE
from .product import Product
from .screen import cut_off, small_targets, too_wide, visit
from .stage import MANAGER, Stage

KEY = "693a91f6-7acc-4bc4-97a0-0ec2s1fa5aaa"
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page), *cut_off(page)] == []


def test_an_administrator_sets_gateway_ladder_and_words(chromium: Browser, product: Product) -> None:
    admin = product.person("admin")
    with visit(chromium, product, "admin", NARROW) as page:
        page.goto("/admin/telling")
        unit = page.locator("[data-setting=gateway-unit] option").last
        expect(unit).not_to_have_attribute("value", "")
        page.locator("[data-setting=gateway-unit]").select_option(unit.get_attribute("value"))
        page.locator("[name=gateway-url]").fill(f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}")
        page.locator("[data-action=set-gateway]").tap()
        expect(page.locator("[data-gateway]")).to_contain_text("wecombot …5aaa")
        assert KEY not in page.content()
        page.locator("[data-action=forget-gateway]").tap()
        expect(page.locator("[data-gateway]")).to_have_count(0)
        # Of a kind that no other test hears of: the product is shared.
        page.locator("[data-ladder] summary").tap()
        page.locator("[data-setting=ladder-kind]").select_option("resumed")
        page.locator("[data-setting=ladder-supervisor]").fill("15")
        page.locator("[data-setting=ladder-supervisor]").blur()
        page.locator("[data-words] summary").tap()
        page.locator("[data-setting=words-kind]").select_option("resumed")
        page.locator("[name=words-title]").fill("又开始了：{element}")
        page.locator("[name=words-body]").fill("{place}，{deadline}")
        page.locator("[data-action=preview-words]").tap()
        expect(page.locator("[data-preview]")).to_contain_text("又开始了：小包垃圾")
        page.locator("[data-action=set-words]").tap()
        expect(page.locator("[data-action=forget-words]")).to_be_visible()
        expect(page.locator("[data-log]:not([data-log=''])")).to_be_visible()
        _sound(page)
    steps = {(step["kind"], step["rung"]): step.get("minutes") for step in admin.get("/ladder")["items"]}
    assert steps["resumed", "supervisor"] == 15
    assert admin.get("/notice-words")["items"][0]["title"] == "又开始了：{element}"


def test_a_person_says_when_to_be_told_and_reads_who_was_told(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    # Somebody whose hours no other test hears of: the product is shared.
    with visit(chromium, product, "inspector", NARROW) as page:
        page.goto("/me/phone")
        page.locator("[data-setting=quiet-from]").fill("22:00")
        page.locator("[data-setting=quiet-to]").fill("06:30")
        page.locator("[data-action=save-hours]").tap()
        expect(page.locator("[data-action=save-hours]")).to_have_attribute("aria-busy", "false")
        _sound(page)
    assert product.person("inspector").get("/me/telling")["quiet_from"] == "22:00"
    order = stage.assigned()
    with visit(chromium, product, MANAGER, NARROW) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-action=told]").tap()
        expect(page.locator("[data-told] [data-rung=push]").first).to_be_visible()
        _sound(page)
    assert product.person(MANAGER).get(f"/orders/{order}/telling")["items"]
