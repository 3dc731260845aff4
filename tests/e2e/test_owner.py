"""The owner of a shop gets a link: no login, one photo, and what was shot without a network is not lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import DESK
from .pictures import clean, from_camera, rubbish
from .product import Product, new_id
from .screen import go_offline, visit
from .stage import MANAGER, Stage

SITE, ELEMENT = "jy1-hardware-shop", "street.spill"
ANSWER_MS = 30_000


def _grace(product: Product, minutes: int) -> None:
    admin, path = product.person("admin"), f"/elements/{ELEMENT}"
    admin.patch(path, {"id": new_id(), "version": admin.get(path)["version"], "owner_minutes": minutes})


@pytest.fixture
def order(product: Product) -> Iterator[str]:
    """An order whose owner is asked, for long enough."""
    _grace(product, 1440)
    product.person(MANAGER).put(f"/sites/{SITE}/owner", {"name": "国强五金店"})
    found = product.camera().signal(rubbish(), SITE, ELEMENT)
    assert not found["joined"]
    yield found["order_id"]
    _grace(product, 0)


def _link(desk: Page, order: str) -> str:
    """Make a link at the desk, as a coordinator who shows it or copies it."""
    desk.goto(f"/orders/{order}")
    desk.locator("[data-action=owner-link]").click()
    desk.locator(".qr img").wait_for()
    return desk.locator("[data-owner-url]").inner_text()


def test_a_manager_says_who_owns_a_site(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, MANAGER, DESK) as desk:
        desk.goto("/sites/jy1-noodles")
        desk.locator("[data-action=site-owner]").click()
        desk.locator("input[name=owner]").fill("金杨小面馆")
        desk.locator("[data-action=save-owner]").click()
        expect(desk.locator("[data-action=save-owner]")).to_have_count(0)
        assert product.person(MANAGER).get("/sites/jy1-noodles/owner")["name"] == "金杨小面馆"
        desk.locator("[data-action=site-owner]").click()
        expect(desk.locator("input[name=owner]")).to_have_value("金杨小面馆")
        desk.locator("[data-action=forget-owner]").click()
        expect(desk.locator("[data-action=forget-owner]")).to_have_count(0)


def test_an_owner_s_photo_goes_to_review_also_when_it_was_taken_without_a_network(
    chromium: Browser, product: Product, stage: Stage, order: str
) -> None:
    with visit(chromium, product, MANAGER, DESK) as desk, visit(chromium, product, None) as owner:
        owner.goto(_link(desk, order))
        expect(owner.locator("[data-owner=asked] .hero img")).to_have_js_property("complete", value=True)
        owner.locator("[data-action=language]").click()
        expect(owner.locator("[data-action=owner-not-mine]")).to_have_text("Not mine")
        owner.locator("[data-action=language]").click()
        expect(owner.locator("[data-action=owner-not-mine]")).to_have_text("不归我管")
        go_offline(owner)
        owner.locator("[data-action=owner-shoot] input").set_input_files(from_camera(clean()))
        owner.locator("[data-action=owner-done]").click(timeout=ANSWER_MS)
        expect(owner.locator("[data-owner-waits]")).to_contain_text("还没发出去")
        owner.reload()
        expect(owner.locator("[data-owner-waits]")).to_contain_text("还没发出去")
        owner.locator("[data-owner-shot] img").wait_for()
        owner.context.set_offline(False)
        expect(owner.locator("[data-owner=done]")).to_contain_text("收到了", timeout=ANSWER_MS)
        seen = stage.order(order)
        assert (seen["state"], seen["by_owner"], stage.times(order, "owner_done")) == ("submitted", True, 1)
        owner.reload()
        expect(owner.locator("[data-owner=unknown]")).to_contain_text("链接无效或已到期")
        desk.goto(f"/orders/{order}")
        expect(desk.locator("[data-by-owner]")).to_contain_text("业主处理")
    product.person(MANAGER).act(order, "approve")
