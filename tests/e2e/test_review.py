"""A manager judges pair after pair at a desk, with one key each and a way back from every slip."""

from datetime import UTC, datetime

from playwright.sync_api import Browser, Page, expect

from . import reviewing
from .browser import DESK
from .product import Product
from .screen import visit
from .stage import MANAGER, Stage

_ENGLISH = {"locale": "en-GB"}


def test_one_key_approves_and_the_next_pair_is_there(manager_desk: Page, product: Product, stage: Stage) -> None:
    order, following = stage.submitted(), stage.submitted()
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    reviewing.glance(manager_desk)
    with manager_desk.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions")) as answer:
        manager_desk.keyboard.press("a")
        reviewing.gone(manager_desk, order)
        expect(manager_desk.locator("[role=status]").last).to_contain_text("下一件")
        assert reviewing.state(product, order) == "submitted"
    assert answer.value.ok
    assert reviewing.state(product, order) == "closed"
    assert reviewing.state(product, following) == "submitted"


def test_a_verdict_taken_back_never_reaches_the_server(manager_desk: Page, product: Product, stage: Stage) -> None:
    order = stage.submitted()
    manager_desk.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    reviewing.glance(manager_desk)
    manager_desk.keyboard.press("a")
    reviewing.gone(manager_desk, order)
    manager_desk.keyboard.press("z")
    expect(manager_desk.locator(f"[data-pair='{order}']")).to_be_visible()
    expect(manager_desk.locator("[data-toast=news]")).to_contain_text("已撤销")
    manager_desk.goto("/outbox")
    expect(manager_desk.locator("[data-item]")).to_have_count(0)
    assert stage.times(order, "approve") == 0


def test_a_return_taken_back_keeps_its_words(manager_desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    manager_desk.clock.set_fixed_time(datetime.now(UTC))
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    reviewing.glance(manager_desk)
    manager_desk.keyboard.press("r")
    manager_desk.locator("dialog[open]").wait_for()
    manager_desk.keyboard.press("1")
    manager_desk.locator("dialog textarea").fill("左边角落")
    manager_desk.locator("[data-action=send-reason]").click()
    reviewing.gone(manager_desk, order)
    manager_desk.keyboard.press("Control+z")
    expect(manager_desk.locator(f"[data-pair='{order}']")).to_be_visible()
    reviewing.ready(manager_desk)
    reviewing.glance(manager_desk)
    manager_desk.keyboard.press("r")
    expect(manager_desk.locator("dialog textarea")).to_have_value("左边角落")
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


def test_single_keys_can_be_switched_off(manager_desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    manager_desk.add_init_script("localStorage.setItem('fieldloop.keys', 'off')")
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    reviewing.glance(manager_desk)
    for key in ("a", "r", "?", "s", "+"):
        manager_desk.keyboard.press(key)
    expect(manager_desk.locator(f"[data-pair='{order}']")).to_be_visible()
    expect(manager_desk.locator("dialog")).to_have_count(0)
    expect(manager_desk.locator("[data-scale]")).to_have_attribute("data-scale", "1.00")
    manager_desk.locator(".look").focus()
    manager_desk.keyboard.press("+")
    expect(manager_desk.locator("[data-scale]")).to_have_attribute("data-scale", "1.50")


def test_question_mark_lists_the_keys(manager_desk: Page, stage: Stage) -> None:
    stage.submitted()
    reviewing.start(manager_desk)
    manager_desk.keyboard.press("?")
    expect(manager_desk.get_by_role("dialog", name="按键与手势")).to_contain_text("撤销上一件")
    manager_desk.keyboard.press("a")
    manager_desk.keyboard.press("Escape")
    expect(manager_desk.locator("dialog")).to_have_count(0)


def test_both_pictures_grow_and_move_together(manager_desk: Page, stage: Stage) -> None:
    stage.submitted()
    reviewing.start(manager_desk)
    manager_desk.keyboard.press("1")
    manager_desk.locator(".look").hover()
    manager_desk.mouse.wheel(0, -300)
    expect(manager_desk.locator(".look")).not_to_have_attribute("data-scale", "1.00")
    manager_desk.keyboard.press("ArrowRight")
    first, second = (
        manager_desk.locator(f".look img[alt='{alt}']").get_attribute("style") for alt in ("整改前", "整改后")
    )
    assert first == second
    assert "scale" in (first or "")
    manager_desk.keyboard.press("0")
    expect(manager_desk.locator(".look")).to_have_attribute("data-scale", "1.00")


def test_the_three_ways_to_compare_are_kept_from_pair_to_pair(manager_desk: Page, stage: Stage) -> None:
    stage.submitted()
    stage.submitted()
    reviewing.start(manager_desk)
    for key, way in (("2", "slide"), ("3", "blink"), ("1", "side"), ("2", "slide")):
        manager_desk.keyboard.press(key)
        expect(manager_desk.locator(".look")).to_have_attribute("data-mode", way)
    manager_desk.locator(".look input[type=range]").focus()
    manager_desk.keyboard.press("ArrowRight")
    expect(manager_desk.locator(".look input[type=range]")).to_have_value("51")
    manager_desk.keyboard.press("s")
    reviewing.ready(manager_desk)
    expect(manager_desk.locator(".look")).to_have_attribute("data-mode", "slide")
