"""A volunteer's report: few taps, nothing typed, nothing lost, and no second order for what others have reported."""

import re
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
# What needs the server's answer: a photo made smaller, sent and looked at takes a slow machine its time.
ANSWER_MS = 30_000
RIVER = "yangjinggang-north"


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


def _told(page: Page) -> None:
    """The server has answered, and the page says so."""
    expect(page.get_by_role("heading", name="收到，谢谢您！")).to_be_visible(timeout=ANSWER_MS)


def _order(page: Page, product: Product) -> dict[str, Any]:
    """Wait for the server's answer; return the order that the report became or joined."""
    _told(page)
    link = page.get_by_role("link", name="查看工单").get_attribute("href") or ""
    return product.person("volunteer").get(link)


def _reported(product: Product) -> list[str]:
    return [order["id"] for order in product.person("volunteer").get("/orders", box="reported", limit="100")["items"]]


def _wait_for_the_shell(page: Page) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


def _same_problem(product: Product, corner: dict[str, float]) -> str:
    """Somebody else reports what lies at the corner."""
    place = {"lat": corner["latitude"], "lon": corner["longitude"]}
    report = {"id": new_id(), "at": now(), "element": "waste.bulky", "text": "旧沙发", **place}
    return product.person("cleaner").post("/reports", report)["order_id"]


def test_one_photo_and_one_tap_are_a_report(volunteer: Page, product: Product, corner: dict[str, float]) -> None:
    expect(volunteer.locator("[data-place=fix]")).to_contain_text("误差约 12 米")
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    _told(volunteer)
    volunteer.get_by_role("link", name="查看工单").tap()
    volunteer.wait_for_url("**/orders/*")
    order = product.person("volunteer").get(f"/orders/{volunteer.url.rsplit('/', 1)[1]}")
    assert order["channel"] == "volunteer"
    assert [photo["phase"] for photo in order["photos"]] == ["found"]
    assert abs(order["lat"] - corner["latitude"]) < 1e-4
    assert order["unit"] is not None


def test_two_taps_on_report_file_one_order(volunteer: Page, product: Product) -> None:
    before = len(_reported(product))
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").evaluate("(it) => { it.click(); it.click(); }")
    _told(volunteer)
    assert len(_reported(product)) == before + 1


def test_what_a_neighbour_reported_is_joined_with_one_tap(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = _same_problem(product, corner)
    volunteer.reload()
    first = volunteer.get_by_role("listitem").filter(has_text="大件垃圾乱堆放").first
    expect(first).to_contain_text("距您 10 m")
    expect(first).to_contain_text("刚刚")
    first.locator("[data-action=me-too]").tap()
    _told(volunteer)
    assert stage.order(order)["reporters"] == 2
    volunteer.goto("/box/reported")
    expect(volunteer.locator(f"[data-order='{order}']")).to_be_visible()


def test_a_photo_taken_before_joining_goes_along(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = _same_problem(product, corner)
    volunteer.reload()
    _photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-action=me-too]").first.tap()
    _told(volunteer)
    photos = stage.order(order)["photos"]
    assert [photo["person"]["name"] for photo in photos] == ["吴美玲"]


def test_what_was_entered_survives_a_reload(volunteer: Page) -> None:
    _photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-kind]").first.tap()
    volunteer.get_by_label("说明（可不填）").fill("门口右侧有两袋")
    volunteer.wait_for_function(_DRAFT_KEPT)
    volunteer.reload()
    expect(volunteer.get_by_label("说明（可不填）")).to_have_value("门口右侧有两袋")
    expect(volunteer.locator("[data-kind][aria-pressed=true]")).to_have_count(1)
    expect(volunteer.locator("[data-upload=stored]")).to_be_visible()


def test_the_pin_is_moved_with_keys_alone(volunteer: Page, product: Product, corner: dict[str, float]) -> None:
    volunteer.locator("[data-place=fix]").wait_for()
    volunteer.locator("[data-action=pin]").press("Enter")
    volunteer.locator("[data-map=ready]").wait_for()
    pin = volunteer.get_by_role("button", name="图钉，用方向键移动")
    for _ in range(6):
        pin.press("ArrowLeft")
    volunteer.locator("[data-action=pin-left]").press("Enter")
    expect(volunteer.locator("[data-pin]")).to_contain_text("离定位点")
    volunteer.locator("[data-action=pin-use]").press("Enter")
    expect(volunteer.locator("[data-place=pin]")).to_contain_text("图钉所在位置")
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    order = _order(volunteer, product)
    # At that zoom a press is some 6 m.
    assert 1e-4 < corner["longitude"] - order["lon"] < 1e-3
    assert abs(order["lat"] - corner["latitude"]) < 1e-5


