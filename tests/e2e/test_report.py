"""A volunteer's report: few taps, nothing typed, nothing lost, and no second order for what others have reported."""

from playwright.sync_api import Page, expect

from .product import Product
from .reporting import ANSWER_MS, order_of, photograph, reported, same_problem, told
from .screen import go_offline, wait_until
from .stage import Stage


def test_one_photo_and_one_tap_are_a_report(volunteer: Page, product: Product, corner: dict[str, float]) -> None:
    expect(volunteer.locator("[data-place=fix]")).to_contain_text("误差约 12 米")
    photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    told(volunteer)
    volunteer.get_by_role("link", name="查看工单").tap()
    volunteer.wait_for_url("**/orders/*")
    order = product.person("volunteer").get(f"/orders/{volunteer.url.rsplit('/', 1)[1]}")
    assert order["channel"] == "volunteer"
    assert [photo["phase"] for photo in order["photos"]] == ["found"]
    assert abs(order["lat"] - corner["latitude"]) < 1e-4
    assert order["unit"] is not None


def test_two_taps_on_report_file_one_order(volunteer: Page, product: Product) -> None:
    before = len(reported(product))
    photograph(volunteer)
    volunteer.locator("[data-action=report]").evaluate("(it) => { it.click(); it.click(); }")
    told(volunteer)
    assert len(reported(product)) == before + 1


def test_what_a_neighbour_reported_is_joined_with_one_tap(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = same_problem(product, corner)
    volunteer.reload()
    first = volunteer.get_by_role("listitem").filter(has_text="大件垃圾乱堆放").first
    expect(first).to_contain_text("距您 10 m")
    expect(first).to_contain_text("刚刚")
    first.locator("[data-action=me-too]").tap()
    told(volunteer)
    assert stage.order(order)["reporters"] == 2
    volunteer.goto("/box/reported")
    expect(volunteer.locator(f"[data-order='{order}']")).to_be_visible()


def test_a_photo_taken_before_joining_goes_along(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = same_problem(product, corner)
    volunteer.reload()
    photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-action=me-too]").first.tap()
    told(volunteer)
    photos = stage.order(order)["photos"]
    assert [photo["person"]["name"] for photo in photos] == ["吴美玲"]


def test_what_was_entered_survives_a_reload(volunteer: Page) -> None:
    photograph(volunteer)
    volunteer.locator("[data-upload=stored]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-kind]").first.tap()
    volunteer.get_by_label("说明（可不填）").fill("门口右侧有两袋")
    wait_until(volunteer, _DRAFT_KEPT)
    volunteer.reload()
    expect(volunteer.get_by_label("说明（可不填）")).to_have_value("门口右侧有两袋")
    expect(volunteer.locator("[data-kind][aria-pressed=true]")).to_have_count(1)
    expect(volunteer.locator("[data-upload=stored]")).to_be_visible()


def test_a_report_made_without_a_network_is_sent_by_itself(
    volunteer: Page, product: Product, corner: dict[str, float]
) -> None:
    volunteer.locator("[data-place=fix]").wait_for()
    before = len(reported(product))
    go_offline(volunteer)
    volunteer.reload()
    volunteer.locator("[data-place=fix]").wait_for()
    photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    expect(volunteer.locator("[data-report=kept]")).to_contain_text("没有网络：已存在这部手机上", timeout=ANSWER_MS)
    assert len(reported(product)) == before
    volunteer.context.set_offline(False)
    order = order_of(volunteer, product)
    assert len(reported(product)) == before + 1
    assert abs(order["lat"] - corner["latitude"]) < 1e-4
    assert [photo["phase"] for photo in order["photos"]] == ["found"]


def test_me_too_without_a_network_joins_later(
    volunteer: Page, product: Product, stage: Stage, corner: dict[str, float]
) -> None:
    order = same_problem(product, corner)
    volunteer.reload()
    first = volunteer.locator(f"[data-near='{order}'] [data-action=me-too]")
    first.wait_for()
    go_offline(volunteer)
    first.tap()
    volunteer.locator("[data-report=kept]").wait_for(timeout=ANSWER_MS)
    volunteer.context.set_offline(False)
    told(volunteer)
    assert stage.order(order)["reporters"] == 2


def test_a_refused_report_says_why_and_gives_back_what_was_entered(volunteer: Page) -> None:
    volunteer.context.set_geolocation({"latitude": 39.9, "longitude": 116.4, "accuracy": 12})
    volunteer.reload()
    volunteer.locator("[data-place=fix]").wait_for()
    photograph(volunteer)
    volunteer.locator("[data-action=report]").tap()
    volunteer.locator("[data-report=refused]").wait_for(timeout=ANSWER_MS)
    volunteer.locator("[data-action=mend]").tap()
    expect(volunteer.locator("[data-upload=stored]")).to_be_visible()


_DRAFT_KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.some((it) => it.fields.text)); };
  };
})"""
