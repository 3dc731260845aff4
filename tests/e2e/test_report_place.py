"""Where it is and what it is: a pin, a site, its label, words; typed or spoken."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from .browser import PHONE
from .product import Product
from .reporting import order_of, photograph
from .screen import visit

RIVER = "yangjinggang-north"


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
    photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    order = order_of(volunteer, product)
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
    order = order_of(volunteer, product)
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
        order = order_of(page, product)
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
