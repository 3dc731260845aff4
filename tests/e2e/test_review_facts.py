"""What a manager is told and can say beside a verdict: questions, arrows, the other side's appeal."""

from playwright.sync_api import Page, expect

from . import reviewing
from .pictures import clean
from .product import Product, now
from .screen import wait_until
from .stage import CLEANER, MANAGER, Stage

OTHER_REVIEWER = "district"
_ASKED = """async (order) => {
  const { findings } = await (await fetch(`/api/v1/orders/${order}`)).json();
  return findings.some(({ kind }) => kind === 'reused_by_person');
}"""


def test_a_question_goes_to_the_submitter_and_the_order_waits(manager_desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    manager_desk.keyboard.press("q")
    manager_desk.locator("dialog textarea").fill("左边那两袋是谁家的?")
    with manager_desk.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions") and it.ok):
        manager_desk.locator("[data-action=send-question]").click()
    expect(manager_desk.locator("dialog")).to_have_count(0)
    assert stage.order(order)["state"] == "submitted"
    assert stage.order(order)["events"][-1]["text"] == "左边那两袋是谁家的?"


def test_an_arrow_on_the_photo_goes_along_with_a_return(manager_phone: Page, stage: Stage) -> None:
    order = stage.submitted()
    reviewing.start(manager_phone)
    reviewing.find(manager_phone, order)
    manager_phone.locator("[data-action=return]").tap()
    manager_phone.locator("dialog .option").first.tap()
    manager_phone.locator("dialog [data-action=mark]").tap()
    manager_phone.locator(".full-dark [data-action=arrow]").tap()
    manager_phone.locator(".full-dark [data-action=middle]").tap()
    manager_phone.locator("[data-action=draw-save]").tap()
    expect(manager_phone.locator("dialog .shot[data-upload=stored]")).to_be_visible()
    with manager_phone.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions") and it.ok):
        manager_phone.locator("[data-action=send-reason]").tap()
    found = stage.order(order)
    assert found["state"] == "accepted"
    assert [photo["phase"] for photo in found["photos"]][-1] == "mark"


def test_an_appeal_is_decided_on_a_pair_without_names(manager_desk: Page, product: Product, stage: Stage) -> None:
    order = stage.submitted()
    product.person(OTHER_REVIEWER).act(order, "return", reason="not_done")
    product.person(CLEANER).act(order, "appeal", text="照片里已经清完了")
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    expect(manager_desk.locator("[data-appeal]")).to_contain_text("照片里已经清完了")
    expect(manager_desk.locator("[data-action=approve]")).to_contain_text("申诉成立")
    expect(manager_desk.locator(".order-page")).not_to_contain_text("王建国")


def test_findings_are_asked_as_questions_beside_the_picture_they_are_about(
    manager_desk: Page, product: Product, stage: Stage
) -> None:
    orders, photo, cleaner = [stage.accepted(), stage.accepted()], clean(), product.person(CLEANER)
    shot = {"sha256": cleaner.put_photo(photo), "phase": "after", "taken_at": now(), "source": "gallery"}
    for order in orders:
        cleaner.act(order, "submit", photos=[shot])
    manager_desk.goto("/review")
    wait_until(manager_desk, _ASKED, orders[1])
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{orders[1]}']").click()
    expect(manager_desk.locator("[data-finding=gallery]")).to_contain_text("相册")
    again = manager_desk.locator("[data-finding=reused_by_person]")
    expect(again).to_contain_text("是同一张照片吗")
    expect(again.locator(".shot")).to_have_count(2)
    expect(manager_desk.locator(f"[data-pair='{orders[1]}'] [data-action=approve]")).to_have_attribute(
        "aria-disabled", "false"
    )


def test_the_last_pairs_of_the_site_are_there_when_they_are_asked_for(
    manager_desk: Page, product: Product, stage: Stage
) -> None:
    order = stage.submitted()
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    reviewing.ready(manager_desk)
    pairs = product.person(MANAGER).get(f"/orders/{order}/pairs")["items"]
    manager_desk.locator("[data-pairs] summary").click()
    expect(manager_desk.locator("[data-pairs] li")).to_have_count(len(pairs))
    expect(manager_desk.locator("[data-pairs] .bone")).to_have_count(0)


def test_what_is_ticked_of_the_checklist_is_kept_with_the_verdict(manager_desk: Page, stage: Stage) -> None:
    order = stage.submitted()
    lines = [{"zh": "地面干净", "en": "The floor is clean"}, {"zh": "桶盖盖好", "en": "The lids are closed"}]
    stage.settings(order, checklist=lines)
    reviewing.start(manager_desk)
    manager_desk.locator(f"[data-review='{order}']").click()
    expect(manager_desk.locator(f"[data-pair='{order}'][data-pictures=here]")).to_be_visible()
    reviewing.ready(manager_desk)
    manager_desk.get_by_label("桶盖盖好").check()
    reviewing.glance(manager_desk)
    with manager_desk.expect_response(lambda it: it.url.endswith(f"/orders/{order}/actions") and it.ok):
        manager_desk.keyboard.press("a")
        reviewing.gone(manager_desk, order)
    assert stage.order(order)["events"][-1]["data"]["checks"] == [False, True]


def test_an_order_that_the_camera_closed_says_so(manager_desk: Page, stage: Stage) -> None:
    order = stage.dispatched()
    stage.settings(order, clear_frames=2)
    manager_desk.goto(f"/orders/{order}")
    manager_desk.locator(".timeline").wait_for()
    newest = [stage.seen_clear(order) for _ in range(2)][-1]
    told = manager_desk.locator(".timeline li.good").filter(has_text="摄像头连续 2 次画面正常，自动确认结案")
    expect(told).to_have_count(1)
    expect(manager_desk.locator(f"img[src*='{newest}']").first).to_be_visible()
    assert stage.order(order)["state"] == "closed"
