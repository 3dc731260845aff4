"""What workers and reporters may say, and what others decide on: appeals, answers, "fixed" and "not fixed"."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from fieldloop.seed.tables import must, table

from . import axe
from .browser import DESK, PHONE
from .pictures import from_camera, rubbish
from .product import Product
from .screen import small_targets, too_wide, visit
from .stage import CLEANER, MANAGER, VOLUNTEER, Stage

OTHER_REVIEWER = "district"
ENGLISH: dict[str, Any] = PHONE | {"locale": "en-GB"}


@pytest.fixture
def cleaner(chromium: Browser, product: Product) -> Iterator[Page]:
    with visit(chromium, product, CLEANER) as page:
        yield page


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page)] == []


def _write_appeal(page: Page, words: str) -> None:
    page.locator("[data-action=appeal]").tap()
    page.get_by_label("您的说明").fill(words)


def test_who_disagrees_with_a_return_appeals_once_and_another_reviewer_takes_it_back(
    cleaner: Page, product: Product, stage: Stage
) -> None:
    order = stage.returned()
    cleaner.goto(f"/orders/{order}")
    expect(cleaner.locator("[data-appeal]")).to_contain_text("地上还有水迹")
    cleaner.locator("[data-action=appeal]").tap()
    expect(cleaner.locator("dialog")).to_contain_text("只能申诉一次")
    expect(cleaner.locator("dialog")).to_contain_text("看不到任何人的姓名")
    cleaner.locator("[data-action=send-appeal]").tap()
    expect(cleaner.locator("dialog .wrong")).to_have_text("请写明原因")
    _sound(cleaner)
    cleaner.get_by_label("您的说明").fill("水是隔壁冲地流过来的")
    # Both taps reach the page before it can draw anything.
    cleaner.locator("[data-action=send-appeal]").evaluate("(it) => { it.click(); it.click(); }")
    expect(cleaner.locator("[data-said=waiting]")).to_contain_text("水是隔壁冲地流过来的")
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    expect(cleaner.locator("[data-appeal]")).to_have_count(0)
    assert stage.times(order, "appeal") == 1
    assert "approve" not in stage.order(order)["actions"]

    product.person(OTHER_REVIEWER).act(order, "approve")
    expect(cleaner.locator("[data-said=reversed]")).to_contain_text("申诉成立")
    expect(cleaner.locator(".timeline")).to_contain_text("申诉成立，核查通过，已结案")
    _sound(cleaner)


def test_an_appeal_made_without_a_network_waits_on_the_phone_and_is_sent_once(
    cleaner: Page, product: Product, stage: Stage
) -> None:
    order = stage.returned()
    cleaner.goto(f"/orders/{order}")
    cleaner.locator(".timeline").wait_for()
    cleaner.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    cleaner.context.set_offline(True)
    _write_appeal(cleaner, "垃圾已经清走")
    cleaner.locator("[data-action=send-appeal]").tap()
    expect(cleaner.locator("[data-said=waiting]")).to_contain_text("未发送")
    cleaner.context.set_offline(False)
    expect(cleaner.locator("[data-unsent]")).to_have_count(0)
    assert (stage.times(order, "appeal"), stage.order(order)["appealed"]) == (1, True)

    product.person(OTHER_REVIEWER).act(order, "return", reason="not_done")
    expect(cleaner.locator("[data-said=upheld]")).to_contain_text("申诉后维持驳回")
    expect(cleaner.locator("[data-action=shoot-after]")).to_be_visible()
    expect(cleaner.locator("[data-appeal]")).to_have_count(0)


def test_a_reviewers_question_stands_on_the_order_until_it_is_answered(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.submitted()
    product.person(MANAGER).act(order, "ask", text="Where did the second bag go?")
    with visit(chromium, product, CLEANER, ENGLISH) as page:
        page.goto(f"/orders/{order}")
        expect(page.locator("[data-question=open]")).to_contain_text("Where did the second bag go?")
        _sound(page)
        page.get_by_label("Your answer").fill("It is on the cart")
        page.locator("[data-action=answer]").evaluate("(it) => { it.click(); it.click(); }")
        expect(page.locator("[data-question=answered]")).to_contain_text("It is on the cart")
        expect(page.locator("[data-unsent]")).to_have_count(0)
    assert stage.times(order, "comment") == 1


def test_who_reported_sees_before_and_after_and_says_that_it_is_fixed(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.reported()
    with visit(chromium, product, VOLUNTEER) as page:
        page.goto("/box/reported")
        row = page.locator(f"[data-order='{order}']")
        expect(row.locator("[data-word]")).to_have_text("等您回复")
        _sound(page)
        row.tap()
        expect(page.locator(".hero .compare img")).to_have_count(2)
        expect(page.locator("[data-word=wanted]")).to_contain_text("解决了吗？")
        _sound(page)
        page.locator("[data-action=confirm]").evaluate("(it) => { it.click(); it.click(); }")
        expect(page.locator("[data-said=fixed]")).to_contain_text("谢谢您！")
        expect(page.locator("[data-unsent]")).to_have_count(0)
        page.goto("/box/reported")
        expect(row).to_be_visible()
        expect(row.locator("[data-word]")).to_have_count(0)
    assert stage.times(order, "confirm") == 1


def test_not_fixed_opens_the_order_again_once(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.reported()
    found = sum(photo["phase"] == "found" for photo in stage.order(order)["photos"])
    with visit(chromium, product, VOLUNTEER, ENGLISH) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-action=not-fixed]").tap()
        page.locator("dialog").get_by_text("Not fixed", exact=True).last.tap()
        page.get_by_label("Details").fill("The bag is still there")
        page.locator("[data-action=shoot-spot] input").set_input_files(from_camera(rubbish()))
        expect(page.locator("dialog [data-upload=stored]")).to_have_count(1)
        _sound(page)
        page.locator("[data-action=send-objection]").tap()
        expect(page.locator("[data-said=again]")).to_contain_text("Thank you!")
        expect(page.locator("[data-unsent]")).to_have_count(0)
        expect(page.locator(".timeline")).to_contain_text("Reporter says it is not fixed: reopened")
        expect(page.locator("[data-phase=found]")).to_have_count(found + 1)
    assert stage.times(order, "reopen") == 1
    assert stage.order(order)["state"] == "dispatched"


def _late_of_somebody(product: Product) -> tuple[str, str]:
    """Return a closed order of the demo's last week that was late, and the login of whoever did it."""
    district = product.person(OTHER_REVIEWER)
    logins = {must(row, "name"): must(row, "login") for row in table("people")}
    for item in district.get("/orders", box="all", state="closed", limit="200")["items"]:
        if district.get(f"/orders/{item['id']}")["overran"] and not item["appealed"]:
            return item["id"], logins[item["person"]["name"]]
    raise AssertionError("nobody was late")


