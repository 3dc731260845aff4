"""A volunteer's report: few taps, nothing typed, and no second order for what others have reported."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import PHONE
from .pictures import from_camera, rubbish
from .product import Product, new_id, now
from .screen import visit
from .stage import Stage

_corners = count()


@pytest.fixture
def corner() -> dict[str, float]:
    """A street corner near Jinyang 1 where nothing is supervised; each test has its own, 60 m from the last."""
    return {"latitude": 31.2600 + 0.00055 * next(_corners), "longitude": 121.5580, "accuracy": 12}


@pytest.fixture
def volunteer(chromium: Browser, product: Product, corner: dict[str, float]) -> Iterator[Page]:
    look: dict[str, Any] = PHONE | {"geolocation": corner}
    with visit(chromium, product, "volunteer", look) as page:
        page.goto("/")
        page.wait_for_url("**/report")
        yield page


def _photograph(page: Page) -> None:
    camera = page.locator("[data-action=shoot] input")
    assert camera.get_attribute("capture") == "environment"
    camera.set_input_files(from_camera(rubbish()))


def _same_problem(product: Product, corner: dict[str, float]) -> str:
    """Somebody else reports what lies at the corner."""
    place = {"lat": corner["latitude"], "lon": corner["longitude"]}
    report = {"id": new_id(), "at": now(), "element": "waste.bulky", "text": "旧沙发", **place}
    return product.person("cleaner").post("/reports", report)["order_id"]


def test_one_photo_and_one_tap_are_a_report(volunteer: Page, product: Product, corner: dict[str, float]) -> None:
    expect(volunteer.get_by_label("在哪里？")).to_contain_text("误差约 12 米")
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    expect(volunteer.get_by_role("heading", name="收到，谢谢您！")).to_be_visible()
    volunteer.get_by_role("link", name="查看工单").tap()
    volunteer.wait_for_url("**/orders/*")
    order = product.person("volunteer").get(f"/orders/{volunteer.url.rsplit('/', 1)[1]}")
    assert order["channel"] == "volunteer"
    assert [photo["phase"] for photo in order["photos"]] == ["found"]
    assert abs(order["lat"] - corner["latitude"]) < 1e-4
    assert order["unit"] is not None


def test_two_taps_on_report_file_one_order(volunteer: Page, product: Product) -> None:
    reported = product.person("volunteer")
    before = len(reported.get("/orders", box="reported")["items"])
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").evaluate("(it) => { it.click(); it.click(); }")
    expect(volunteer.get_by_role("heading", name="收到，谢谢您！")).to_be_visible()
    assert len(reported.get("/orders", box="reported")["items"]) == before + 1


def test_what_a_neighbour_reported_is_joined_with_one_tap(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = _same_problem(product, corner)
    volunteer.reload()
    first = volunteer.get_by_role("listitem").filter(has_text="大件垃圾乱堆放").first
    expect(first).to_contain_text("0 m")
    first.locator("[data-action=me-too]").tap()
    expect(volunteer.get_by_role("heading", name="收到，谢谢您！")).to_be_visible()
    assert stage.order(order)["reporters"] == 2
    volunteer.goto("/box/reported")
    expect(volunteer.locator(f"[data-order='{order}']")).to_be_visible()


def test_a_photo_taken_before_joining_goes_along(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = _same_problem(product, corner)
    volunteer.reload()
    _photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for()
    volunteer.locator("[data-action=me-too]").first.tap()
    expect(volunteer.get_by_role("heading", name="收到，谢谢您！")).to_be_visible()
    photos = stage.order(order)["photos"]
    assert [photo["person"]["name"] for photo in photos] == ["吴美玲"]


def test_what_was_entered_survives_a_reload(volunteer: Page) -> None:
    _photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for()
    volunteer.get_by_label("说明（可不填）").fill("门口右侧有两袋")
    volunteer.wait_for_function(_DRAFT_KEPT)
    volunteer.reload()
    expect(volunteer.get_by_label("说明（可不填）")).to_have_value("门口右侧有两袋")
    expect(volunteer.locator("[data-upload=stored]")).to_be_visible()


_DRAFT_KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.some((it) => it.fields.text)); };
  };
})"""