def test_the_site_suggests_what_it_may_be_and_habit_remembers_it(volunteer: Page, product: Product) -> None:
    volunteer.locator("[data-place=fix]").wait_for()
    volunteer.locator("[data-action=site]").tap()
    volunteer.locator(f"label:has(input[value='{RIVER}'])").tap()
    volunteer.locator("[data-place=site]").wait_for()
    expect(volunteer.locator("[data-kind]").first).to_have_attribute("data-kind", re.compile(r"^river\."))
    volunteer.locator("[data-action=element]").tap()
    volunteer.locator("[data-element='river.plants']").tap()
    volunteer.locator("[data-action=report]").tap()
    order = _order(volunteer, product)
    assert (order["site"]["code"], order["element"]["code"]) == (RIVER, "river.plants")
    volunteer.locator("[data-action=another]").tap()
    expect(volunteer.locator("[data-kind]").first).to_have_attribute("data-kind", "river.plants")


def test_a_label_opens_the_report_of_its_site_also_for_who_must_log_in_first(
    chromium: Browser, product: Product, corner: dict[str, float]
) -> None:
    with visit(chromium, product, None, PHONE | {"geolocation": corner}) as page:
        page.goto("/s/jy1-760-waste-room")
        page.locator("[data-login=volunteer]").tap()
        page.wait_for_url("**/report")
        expect(page.locator("[data-place=site]")).to_contain_text("金杨路760弄垃圾厢房")
        page.goto("/s/no-such-site")
        expect(page.get_by_role("alert")).to_contain_text("没有编号为 no-such-site 的点位")


def test_a_report_made_without_a_network_is_sent_by_itself(
    volunteer: Page, product: Product, corner: dict[str, float]
) -> None:
    _wait_for_the_shell(volunteer)
    volunteer.locator("[data-place=fix]").wait_for()
    before = len(_reported(product))
    volunteer.context.set_offline(True)
    volunteer.reload()
    volunteer.locator("[data-place=fix]").wait_for()
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    expect(volunteer.locator("[data-report=kept]")).to_contain_text("没有网络：已存在这部手机上", timeout=ANSWER_MS)
    assert len(_reported(product)) == before
    volunteer.context.set_offline(False)
    order = _order(volunteer, product)
    assert len(_reported(product)) == before + 1
    assert abs(order["lat"] - corner["latitude"]) < 1e-4
    assert [photo["phase"] for photo in order["photos"]] == ["found"]


def test_me_too_without_a_network_joins_later(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = _same_problem(product, corner)
    volunteer.reload()
    first = volunteer.locator(f"[data-near='{order}'] [data-action=me-too]")
    first.wait_for()
    volunteer.context.set_offline(True)
    first.tap()
    volunteer.locator("[data-report=kept]").wait_for(timeout=ANSWER_MS)
    volunteer.context.set_offline(False)
    _told(volunteer)
    assert stage.order(order)["reporters"] == 2


def test_a_refused_report_says_why_and_gives_back_what_was_entered(volunteer: Page) -> None:
    volunteer.context.set_geolocation({"latitude": 39.9, "longitude": 116.4, "accuracy": 12})
    volunteer.reload()
    volunteer.locator("[data-place=fix]").wait_for()
    _photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    volunteer.locator("[data-report=refused]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-action=mend]").tap()
    expect(volunteer.locator("[data-upload=stored]")).to_be_visible()


def test_without_a_place_the_words_must_say_where(chromium: Browser, product: Product) -> None:
    nowhere: dict[str, Any] = PHONE | {"permissions": []}
    with visit(chromium, product, "volunteer", nowhere) as page:
        page.goto("/report")
        expect(page.locator("[data-place='place.denied']")).to_contain_text("没有定位权限")
        page.locator("[data-kind]").first.tap()
        page.locator("[data-action=report]").tap()
        expect(page.get_by_role("alert")).to_contain_text("还不知道在哪里")
        page.get_by_label("说明：写清在哪里").fill("三号楼后面的小路上")
        page.locator("[data-action=report]").tap()
        order = _order(page, product)
    assert (order["lat"], order["area"]["code"], order["note"]) == (None, "jy1", "三号楼后面的小路上")
    assert order["unit"] is not None


def test_words_can_be_spoken_where_the_browser_can_hear(volunteer: Page) -> None:
    volunteer.add_init_script(_EARS)
    volunteer.reload()
    volunteer.get_by_label("说明（可不填）").fill("东门")
    volunteer.locator("[data-action=speak]").tap()
    expect(volunteer.get_by_label("说明（可不填）")).to_have_value("东门，两袋垃圾")
    expect(volunteer.locator("[data-action=speak]")).to_have_attribute("aria-pressed", "true")
    volunteer.locator("[data-action=speak]").tap()
    expect(volunteer.locator("[data-action=speak]")).to_have_attribute("aria-pressed", "false")
    assert volunteer.evaluate("window.heardIn") == "zh-CN"


_EARS = """window.SpeechRecognition = class {
  start() {
    window.heardIn = this.lang;
    setTimeout(() => this.onresult({ results: [Object.assign([{ transcript: '两袋垃圾' }], { isFinal: true })] }));
  }
  stop() { setTimeout(() => this.onend()); }
}"""

_DRAFT_KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.some((it) => it.fields.text)); };
  };
})"""
