"""More time: asked for on the worker's phone, decided on the manager's, also without a network in between."""

from playwright.sync_api import Browser, expect

from . import axe
from .browser import PHONE
from .product import Product
from .screen import go_offline, small_targets, too_wide, visit
from .stage import CLEANER, MANAGER, Stage


def test_a_worker_asks_for_more_time_without_a_network_and_a_manager_grants_it(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    before = stage.order(order)["clock"]["due_at"]
    with (
        visit(chromium, product, CLEANER) as worker,
        visit(chromium, product, MANAGER, PHONE | {"locale": "en-GB"}) as manager,
    ):
        worker.goto(f"/orders/{order}")
        worker.locator(".timeline").wait_for()
        worker.locator("[data-action=more]").tap()
        worker.locator("[data-action=request]").tap()
        worker.locator("[data-action=send-request]").wait_for()
        worker.locator("[data-action=send-request]").tap()
        expect(worker.locator("dialog .wrong")).to_have_text("请选择原因")
        assert [*axe.violations(worker), *too_wide(worker), *small_targets(worker)] == []
        worker.get_by_label("天气原因").check()
        go_offline(worker)
        worker.locator("[data-action=send-request]").evaluate("(it) => { it.click(); it.click(); }")
        expect(worker.locator("[data-request=waiting]")).to_contain_text("等待审批")
        worker.context.set_offline(False)
        expect(worker.locator("[data-unsent]")).to_have_count(0)
        assert stage.times(order, "request") == 1

        manager.goto(f"/orders/{order}")
        card = manager.locator("[data-request=decide]")
        expect(card).to_contain_text("More time is asked for")
        expect(card).to_contain_text("Weather")
        assert [*axe.violations(manager), *too_wide(manager), *small_targets(manager)] == []
        manager.locator("[data-action=grant]").tap()
        expect(card).to_have_count(0)
        expect(worker.locator("[data-request]")).to_have_count(0)
        expect(worker.locator(".timeline")).to_contain_text("申请已批准")
    after = stage.order(order)
    assert (after["clock"]["due_at"] > before, stage.times(order, "grant")) == (True, 1)
