"""A day in the field: what comes first, the way there, letters one can read, and a voice for full hands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import DESK, PHONE, SHANGHAI
from .product import Product
from .screen import go_offline, visit
from .stage import CLEANER, COORDINATOR, MANAGER, Stage

IPHONE = PHONE | {
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
}
_STILL = "addEventListener('click', (it) => it.target.closest('a[data-map]') && it.preventDefault())"
_VOICE = """
window.heard = [];
Object.defineProperty(window, 'speechSynthesis', {
  value: { getVoices: () => [], speak: ({ text, lang }) => window.heard.push(`${lang} ${text}`) },
});
"""


def _spread(like: dict[str, Any]) -> list[dict[str, Any]]:
    """Make four orders of one: spread over the day and over the street."""
    now = datetime.now(UTC)
    day, degree = timedelta(days=1), 0.009  # a kilometre

    def order(name: str, due: timedelta, kilometres: float) -> dict[str, Any]:
        at = {"started_at": now - day, "due_at": now + due, "warn_at": now + due - timedelta(minutes=10)}
        clock = {"kind": "fix", **{key: value.isoformat() for key, value in at.items()}}
        place = {"lat": SHANGHAI["latitude"] + kilometres * degree, "lon": SHANGHAI["longitude"]}
        return like | place | {"id": name, "state": "accepted", "late": False, "clock": clock}

    return [
        order("far", day * 4, 2),
        order("near", day * 5, 0.1),
        order("soon", timedelta(minutes=5), 3),
        order("late", -timedelta(minutes=5), 1),
    ]


def _day(page: Page) -> dict[str, list[str]]:
    return page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('section:has(> .group)')].map((it) =>
      [it.ariaLabel, [...it.querySelectorAll('[data-order]')].map((row) => row.dataset.order)]))""")


def test_a_day_shows_what_is_late_due_and_near_and_sorts_by_deadline_or_distance(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    stage.assigned()
    page_of_four = {
        "items": _spread(product.person(CLEANER).get("/orders", box="mine")["items"][0]),
        "next_cursor": None,
    }
    with visit(chromium, product, CLEANER, service_workers="block") as page:
        page.route("**/api/v1/orders?*box=mine*", lambda route: route.fulfill(json=page_of_four))
        page.goto("/box/mine")
        expect(page.locator("[data-order=near]")).to_contain_text("100 m")
        assert _day(page) == {"已超时": ["late"], "快到时限": ["soon"], "就在附近": ["near"], "其余": ["far"]}
        page.get_by_text("按距离").tap()
        expect(page.get_by_role("heading", name="快到时限")).to_have_count(0)
        assert _day(page) == {"已超时": ["late"], "就在附近": ["near"], "其余": ["far", "soon"]}
        page.reload()
        expect(page.get_by_role("radio", name="按距离")).to_be_checked()


def test_distance_asks_for_the_place_by_a_tap_only_and_takes_no_for_an_answer(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    for _ in range(2):
        stage.assigned()
    with visit(chromium, product, CLEANER, permissions=[]) as page:
        page.goto("/box/mine")
        page.get_by_text("按距离").tap()
        expect(page.locator("[data-toast=problem]")).to_contain_text("没有定位权限")
        expect(page.get_by_role("radio", name="按时限")).to_be_checked()


@pytest.mark.parametrize(
    ("look", "links"),
    [
        (
            PHONE,
            {
                "amap": "amapuri://route/plan/?",
                "baidu": "bdapp://map/",
                "google": "https://www.google.com/maps/dir/",
                "geo": "geo:31.",
            },
        ),
        (
            IPHONE,
            {
                "apple": "https://maps.apple.com/?daddr=31.",
                "amap": "iosamap://path?",
                "baidu": "baidumap://map/",
                "google": "https://www.google.com/",
            },
        ),
        (
            DESK,
            {
                "amap": "https://uri.amap.com/marker?",
                "baidu": "https://api.map.baidu.com/marker?",
                "google": "https://www.google.com/",
            },
        ),
    ],
    ids=["android", "iphone", "desk"],
)
def test_the_way_is_handed_over_to_the_map_app_that_was_chosen_once(
    chromium: Browser, product: Product, stage: Stage, look: dict[str, Any], links: dict[str, str]
) -> None:
    order = stage.assigned()
    with visit(chromium, product, CLEANER, look) as page:
        page.add_init_script(_STILL)
        page.goto(f"/orders/{order}")
        page.locator("[data-action=navigate]").click()
        offered = page.locator("dialog [data-map]")
        expect(offered).to_have_count(len(links))
        found = {app: offered.and_(page.locator(f"[data-map={app}]")).get_attribute("href") or "" for app in links}
        assert {app: href for app, href in found.items() if not href.startswith(links[app])} == {}
        offered.first.click()
        first = next(iter(links))
        expect(page.locator("a[data-action=navigate]")).to_have_attribute("data-map", first)
        expect(page.locator("a[data-action=navigate]")).to_be_focused()
        page.reload()
        expect(page.locator("a[data-action=navigate]")).to_have_attribute("href", found[first])
        page.locator("[data-action=choose-map]").click()
        expect(page.locator("dialog [data-map]")).to_have_count(len(links))


def test_larger_letters_are_there_before_the_first_paint_and_follow_the_browser(
    chromium: Browser, product: Product
) -> None:
    root = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    with visit(chromium, product, CLEANER) as page:
        page.goto("/me")
        normal = page.evaluate(root)
        page.get_by_text("特大").tap()
        assert page.evaluate(root) == pytest.approx(normal * 1.6)
        page.reload()
        page.locator(".nav").wait_for()
        assert page.evaluate(root) == pytest.approx(normal * 1.6)
        page.get_by_text("标准").tap()
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 24}})
        page.wait_for_function(f"() => ({root})() > {normal} * 1.4")


