"""What is only on this phone can be seen, waits visibly, and when refused has three ways out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from . import axe
from .pictures import clean, from_camera
from .product import Product
from .screen import go_offline, small_targets, too_wide, visit
from .stage import CLEANER, COORDINATOR, Stage
from .storage import wait_for_order

ACTIONS = "**/api/v1/orders/*/actions"
_AGE = """(days) => new Promise((resolve, reject) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const tx = asked.result.transaction('outbox', 'readwrite'), store = tx.objectStore('outbox');
    store.getAll().onsuccess = (event) => {
      for (const item of event.target.result) store.put({ ...item, made_at: item.made_at - days * 86400000 });
    };
    tx.oncomplete = () => { asked.result.close(); resolve(); };
    tx.onerror = () => reject(tx.error);
  };
})"""


@pytest.fixture
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, CLEANER) as page:
        yield page


def _accept(page: Page, order: str) -> None:
    page.goto(f"/orders/{order}")
    page.locator("[data-action=accept]").tap()
    expect(page.locator("[data-state=accepted]")).to_be_visible()


def _submit(page: Page, order: str) -> None:
    page.goto(f"/orders/{order}")
    page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
    page.locator("[data-action=submit]").tap()
    expect(page.locator("[data-state=submitted]")).to_be_visible()


def _lose(route: Route) -> None:
    route.abort("connectionreset")


def test_what_waits_is_listed_with_its_photos_and_leaves_when_the_network_is_back(cleaner: Page, stage: Stage) -> None:
    first, second = stage.assigned(), stage.accepted()
    for order in (first, second):
        cleaner.goto(f"/orders/{order}")
        cleaner.locator(".timeline").wait_for()
        wait_for_order(cleaner, order)
    go_offline(cleaner)
    _accept(cleaner, first)
    _submit(cleaner, second)

    cleaner.goto("/box/mine")
    expect(cleaner.locator("[data-strip=waits]")).to_contain_text("2 项未发送")
    expect(cleaner.locator("[data-only-here='2']")).to_be_visible()
    cleaner.locator("[data-strip=waits]").tap()
    expect(cleaner.locator("[data-why=network]")).to_have_count(2)
    expect(cleaner.locator("[data-photo=waiting] img")).to_be_visible()
    assert [*axe.violations(cleaner), *too_wide(cleaner), *small_targets(cleaner)] == []

    cleaner.context.set_offline(False)
    expect(cleaner.get_by_role("heading", name="全部已送达")).to_be_visible()
    expect(cleaner.locator("[data-only-here]")).to_have_count(0)
    assert [stage.order(order)["state"] for order in (first, second)] == ["accepted", "submitted"]


def test_a_refused_submission_can_be_saved_to_a_file_and_is_given_up_only_when_asked_twice(
    cleaner: Page, product: Product, stage: Stage, tmp_path: Path
) -> None:
    order = stage.accepted()
    cleaner.route(ACTIONS, _lose)
    _submit(cleaner, order)
    product.person(COORDINATOR).act(order, "void", reason="duplicate")
    cleaner.unroute(ACTIONS)
    cleaner.goto("/outbox")

    parked = cleaner.locator("[data-parked='order.void']")
    expect(parked).to_contain_text("这一单已作废")
    expect(parked.locator("[data-state=void]")).to_be_visible()
    expect(parked.locator("[data-attached]")).to_be_visible()
    with cleaner.expect_download() as saving:
        parked.locator("[data-action=save]").tap()
    html = Path(saving.value.path()).read_text("utf-8")
    assert saving.value.suggested_filename.endswith(".html")
    assert "王建国" in html
    assert "data:image/jpeg;base64," in html
    assert "这一单已作废" in html

    parked.locator("[data-action=give-up]").tap()
    cleaner.locator("[data-action=give-up-once]").tap()
    expect(parked).to_have_count(1)
    cleaner.locator("[data-action=give-up-sure]").tap()
    expect(cleaner.get_by_role("heading", name="全部已送达")).to_be_visible()
    expect(cleaner.locator("[data-only-here]")).to_have_count(0)


def test_a_refused_comment_is_corrected_and_sent_again(cleaner: Page, stage: Stage) -> None:
    order, refusal = stage.accepted(), '{"code": "input.invalid", "title": "x", "status": 400, "detail": "x"}'
    cleaner.route(
        ACTIONS, lambda route: route.fulfill(status=400, content_type="application/problem+json", body=refusal)
    )
    cleaner.goto(f"/orders/{order}")
    cleaner.locator("[data-action=more]").tap()
    cleaner.locator("dialog [data-action=comment]").tap()
    cleaner.locator("dialog textarea").fill("门口两袋")
    cleaner.locator("[data-action=send-comment]").tap()
    # The sheet closes when the words are written down, not before.
    expect(cleaner.locator("dialog")).to_have_count(0)
    expect(cleaner.locator("[data-only-here]")).to_have_count(0)
    cleaner.goto("/outbox")
    parked = cleaner.locator("[data-parked]")
    expect(parked).to_contain_text("您写的：门口两袋")

    cleaner.unroute(ACTIONS)
    parked.locator("[data-action=fix]").tap()
    cleaner.wait_for_url(f"**/orders/{order}")
    cleaner.locator("[data-action=more]").tap()
    cleaner.locator("dialog [data-action=comment]").tap()
    expect(cleaner.locator("dialog textarea")).to_have_value("门口两袋")
    cleaner.locator("dialog textarea").fill("门口三袋")
    cleaner.locator("[data-action=send-comment]").tap()
    expect(cleaner.locator("dialog")).to_have_count(0)
    expect(cleaner.locator(".timeline")).to_contain_text("门口三袋")
    cleaner.goto("/outbox")
    expect(cleaner.get_by_role("heading", name="全部已送达")).to_be_visible()
    assert stage.times(order, "comment") == 1


def test_what_has_waited_for_days_is_said_louder(cleaner: Page, stage: Stage) -> None:
    order = stage.assigned()
    cleaner.route(ACTIONS, _lose)
    _accept(cleaner, order)
    cleaner.evaluate(_AGE, 6)
    cleaner.goto("/box/mine")
    expect(cleaner.locator("[data-strip=old]")).to_contain_text("6 天没有发出")
    cleaner.locator("[data-strip=old]").tap()
    expect(cleaner.locator("[data-old='6']")).to_be_visible()


def test_logging_out_warns_and_seals_what_is_not_sent(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.assigned()
    with visit(chromium, product, None) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-login=cleaner]").tap()
        page.route(ACTIONS, _lose)
        page.locator("[data-action=accept]").tap()
        expect(page.locator("[data-state=accepted]")).to_be_visible()
        page.goto("/me")
        page.locator("[data-action=log-out]").tap()
        expect(page.locator("dialog")).to_contain_text("1 项操作")
        page.locator("[data-action=stay]").tap()
        expect(page.locator("dialog")).to_have_count(0)
        page.locator("[data-action=log-out]").tap()
        page.locator("[data-action=log-out-anyway]").tap()

        page.locator("[data-login=volunteer]").tap()
        page.locator(".nav").wait_for()
        page.unroute(ACTIONS)
        page.goto("/outbox")
        expect(page.get_by_role("heading", name="全部已送达")).to_be_visible()
        page.goto("/me")
        page.locator("[data-action=log-out]").tap()
        page.locator("[data-login=cleaner]").tap()
        page.locator(".nav").wait_for()
        page.goto("/outbox")
        expect(page.get_by_role("heading", name="全部已送达")).to_be_visible()
    assert stage.order(order)["state"] == "accepted"
    assert stage.times(order, "accept") == 1
