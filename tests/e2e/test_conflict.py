"""What was done away from the network while the order went on without it: nothing is lost, and both sides see it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from . import axe
from .pictures import clean, from_camera
from .product import Product
from .screen import small_targets, too_wide, visit
from .stage import CLEANER, COORDINATOR, MANAGER, Stage
from .storage import wait_for_words


@pytest.fixture
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, CLEANER) as page:
        yield page


def _go_away_from_the_network(page: Page, order: str) -> None:
    page.goto(f"/orders/{order}")
    page.locator(".timeline").wait_for()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.context.set_offline(True)


def _submit(page: Page, words: str) -> None:
    page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
    page.locator("[data-upload=waiting]").wait_for()
    page.get_by_label("补充说明（可不填）").fill(words)
    page.locator("[data-action=submit]").tap()
    expect(page.locator("[data-unsent=submit]")).to_be_visible()


def test_photos_and_words_for_an_order_that_was_voided_meanwhile_are_kept_on_it(
    cleaner: Page, chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    _go_away_from_the_network(cleaner, order)
    _submit(cleaner, "已清走两袋")
    product.person(COORDINATOR).act(order, "void", reason="duplicate")
    cleaner.context.set_offline(False)

    expect(cleaner.locator("[data-state=void]").first).to_be_visible()
    expect(cleaner.locator(".timeline")).to_contain_text("已清走两袋")
    cleaner.goto("/outbox")
    expect(cleaner.locator("[data-parked='order.void']")).to_be_visible()
    kept = stage.order(order)
    assert (kept["state"], stage.times(order, "kept"), stage.times(order, "submit")) == ("void", 1, 0)
    assert [photo["phase"] for photo in kept["photos"]][1:] == ["kept"]
    with visit(chromium, product, MANAGER) as desk:
        desk.goto(f"/orders/{order}")
        expect(desk.locator(".timeline")).to_contain_text("已清走两袋")


def test_photos_taken_but_not_submitted_before_the_order_moved_on_can_still_be_handed_in(
    cleaner: Page, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    cleaner.goto(f"/orders/{order}")
    cleaner.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
    cleaner.get_by_label("补充说明（可不填）").fill("已清走三袋")
    cleaner.locator("[data-upload=stored]").wait_for()
    wait_for_words(cleaner, "已清走三袋")
    product.person(COORDINATOR).act(order, "void", reason="duplicate")

    cleaner.goto("/outbox")
    cleaner.locator(f"[data-loose='{order}'] a").tap()
    expect(cleaner.locator("[data-stranded]")).to_contain_text("工单已有变化")
    assert [*axe.violations(cleaner), *too_wide(cleaner), *small_targets(cleaner)] == []
    cleaner.locator("[data-action=hand-in]").tap()
    expect(cleaner.locator(".timeline")).to_contain_text("已清走三袋")
    expect(cleaner.locator("[data-stranded]")).to_have_count(0)
    # Shown at once; the server has it when the mark is gone.
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert stage.times(order, "kept") == 1

    cleaner.goto("/outbox")
    cleaner.locator("[data-attached]").wait_for()
    cleaner.locator("[data-action=clear]").tap()
    expect(cleaner.get_by_role("heading", name="全部已送达")).to_be_visible()


def test_who_accepts_too_late_is_told_that_somebody_else_was_first(
    cleaner: Page, product: Product, stage: Stage
) -> None:
    order = stage.dispatched()
    product.person(COORDINATOR).act(order, "assign", person=stage.person_id(CLEANER))
    _go_away_from_the_network(cleaner, order)
    cleaner.locator("[data-action=accept]").tap()
    expect(cleaner.locator("[data-unsent=accept]")).to_be_visible()
    product.person(COORDINATOR).act(order, "assign", person=stage.person_id(COORDINATOR))
    product.person(COORDINATOR).act(order, "accept")
    cleaner.context.set_offline(False)

    cleaner.goto("/outbox")
    parked = cleaner.locator("[data-parked='order.taken']")
    expect(parked).to_contain_text("别人已经接了这一单")
    assert stage.order(order)["person"]["id"] == stage.person_id(COORDINATOR)
    assert stage.times(order, "accept") == 1