def test_a_new_order_is_read_aloud_only_where_that_is_switched_on(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    with visit(chromium, product, CLEANER) as page:
        page.add_init_script(_VOICE)
        page.goto("/me")
        page.locator("[data-action=read-aloud]").tap()
        assert page.evaluate("window.heard") == ["zh-CN 新工单会这样读出来。"]
        order = stage.assigned()
        page.wait_for_function("() => window.heard.length === 2")
        element = stage.order(order)["element"]["name"]["zh"]
        line: str = page.evaluate("window.heard[1]")
        assert line.startswith(f"zh-CN 新工单：{element}，")
        assert line.endswith("内完成")
        page.locator("[data-action=read-aloud]").tap()
        told = page.locator(".toasts [role=status] > .vh")
        before = told.text_content() or ""
        stage.assigned()
        expect(told).not_to_have_text(before)
        assert page.evaluate("window.heard.length") == 2


def test_a_tap_without_a_network_marks_its_order_in_the_list_until_it_is_sent(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.assigned()
    with visit(chromium, product, CLEANER) as page:
        page.goto("/box/mine")
        row = page.locator(f"[data-order='{order}']")
        row.tap()
        page.locator("[data-action=accept]").wait_for()
        go_offline(page)
        page.locator("[data-action=accept]").tap()
        expect(page.locator(".lead [data-unsent]")).to_be_visible()
        page.locator(".back").tap()
        expect(row.locator("[data-unsent]")).to_have_text("未发送")
        page.context.set_offline(False)
        expect(row.locator("[data-unsent]")).to_have_count(0)
    assert stage.order(order)["state"] == "accepted"


def test_people_are_offered_workers_first_and_oneself_last(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.dispatched()
    with visit(chromium, product, COORDINATOR) as page:
        page.goto(f"/orders/{order}")
        page.locator("[data-action=assign]").tap()
        people = page.locator("dialog [data-person]")
        expect(people.last).to_contain_text("我自己")
        expect(people.first).to_contain_text("作业人员")


def test_a_reviewer_on_a_desk_takes_a_pair_out_of_turn(chromium: Browser, product: Product, stage: Stage) -> None:
    for _ in range(2):
        stage.submitted()
    with visit(chromium, product, MANAGER, DESK) as page:
        page.goto("/review")
        row = page.locator("[data-review]").nth(1)
        order = row.get_attribute("data-review")
        row.click()
        expect(row).to_have_attribute("aria-current", "true")
        expect(page.locator(f".review a[href='/orders/{order}']")).to_be_visible()
