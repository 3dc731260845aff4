"""A manager covers parts of a photo: by finger on a phone, by mouse, by keys alone; looked at first, asked once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from . import screen
from .axe import violations
from .browser import DESK, PHONE
from .product import Product
from .screen import go_offline, visit, wait_until
from .stage import MANAGER, Stage
from .test_covered import shows

_PHOTO = ".stage .sheet-of"
LOOKS = [(PHONE, "zh-CN"), (DESK, "en-GB")]


@pytest.fixture
def manager(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, MANAGER, PHONE) as page:
        yield page


def opened(page: Page, order: str) -> Locator:
    """Open the covering of the order's first photo and return the photo in it."""
    page.goto(f"/orders/{order}")
    page.locator("[data-action=cover]").first.click()
    photo = page.locator(_PHOTO)
    expect(photo).to_be_visible()
    return photo


def boxes(page: Page) -> Locator:
    return page.locator("[data-box]")


def drag(page: Page, photo: Locator, *, touch: bool) -> None:
    """Draw a box from a fifth to three fifths of the photo, as it lies within the stage.

    After a finger's drag the browser lets a tap pass that comes at once: the next press is a mouse's.
    """
    area = photo.evaluate(
        """(it) => {
          const { width, height } = it.viewBox.baseVal, matrix = it.getScreenCTM();
          const at = (share) => new DOMPoint(share * width, share * height).matrixTransform(matrix);
          return [at(0.2), at(0.6)].map(({ x, y }) => [x, y]);
        }"""
    )
    (x, y), (to_x, to_y) = area
    if not touch:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(to_x, to_y, steps=5)
        page.mouse.up()
        return
    devtools = page.context.new_cdp_session(page)
    for step in range(6):
        point = {"x": x + (to_x - x) * step / 5, "y": y + (to_y - y) * step / 5}
        kind = "touchMove" if step else "touchStart"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    devtools.detach()


def test_a_finger_draws_a_box_and_after_one_question_everybody_sees_it(
    manager: Page, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    picture = stage.order(order)["picture"]
    drag(manager, opened(manager, order), touch=True)
    expect(boxes(manager)).to_have_count(1)
    manager.locator("[data-action=cover-look]").click()
    expect(manager.locator("dialog h2")).to_have_text("遮盖这 1 处？")
    expect(manager.locator("dialog")).to_contain_text("不能悄悄撤销")
    with manager.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions")) as answer:
        manager.locator("[data-action=cover-send]").click()
    assert answer.value.ok
    expect(manager.locator("dialog")).to_have_count(0)
    wait_until(manager, "(name) => [...document.images].some((it) => it.src.endsWith(`${name}/thumb?r=1`))", picture)
    whole = stage.order(order)
    (event,) = [one for one in whole["events"] if one["action"] == "redact"]
    (box,) = event["data"]["boxes"]
    assert all(abs(box[side] - wanted) < 0.03 for side, wanted in {"x": 0.2, "y": 0.2, "w": 0.4, "h": 0.4}.items())
    assert whole["covered"] == {picture: 1}


def test_keys_alone_add_move_resize_delete_and_cover_the_whole(manager: Page, stage: Stage) -> None:
    order = stage.accepted()
    opened(manager, order)
    add, keyboard = manager.locator("[data-action=box-add]"), manager.keyboard
    add.focus()
    keyboard.press("Enter")
    expect(boxes(manager).first).to_be_focused()
    expect(boxes(manager).first).to_have_attribute("aria-label", "第 1 块：距左 40%，距上 40%，宽 20%，高 20%")
    keyboard.press("ArrowRight")
    keyboard.press("Shift+ArrowDown")
    expect(boxes(manager).first).to_have_attribute("aria-label", "第 1 块：距左 41%，距上 40%，宽 20%，高 21%")
    add.focus()
    keyboard.press("Enter")
    expect(boxes(manager)).to_have_count(2)
    expect(boxes(manager).nth(1)).to_be_focused()
    keyboard.press("Delete")
    expect(boxes(manager)).to_have_count(1)
    expect(boxes(manager).first).to_be_focused()
    for _ in range(50):
        keyboard.press("ArrowUp")
        keyboard.press("ArrowLeft")
    for _ in range(80):
        keyboard.press("Shift+ArrowDown")
        keyboard.press("Shift+ArrowRight")
    expect(boxes(manager).first).to_have_attribute("aria-label", "第 1 块：距左 0%，距上 0%，宽 100%，高 100%")
    manager.locator("[data-action=cover-look]").focus()
    keyboard.press("Enter")
    expect(manager.locator("dialog h2")).to_be_focused()
    manager.locator("[data-action=cover-send]").focus()
    keyboard.press("Enter")
    expect(manager.locator("dialog")).to_have_count(0)
    shows(manager, ".hero .picture img, .shot .picture img", covered=True)
    expect(manager.locator("[data-action=cover]").first).to_be_focused()


def test_without_a_network_it_waits_in_the_outbox_and_what_was_closed_by_mistake_is_still_there(
    manager: Page, stage: Stage
) -> None:
    order = stage.accepted()
    drag(manager, opened(manager, order), touch=False)
    expect(boxes(manager)).to_have_count(1)
    manager.locator("[data-action=cover-cancel]").tap()
    expect(manager.locator("dialog")).to_have_count(0)
    manager.locator("[data-action=cover]").first.tap()
    expect(boxes(manager)).to_have_count(1)
    go_offline(manager)
    manager.locator("[data-action=cover-look]").tap()
    manager.locator("[data-action=cover-send]").tap()
    expect(manager.locator("dialog")).to_have_count(0)
    expect(manager.locator("[data-unsent=redact]")).to_be_visible()
    assert stage.times(order, "redact") == 0
    with manager.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions") and it.ok):
        manager.context.set_offline(False)
    assert stage.times(order, "redact") == 1


@pytest.mark.parametrize(("look", "locale"), LOOKS, ids=["phone", "desk"])
def test_it_fits_phone_and_desk_and_anybody_can_use_it(
    chromium: Browser, product: Product, stage: Stage, look: dict[str, object], locale: str
) -> None:
    order = stage.accepted()
    with visit(chromium, product, MANAGER, look, locale=locale) as page:
        heard = screen.faults(page)
        drag(page, opened(page, order), touch=False)
        expect(boxes(page)).to_have_count(1)
        for mark in ("cover-look", ""):
            assert violations(page) == []
            assert (screen.too_wide(page), screen.small_targets(page), screen.cut_off(page)) == ([], [], [])
            if mark:
                page.locator(f"[data-action={mark}]").click()
                expect(page.locator("dialog h2")).to_be_focused()
        assert heard == []


def test_who_is_no_manager_is_not_offered_it(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.accepted()
    with visit(chromium, product, "cleaner") as page:
        page.goto(f"/orders/{order}")
        expect(page.locator(".shot .picture")).to_be_visible()
        expect(page.locator("[data-action=cover]")).to_have_count(0)
