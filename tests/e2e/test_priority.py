"""An order becomes urgent, and waits for another unit's answer, as those who work on it see it."""

from playwright.sync_api import Browser, expect

from . import axe
from .browser import PHONE
from .product import Product
from .screen import cut_off, small_targets, too_wide, visit
from .stage import CLEANER, MANAGER, Stage

NARROW = PHONE | {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}


def test_a_manager_makes_an_order_urgent_and_whoever_has_it_asks_another_unit(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    stage.settings(order, wait_times=3)
    with (
        visit(chromium, product, MANAGER, NARROW | {"locale": "en-GB"}) as manager,
        visit(chromium, product, CLEANER, NARROW) as worker,
    ):
        manager.goto(f"/orders/{order}")
        manager.locator(".timeline").wait_for()
        manager.locator("[data-action=more]").tap()
        manager.locator("[data-action=prioritize]").tap()
        manager.get_by_label("A danger to people").check()
        assert [*axe.violations(manager), *too_wide(manager), *small_targets(manager)] == []
        manager.locator("[data-action=send-reason]").tap()
        expect(manager.locator("[data-urgent]").first).to_have_text("Urgent")
        expect(manager.locator(".timeline")).to_contain_text("Priority changed")

        worker.goto(f"/orders/{order}")
        expect(worker.locator("[data-urgent]").first).to_have_text("紧急")
        worker.locator("[data-action=more]").tap()
        worker.locator("[data-action=wait]").tap()
        worker.locator("[data-action=send-wait]").tap()
        expect(worker.locator("dialog .wrong").first).to_have_text("请选择单位")
        worker.locator("dialog select").select_option(index=1)
        worker.locator("dialog textarea").fill("请先关水阀")
        assert [*axe.violations(worker), *too_wide(worker), *small_targets(worker), *cut_off(worker)] == []
        worker.locator("[data-action=send-wait]").tap()
        expect(worker.locator("[data-waits=unit]")).to_contain_text("请先关水阀")
        expect(worker.locator("[data-unsent]")).to_have_count(0)
        assert [*axe.violations(worker), *too_wide(worker), *small_targets(worker)] == []
    assert (stage.order(order)["priority"], stage.order(order)["waits_for"]) == ("urgent", "unit")
    stage.settings(order, wait_times=0)
