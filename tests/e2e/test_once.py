"""A tap counts once: on a slow network, tapped twice, with the answer lost, with the page gone before it came."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .pictures import clean, from_camera, rubbish
from .product import Product
from .screen import visit
from .stage import Stage

ACTIONS, PHOTOS, REPORTS = "**/api/v1/orders/*/actions", "**/api/v1/photos/*", "**/api/v1/reports"


@pytest.fixture
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, "cleaner") as page:
        yield page


class SlowNetwork:
    """Keeps back what a page sends until `go_on`, and counts it."""

    def __init__(self, page: Page, url: str) -> None:
        self.sent = 0
        self._held: list[Route] | None = []
        page.route(url, self._hold)

    def _hold(self, route: Route) -> None:
        self.sent += not _seen(route)
        if self._held is None or _seen(route):
            route.continue_()
        else:
            self._held.append(route)

    def go_on(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            route.continue_()


def lose_first_answer(page: Page, url: str, unless: Callable[[Route], bool] = lambda route: False) -> None:
    """Let requests reach the server, and lose the first answer on its way back."""
    lost: list[Route] = []

    def handle(route: Route) -> None:
        if lost or unless(route):
            route.continue_()
        else:
            lost.append(route)
            route.fetch()
            route.abort("connectionreset")

    page.route(url, handle)


def _seen(route: Route) -> bool:
    """Tell whether the page only reports what is on its screen, which it does by itself."""
    request = route.request
    body: dict[str, Any] = json.loads(request.post_data or "{}") if request.url.endswith("/actions") else {}
    return body.get("action") == "seen"


def _photograph(page: Page) -> None:
    page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))


def test_two_taps_on_accept_over_a_slow_network_accept_once(cleaner: Page, stage: Stage) -> None:
    order = stage.assigned()
    cleaner.goto(f"/orders/{order}")
    button = cleaner.locator("[data-action=accept]")
    button.wait_for()
    network = SlowNetwork(cleaner, ACTIONS)
    # Both taps reach the page before it can draw anything: nothing but the product's own care keeps the second out.
    button.evaluate("(it) => { it.click(); it.click(); }")
    # Shown at once, and marked as not sent.
    expect(cleaner.locator("[data-action=shoot-after]")).to_be_visible()
    expect(cleaner.locator("[data-unsent=accept]")).to_have_count(1)
    network.go_on()
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert network.sent == 1
    assert stage.times(order, "accept") == 1


def test_two_taps_on_submit_over_a_slow_network_submit_once(cleaner: Page, stage: Stage) -> None:
    order = stage.accepted()
    cleaner.goto(f"/orders/{order}")
    _photograph(cleaner)
    cleaner.locator("[data-upload=stored]").wait_for()
    network = SlowNetwork(cleaner, ACTIONS)
    cleaner.locator("[data-action=submit]").evaluate("(it) => { it.click(); it.click(); }")
    expect(cleaner.locator("[data-state=submitted]")).to_be_visible()
    network.go_on()
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert network.sent == 1
    assert stage.times(order, "submit") == 1


def test_after_a_lost_answer_it_is_sent_again_by_itself_and_leaves_one_event(cleaner: Page, stage: Stage) -> None:
    order = stage.assigned()
    cleaner.goto(f"/orders/{order}")
    lose_first_answer(cleaner, ACTIONS, unless=_seen)
    cleaner.locator("[data-action=accept]").tap()
    expect(cleaner.locator("[data-toast=news]")).to_contain_text("已存在手机上")
    expect(cleaner.locator("[data-toast=done]")).to_contain_text("已接单")
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert stage.times(order, "accept") == 1


def test_a_page_that_dies_before_the_answer_loses_nothing(cleaner: Page, stage: Stage) -> None:
    order = stage.assigned()
    cleaner.goto(f"/orders/{order}")
    SlowNetwork(cleaner, ACTIONS)
    cleaner.locator("[data-action=accept]").tap()
    expect(cleaner.locator("[data-unsent=accept]")).to_be_visible()
    cleaner.unroute(ACTIONS)
    cleaner.reload()
    expect(cleaner.locator("[data-action=shoot-after]")).to_be_visible()
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert stage.times(order, "accept") == 1


def test_a_photo_whose_answer_was_lost_is_sent_again_and_kept_once(cleaner: Page, stage: Stage) -> None:
    order = stage.accepted()
    cleaner.goto(f"/orders/{order}")
    lose_first_answer(cleaner, PHOTOS, unless=lambda route: route.request.method != "PUT")
    _photograph(cleaner)
    lose_first_answer(cleaner, ACTIONS, unless=_seen)
    cleaner.locator("[data-action=submit]").tap()
    expect(cleaner.locator("[data-unsent=submit]")).to_be_visible()
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert stage.times(order, "submit") == 1
    assert [photo["phase"] for photo in stage.order(order)["photos"]] == ["found", "after"]


def test_a_report_whose_answer_was_lost_is_filed_once(volunteer: Page, product: Product) -> None:
    before = len(product.person("volunteer").get("/orders", box="reported")["items"])
    volunteer.locator("[data-action=shoot] input").first.set_input_files(from_camera(rubbish()))
    volunteer.locator("[data-upload=stored]").wait_for()
    lose_first_answer(volunteer, REPORTS)
    volunteer.locator("[data-action=report]").tap()
    expect(volunteer.get_by_role("heading", name="收到，谢谢您！")).to_be_visible()
    expect(volunteer.get_by_role("link", name="查看工单")).to_be_visible()
    assert len(product.person("volunteer").get("/orders", box="reported")["items"]) == before + 1