def test_a_late_mark_is_explained_by_the_worker_and_lifted_by_a_manager_with_the_keyboard_alone(
    chromium: Browser, product: Product
) -> None:
    order, login = _late_of_somebody(product)
    with visit(chromium, product, login) as worker, visit(chromium, product, OTHER_REVIEWER, DESK) as desk:
        worker.goto(f"/orders/{order}")
        _write_appeal(worker, "台风封路，车进不去")
        worker.locator("[data-action=send-appeal]").tap()
        expect(worker.locator("[data-said=waiting]")).to_be_visible()
        expect(worker.locator("[data-unsent]")).to_have_count(0)

        desk.goto("/review")
        desk.locator(f"[data-review='{order}']").click()
        expect(desk.locator(f"[data-pair='{order}'] .foot")).to_have_text("打开工单，决定是否算超时")
        _sound(desk)
        desk.locator(".foot").get_by_role("link").click()
        expect(desk.locator("[data-judge=late]")).to_contain_text("台风封路，车进不去")
        _sound(desk)
        desk.get_by_label("给对方的话（可不填）").focus()
        desk.keyboard.type("情况属实")
        desk.keyboard.press("Tab")
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement.dataset.action") == "excuse"
        desk.keyboard.press("Enter")
        expect(desk.locator("[data-judge]")).to_have_count(0)
        expect(worker.locator("[data-said=reversed]")).to_contain_text("不再算作超时")
    assert not product.person(OTHER_REVIEWER).get(f"/orders/{order}")["overran"]
