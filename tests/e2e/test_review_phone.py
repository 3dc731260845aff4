"""A manager judges pair after pair on a phone: swipes, two fingers, a slow line and none."""

from datetime import UTC, datetime

from playwright.sync_api import Page, Route, expect

from . import reviewing
from .screen import go_offline
from .stage import Stage


def test_a_swipe_right_approves_and_can_be_undone(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    # However slow the machine, the five seconds are not over.
    manager_phone.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, order)
    reviewing.glance(manager_phone)
    reviewing.swipe(manager_phone, 180)
    reviewing.gone(manager_phone, order)
    # A finger that comes down while the last one's swing is still in the browser stops that, and taps nothing: a mouse.
    manager_phone.locator("[data-toast=done] button").first.click()
    expect(manager_phone.locator(f"[data-pair='{order}']")).to_be_visible()
    assert stage.times(order, "approve") == 0


def test_a_swipe_left_asks_why_and_a_short_or_a_downward_one_does_nothing(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, order)
    reviewing.glance(manager_phone)
    reviewing.swipe(manager_phone, 40)
    expect(manager_phone.locator(f"[data-pair='{order}']")).to_be_visible()
    reviewing.swipe(manager_phone, -180)
    expect(manager_phone.locator("dialog [data-action=send-reason]")).to_be_visible()
    manager_phone.keyboard.press("Escape")
    expect(manager_phone.locator("dialog")).to_have_count(0)
    expect(manager_phone.locator(f"[data-pair='{order}']")).to_be_visible()
    assert stage.order(order)["state"] == "submitted"


def test_two_fingers_enlarge_and_a_double_tap_goes_back(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, order)
    reviewing.pinch(manager_phone, 60)
    expect(manager_phone.locator(".look")).not_to_have_attribute("data-scale", "1.00")
    # What is enlarged is moved and not swiped away.
    reviewing.swipe(manager_phone, 180, ".look")
    expect(manager_phone.locator(f"[data-pair='{order}']")).to_be_visible()
    for _ in range(2):
        manager_phone.locator(".look .picture").first.tap()
    expect(manager_phone.locator(".look")).to_have_attribute("data-scale", "1.00")


def test_a_second_tap_of_a_double_tap_does_not_judge_the_next_pair(manager_phone: Page, stage: Stage) -> None:
    first, second = stage.submitted(), stage.submitted()
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, first)
    reviewing.glance(manager_phone)
    manager_phone.locator("[data-action=approve]").dblclick()
    reviewing.gone(manager_phone, first)
    expect(manager_phone.locator("[data-pair]")).to_be_visible()
    manager_phone.goto("/outbox")
    expect(manager_phone.locator("[data-item]")).to_have_count(1)
    assert stage.order(second)["state"] == "submitted"


def test_without_a_network_the_next_pairs_can_be_judged_and_wait(manager_phone: Page, stage: Stage) -> None:
    orders = [stage.submitted(), stage.submitted()]
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, orders[0])
    manager_phone.locator("[data-ahead=ready]").wait_for()
    go_offline(manager_phone)
    reviewing.glance(manager_phone)
    manager_phone.locator("[data-action=approve]").tap()
    reviewing.gone(manager_phone, orders[0])
    reviewing.ready(manager_phone)
    expect(manager_phone.locator(".look img[alt='整改后']")).to_be_visible()
    assert stage.order(orders[0])["state"] == "submitted"
    with manager_phone.expect_response(lambda it: it.url.endswith(f"/orders/{orders[0]}/actions") and it.ok):
        manager_phone.context.set_offline(False)
    assert stage.order(orders[0])["state"] == "closed"


def test_on_a_slow_line_nothing_is_approved_before_both_pictures_are_here(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    after = stage.order(order)["after"]
    late: list[Route] = []
    manager_phone.route(f"**/photos/{after}/view*", lambda route: late.append(route))  # noqa: PLW0108 - it asks for a function
    reviewing.start(manager_phone)
    for _ in range(100):
        if manager_phone.locator(f"[data-pair='{order}']").count():
            break
        reviewing.ready(manager_phone)
        manager_phone.locator("[data-action=skip]").tap()
    expect(manager_phone.locator("[data-action=approve]")).to_have_attribute("aria-disabled", "true")
    manager_phone.locator("[data-action=approve]").tap(force=True)
    expect(manager_phone.locator(f"[data-pair='{order}']")).to_be_visible()
    for route in late:
        route.continue_()
    assert reviewing.ready(manager_phone) == order


def test_a_picture_that_cannot_be_opened_can_be_returned_and_not_approved(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    after = stage.order(order)["after"]
    manager_phone.route(f"**/photos/{after}/view*", lambda route: route.abort())
    reviewing.start(manager_phone)
    for _ in range(100):
        if manager_phone.locator(f"[data-pair='{order}']").count():
            break
        reviewing.ready(manager_phone)
        manager_phone.locator("[data-action=skip]").tap()
    expect(manager_phone.locator("[data-pictures=missing]")).to_be_visible()
    expect(manager_phone.locator("[data-action=approve]")).to_have_attribute("aria-disabled", "true")
    expect(manager_phone.locator("[data-action=return]")).to_have_attribute("aria-disabled", "false")
    manager_phone.unroute_all()
    manager_phone.locator("[data-action=reload-photo]").tap()
    assert reviewing.ready(manager_phone) == order
