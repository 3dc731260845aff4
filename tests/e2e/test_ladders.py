"""Who is told when nobody acts: levels of an element, seen, changed, and gone back from."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import PHONE
from .product import Product
from .screen import cut_off, small_targets, too_wide, visit

# Of an element that no other test asks anything of: the product is shared.
ELEMENT = "compound.facade"
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page), *cut_off(page)] == []


def test_an_administrator_adds_a_level_and_goes_back_to_the_default(chromium: Browser, product: Product) -> None:
    admin = product.person("admin")
    with visit(chromium, product, "admin", NARROW) as page:
        page.goto(f"/admin/elements/{ELEMENT}/settings")
        page.locator("[data-action=ladders]").tap()
        fixed = page.locator("[data-ladder=not_fixed]")
        expect(fixed.locator("[data-level]")).to_have_count(3)
        fixed.locator("[data-action=add-level]").tap()
        page.locator("[data-setting=level-who]").select_option("person")
        page.locator("[data-action=level-done]").tap()
        expect(page.locator("[data-setting=level-amount]")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("[data-setting=level-person]")).to_have_attribute("aria-invalid", "true")
        _sound(page)
        page.get_by_text("时限内").tap()
        unit = page.locator("[data-setting=level-unit] option").last
        expect(unit).not_to_have_attribute("value", "")
        page.locator("[data-setting=level-unit]").select_option(unit.get_attribute("value"))
        somebody = page.locator("[data-setting=level-person] option").last
        expect(somebody).not_to_have_attribute("value", "")
        name = somebody.inner_text()
        page.locator("[data-setting=level-person]").select_option(somebody.get_attribute("value"))
        page.locator("[data-rung=gateway]").check()
        words = f"时限用到 50% 时：通知{name}，手机推送和应用内提醒，同时立即通过群机器人、短信或邮件。"
        expect(page.locator("[data-reads]")).to_contain_text(words)
        page.locator("[data-action=level-done]").tap()
        expect(fixed.locator("[data-level]")).to_have_count(4)
        expect(fixed.locator("[data-level='1']")).to_contain_text(words)
        page.locator("[data-action=save-ladders]").tap()
        expect(page.locator("[data-ladders]")).to_have_attribute("data-version", "2")
        _sound(page)
        found = admin.get(f"/elements/{ELEMENT}")
        assert list(found["ladders"]) == ["not_fixed"]
        assert found["ladders"]["not_fixed"][0]["at_once"] == ["gateway"]

        fixed.locator("[data-action=default-levels]").tap()
        page.locator("[data-action=save-ladders]").tap()
        expect(page.locator("[data-ladders]")).to_have_attribute("data-version", "3")
        expect(fixed).to_have_attribute("data-own", "false")
        page.goto(f"/admin/elements/{ELEMENT}/settings")
        expect(page.locator("[data-changes='2']")).to_contain_text(f"{words} 到时限时")
        _sound(page)
    assert admin.get(f"/elements/{ELEMENT}")["ladders"] == {}
