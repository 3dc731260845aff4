"""A manager judges pair after pair: by keys on a desk, by swipes on a phone, with a way back from every slip."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from . import reviewing
from .browser import DESK, PHONE
from .product import Product
from .screen import visit
from .stage import MANAGER, Stage

_ENGLISH = {"locale": "en-GB"}


@pytest.fixture
def desk(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, MANAGER, DESK) as page:
        yield page


@pytest.fixture
def phone(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, MANAGER, PHONE | {"reduced_motion": "reduce"}) as page:
        yield page


def test_one_key_approves_and_the_next_pair_is_there(desk: Page, product: Product, stage: Stage) -> None:
    order, following = stage.submitted(), stage.submitted()
    reviewing.start(desk)
    desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(desk)
    reviewing.glance(desk)
    with desk.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions")) as answer:
        desk.keyboard.press("a")
        reviewing.gone(desk, order)
        expect(desk.locator("[role=status]").last).to_contain_text("下一件")
        assert reviewing.state(product, order) == "submitted"
    assert answer.value.ok
    assert reviewing.state(product, order) == "closed"
    assert reviewing.state(product, following) == "submitted"


def test_a_verdict_taken_back_never_reaches_the_server(desk: Page, product: Product, stage: Stage) -> None:
    order = stage.submitted()
    desk.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(desk)
    desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(desk)
    reviewing.glance(desk)
    desk.keyboard.press("a")
    reviewing.gone(desk, order)
    desk.keyboard.press("z")
    expect(desk.locator(f"[data-pair='{order}']")).to_be_visible()
    expect(desk.locator("[data-toast=news]")).to_contain_text("已撤销")
    desk.goto("/outbox")
    expect(desk.locator("[data-item]")).to_have_count(0)
    assert stage.times(order, "approve") == 0


def test_a_return_taken_back_keeps_its_words(desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    desk.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(desk)
    desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(desk)
    reviewing.glance(desk)
    desk.keyboard.press("r")
    desk.locator("dialog[open]").wait_for()
    desk.keyboard.press("1")
    desk.locator("dialog textarea").fill("左边角落")
    desk.locator("[data-action=send-reason]").click()
    reviewing.gone(desk, order)
    desk.keyboard.press("Control+z")
    expect(desk.locator(f"[data-pair='{order}']")).to_be_visible()
    reviewing.ready(desk)
    reviewing.glance(desk)
    desk.keyboard.press("r")
    expect(desk.locator("dialog textarea")).to_have_value("左边角落")
    assert stage.times(order, "return") == 0


def test_keys_alone_return_an_order_with_a_reason(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.submitted()
    with visit(chromium, product, MANAGER, DESK | _ENGLISH) as page:
        reviewing.start(page)
        for _ in range(200):
            if reviewing.ready(page) == order:
                break
            page.keyboard.press("s")
        reviewing.glance(page)
        page.keyboard.press("r")
        expect(page.get_by_role("dialog", name="Return: choose a reason")).to_be_visible()
        page.keyboard.press("2")
        with page.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions")):
            page.keyboard.press("Enter")
            reviewing.gone(page, order)
            expect(page.locator("[role=status]").last).to_contain_text("Returned")
    assert stage.order(order)["state"] == "accepted"


def test_single_keys_can_be_switched_off(desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    desk.add_init_script("localStorage.setItem('fieldloop.keys', 'off')")
    reviewing.start(desk)
    desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(desk)
    reviewing.glance(desk)
    for key in ("a", "r", "?", "s", "+"):
        desk.keyboard.press(key)
    expect(desk.locator(f"[data-pair='{order}']")).to_be_visible()
    expect(desk.locator("dialog")).to_have_count(0)
    expect(desk.locator("[data-scale]")).to_have_attribute("data-scale", "1.00")
    desk.locator(".look").focus()
    desk.keyboard.press("+")
    expect(desk.locator("[data-scale]")).to_have_attribute("data-scale", "1.50")


def test_question_mark_lists_the_keys(desk: Page, stage: Stage) -> None:
    stage.submitted()
    reviewing.start(desk)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="按键与手势")).to_contain_text("撤销上一件")
    desk.keyboard.press("a")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog")).to_have_count(0)


def test_both_pictures_grow_and_move_together(desk: Page, stage: Stage) -> None:
    stage.submitted()
    reviewing.start(desk)
    desk.keyboard.press("1")
    desk.locator(".look").hover()
    desk.mouse.wheel(0, -300)
    expect(desk.locator(".look")).not_to_have_attribute("data-scale", "1.00")
    desk.keyboard.press("ArrowRight")
    first, second = (desk.locator(f".look img[alt='{alt}']").get_attribute("style") for alt in ("整改前", "整改后"))
    assert first == second
    assert "scale" in (first or "")
    desk.keyboard.press("0")
    expect(desk.locator(".look")).to_have_attribute("data-scale", "1.00")


def test_the_three_ways_to_compare_are_kept_from_pair_to_pair(desk: Page, stage: Stage) -> None:
    stage.submitted()
    stage.submitted()
    reviewing.start(desk)
    for key, way in (("2", "slide"), ("3", "blink"), ("1", "side"), ("2", "slide")):
        desk.keyboard.press(key)
        expect(desk.locator(".look")).to_have_attribute("data-mode", way)
    desk.locator(".look input[type=range]").focus()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".look input[type=range]")).to_have_value("51")
    desk.keyboard.press("s")
    reviewing.ready(desk)
    expect(desk.locator(".look")).to_have_attribute("data-mode", "slide")


def test_a_swipe_right_approves_and_can_be_undone(phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    # However slow the machine, the five seconds are not over.
    phone.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(phone)
    reviewing.find(phone, order)
    reviewing.glance(phone)
    reviewing.swipe(phone, 180)
    reviewing.gone(phone, order)
    # A finger that comes down while the last one's swing is still in the browser stops that, and taps nothing.
    reviewing.glance(phone)
    phone.locator("[data-toast=done] button").first.tap()
    expect(phone.locator(f"[data-pair='{order}']")).to_be_visible()
    assert stage.times(order, "approve") == 0


def test_a_swipe_left_asks_why_and_a_short_or_a_downward_one_does_nothing(phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(phone)
    reviewing.find(phone, order)
    reviewing.glance(phone)
    reviewing.swipe(phone, 40)
    expect(phone.locator(f"[data-pair='{order}']")).to_be_visible()
    reviewing.swipe(phone, -180)
    expect(phone.locator("dialog [data-action=send-reason]")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("dialog")).to_have_count(0)
    expect(phone.locator(f"[data-pair='{order}']")).to_be_visible()
    assert stage.order(order)["state"] == "submitted"


def test_two_fingers_enlarge_and_a_double_tap_goes_back(phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(phone)
    reviewing.find(phone, order)
    reviewing.pinch(phone, 60)
    expect(phone.locator(".look")).not_to_have_attribute("data-scale", "1.00")
    # What is enlarged is moved and not swiped away.
    reviewing.swipe(phone, 180, ".look")
    expect(phone.locator(f"[data-pair='{order}']")).to_be_visible()
    for _ in range(2):
        phone.locator(".look .picture").first.tap()
    expect(phone.locator(".look")).to_have_attribute("data-scale", "1.00")


def test_a_second_tap_of_a_double_tap_does_not_judge_the_next_pair(phone: Page, stage: Stage) -> None:
    first, second = stage.submitted(), stage.submitted()
    reviewing.start(phone)
    reviewing.find(phone, first)
    reviewing.glance(phone)
    phone.locator("[data-action=approve]").dblclick()
    reviewing.gone(phone, first)
    expect(phone.locator("[data-pair]")).to_be_visible()
    phone.goto("/outbox")
    expect(phone.locator("[data-item]")).to_have_count(1)
    assert stage.order(second)["state"] == "submitted"


def test_without_a_network_the_next_pairs_can_be_judged_and_wait(phone: Page, stage: Stage) -> None:
    orders = [stage.submitted(), stage.submitted()]
    reviewing.start(phone)
    reviewing.find(phone, orders[0])
    phone.locator("[data-ahead=ready]").wait_for()
    phone.context.set_offline(True)
    reviewing.glance(phone)
    phone.locator("[data-action=approve]").tap()
    reviewing.gone(phone, orders[0])
    reviewing.ready(phone)
    expect(phone.locator(".look img[alt='整改后']")).to_be_visible()
    assert stage.order(orders[0])["state"] == "submitted"
    with phone.expect_response(lambda it: it.url.endswith(f"/orders/{orders[0]}/actions") and it.ok):
        phone.context.set_offline(False)
    assert stage.order(orders[0])["state"] == "closed"


def test_on_a_slow_line_nothing_is_approved_before_both_pictures_are_here(phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    after = stage.order(order)["after"]
    late: list[Route] = []
    phone.route(f"**/photos/{after}/view", lambda route: late.append(route))  # noqa: PLW0108 - it asks for a function
    reviewing.start(phone)
    for _ in range(100):
        if phone.locator(f"[data-pair='{order}']").count():
            break
        reviewing.ready(phone)
        phone.locator("[data-action=skip]").tap()
    expect(phone.locator("[data-action=approve]")).to_have_attribute("aria-disabled", "true")
    phone.locator("[data-action=approve]").tap(force=True)
    expect(phone.locator(f"[data-pair='{order}']")).to_be_visible()
    for route in late:
        route.continue_()
    assert reviewing.ready(phone) == order


def test_a_picture_that_cannot_be_opened_can_be_returned_and_not_approved(phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    after = stage.order(order)["after"]
    phone.route(f"**/photos/{after}/view", lambda route: route.abort())
    reviewing.start(phone)
    for _ in range(100):
        if phone.locator(f"[data-pair='{order}']").count():
            break
        reviewing.ready(phone)
        phone.locator("[data-action=skip]").tap()
    expect(phone.locator("[data-pictures=missing]")).to_be_visible()
    expect(phone.locator("[data-action=approve]")).to_have_attribute("aria-disabled", "true")
    expect(phone.locator("[data-action=return]")).to_have_attribute("aria-disabled", "false")
    phone.unroute_all()
    phone.locator("[data-action=reload-photo]").tap()
    assert reviewing.ready(phone) == order
