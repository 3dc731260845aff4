"""What administrators look after: elements' settings, looks at sealed originals, damaged photos."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import DESK, PHONE
from .pictures import clean
from .product import Product, new_id, now
from .screen import cut_off, small_targets, too_wide, visit
from .stage import CLEANER, MANAGER, Stage

ADMIN = "admin"
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}


@pytest.fixture
def phone(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, ADMIN, NARROW) as page:
        yield page


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page), *cut_off(page)] == []


def _open(page: Page, element: str) -> None:
    page.goto(f"/admin/elements/{element}/settings")
    page.locator(f"[data-settings='{element}']").wait_for()


def _saved(page: Page, version: int) -> None:
    expect(page.locator(f"[data-version='{version}']")).to_be_visible()
    expect(page.locator("[data-action=save-settings]")).to_be_disabled()


def test_limits_are_changed_after_a_look_at_the_orders_that_move_and_an_order_tells_its_sum(
    phone: Page, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    element = stage.order(order)["element"]["code"]
    before = product.person(ADMIN).get(f"/elements/{element}")
    _open(phone, element)
    phone.locator("[data-limit=fix]").fill("0")
    phone.locator("[data-action=save-settings]").tap()
    expect(phone.locator("[data-limits] .wrong")).to_contain_text("1")
    phone.locator("[data-limit=fix]").fill("2")
    phone.locator("[data-unit=fix]").select_option("working_days")
    phone.locator("[data-action=save-settings]").tap()
    expect(phone.locator("dialog [data-moved]")).not_to_have_attribute("data-moved", "0")
    _sound(phone)
    phone.locator("[data-action=limits-sure]").tap()
    _saved(phone, before["version"] + 1)
    expect(phone.locator("[data-changes] li").first).to_contain_text("2 个工作日")

    phone.goto(f"/orders/{order}")
    phone.locator("[data-action=sum]").tap()
    fix = phone.locator("dialog [data-sum=fix]")
    expect(fix).to_contain_text("2 个工作日")
    expect(fix).to_contain_text("机关工作时间")
    expect(phone.locator("dialog [data-sum=resident]")).to_contain_text("居民等待")
    _sound(phone)
    # What other tests find must not depend on this one.
    plain = {"id": new_id(), "version": before["version"] + 1, "limits": {"fix": before["limits"]["fix"]}}
    product.person(ADMIN).patch(f"/elements/{element}", plain)


def test_an_administrator_sets_what_an_element_asks_and_stands_in_its_changes(phone: Page, product: Product) -> None:
    phone.goto("/me")
    phone.locator("[data-action=admin]").tap()
    phone.locator("[data-element='river.plants']").tap()
    phone.locator("[data-setting=stamp]").uncheck()
    phone.locator("[data-setting=inspect_share]").fill("12.5")
    phone.locator("[data-action=add-line]").tap()
    phone.get_by_label("第 1 条（中文）").fill("岸边已清理")
    phone.get_by_label("第 1 条（英文）").fill("The bank is clear")
    phone.locator("[data-thresholds] summary").tap()
    phone.locator("[data-setting=far_m]").fill("500")
    phone.locator("[data-action=save-settings]").tap()
    _saved(phone, 2)
    expect(phone.locator("[data-changes='1']")).to_contain_text("距点位超过（米）: 默认 → 500")
    expect(phone.locator("[data-changes='1']")).to_contain_text("照片加水印: 开 → 关")
    _sound(phone)
    found = product.person(ADMIN).get("/elements/river.plants")
    assert (found["stamp"], found["inspect_share"], found["thresholds"]["far_m"]) == (False, 0.125, 500)
    assert found["checklist"] == [{"zh": "岸边已清理", "en": "The bank is clear"}]


def test_what_cannot_be_is_pointed_at_and_nothing_is_sent(phone: Page) -> None:
    _open(phone, "river.outfall")
    phone.locator("[data-setting=keep_days]").fill("2")
    phone.locator("[data-setting=clear_frames]").fill("1.5")
    phone.locator("[data-action=save-settings]").tap()
    expect(phone.locator(".foot .wrong")).to_have_text("请先改正标出的内容")
    expect(phone.locator("[data-setting=keep_days]")).to_be_focused()
    expect(phone.locator("[data-setting=clear_frames]")).to_have_attribute("aria-invalid", "true")
    expect(phone.locator("[data-version='1']")).to_be_visible()
    _sound(phone)


def test_it_is_asked_before_more_photos_are_deleted(phone: Page, product: Product) -> None:
    _open(phone, "river.railing")
    phone.locator("[data-setting=keep_days]").fill("3650")
    phone.locator("[data-action=save-settings]").tap()
    expect(phone.locator("dialog")).to_contain_text("3650 天")
    _sound(phone)
    phone.locator("[data-action=keep-photos]").tap()
    expect(phone.locator("dialog")).to_have_count(0)
    assert product.person(ADMIN).get("/elements/river.railing")["keep_days"] is None
    phone.locator("[data-action=save-settings]").tap()
    phone.locator("[data-action=forget-sure]").tap()
    _saved(phone, 2)
    assert product.person(ADMIN).get("/elements/river.railing")["keep_days"] == 3650


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(chromium: Browser, product: Product) -> None:
    admin = product.person(ADMIN)
    with visit(chromium, product, ADMIN, DESK | {"locale": "en-GB"}) as page:
        _open(page, "street.posters")
        page.locator("[data-setting=sample_share]").fill("33")
        admin.patch("/elements/street.posters", {"id": new_id(), "version": 1, "reopen_days": 21})
        page.locator("[data-action=save-settings]").click()
        expect(page.locator(".foot .wrong")).to_contain_text("Somebody else has just changed")
        expect(page.locator("[data-setting=reopen_days]")).to_have_value("21")
        expect(page.locator("[data-setting=sample_share]")).to_have_value("33")
        page.keyboard.press("Enter")
        _saved(page, 3)
    found = admin.get("/elements/street.posters")
    assert (found["reopen_days"], found["sample_share"]) == (21, 0.33)


def test_who_looked_at_originals_and_what_is_damaged_is_listed_a_page_at_a_time(
    phone: Page, product: Product, stage: Stage
) -> None:
    order, photo = stage.accepted(), product.person(CLEANER).put_photo(clean())
    shot = {"sha256": photo, "phase": "after", "taken_at": now(), "source": "camera"}
    product.person(CLEANER).act(order, "submit", photos=[shot])
    box = {"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2}
    product.person(MANAGER).act(order, "redact", photo=photo, boxes=[box])
    for number in range(51):
        seen = phone.request.get(f"/api/v1/photos/{photo}/original", params={"why": f"投诉核实 {number}"})
        assert seen.ok, seen.text()
    phone.goto("/admin/looks")
    rows = phone.locator("[data-look]")
    expect(rows).to_have_count(50)
    expect(rows.filter(has_text="投诉核实 50")).to_have_count(1)
    expect(rows.filter(has_text="投诉核实 0")).to_have_count(0)
    _sound(phone)
    phone.locator("[data-action=more-rows]").tap()
    expect(rows.filter(has_text="投诉核实 0")).to_have_count(1)
    product.damage(photo)
    phone.get_by_role("link", name="损坏照片").tap()
    found = phone.locator(f"[data-damage='{photo}']")
    expect(found).to_contain_text(photo[:16])
    _sound(phone)
    found.locator("a").tap()
    phone.wait_for_url(f"**/orders/{order}")
