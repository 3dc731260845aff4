"""Working calendars on the desk and on a small screen: a day is changed after a look at the orders that move."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import DESK, PHONE
from .product import Product, new_id
from .screen import cut_off, small_targets, too_wide, visit
from .stage import Stage

ADMIN = "admin"
WIDE: dict[str, Any] = DESK | {"reduced_motion": "reduce"}
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}
NAME = {"zh": "河道养护班", "en": "River crew"}


def _sound(page: Page) -> None:
    assert [*axe.violations(page), *too_wide(page), *small_targets(page), *cut_off(page)] == []


@pytest.fixture
def order(product: Product, stage: Stage) -> Iterator[str]:
    """An order with a limit in working days, whose unit works around the clock by a calendar of its own."""
    admin, found = product.person(ADMIN), stage.accepted()
    made = stage.order(found)
    unit, element = made["unit"]["code"], made["element"]["code"]
    district = admin.get("/calendars")["districts"][0]["code"]
    week: list[list[list[int]]] = [[[0, 1440]]] * 7
    admin.post("/calendars", {"id": new_id(), "code": "e2e", "name": NAME, "week": week, "district": district})
    admin.patch("/calendars/e2e", {"id": new_id(), "version": 1, "units": [unit]})
    before = admin.get(f"/elements/{element}")
    limits = {"fix": {"amount": 4, "unit": "working_days"}}
    admin.patch(f"/elements/{element}", {"id": new_id(), "version": before["version"], "limits": limits})
    yield found
    # What other tests find must not depend on this one.
    plain = {"id": new_id(), "version": before["version"] + 1, "limits": {"fix": before["limits"]["fix"]}}
    admin.patch(f"/elements/{element}", plain)
    now = admin.get("/calendars/e2e")["version"]
    admin.patch("/calendars/e2e", {"id": new_id(), "version": now, "units": []})


def test_a_day_is_changed_after_a_look_at_what_moves_and_nothing_entered_is_lost(
    chromium: Browser, product: Product, stage: Stage, order: str
) -> None:
    admin = product.person(ADMIN)
    before = datetime.fromisoformat(stage.order(order)["clock"]["due_at"])
    with visit(chromium, product, ADMIN, WIDE) as page:
        page.goto("/admin/calendars/e2e/days")
        page.locator("[data-day][tabindex='0']").focus()
        # A day that lies wholly before the deadline, whatever the hour and the zones of browser and place.
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.get_by_label("放假").check()
        page.locator("[data-action=keep-day]").click()
        expect(page.locator("dialog [role=alert]")).to_contain_text("理由")
        page.locator("[name=why-zh]").fill("运动会")
        _sound(page)
        page.locator("[data-action=keep-day]").click()
        expect(page.locator("[data-source=edit]")).to_have_attribute("data-kind", "holiday")

        name = {"zh": "河道养护", "en": "River crew"}
        admin.patch("/calendars/e2e", {"id": new_id(), "version": 2, "name": name})
        page.locator("[data-action=save-calendar]").click()
        expect(page.locator(".foot [role=alert]")).to_contain_text("其他人修改了")
        expect(page.get_by_role("heading", name="河道养护", exact=True)).to_be_visible()
        expect(page.locator("[data-source=edit]")).to_have_count(1)
        _sound(page)
        page.locator("[data-action=save-calendar]").click()
        expect(page.locator("dialog [data-worst]")).to_have_text("最多推后 1 天")
        expect(page.locator("dialog [data-moves]").first).to_contain_text("推后 1 天")
        _sound(page)
        page.locator("[data-action=limits-sure]").click()
        expect(page.locator("[data-version='4']")).to_be_visible()
        expect(page.locator("[data-changes='4'] li").first).to_contain_text("运动会, 休息")
        expect(page.locator(".foot")).to_have_count(0)
    found = stage.order(order)
    assert datetime.fromisoformat(found["clock"]["due_at"]) - before == timedelta(days=1)
    assert found["events"][-1]["action"] == "reckon"


def test_a_night_calendar_is_made_and_given_to_an_area_on_a_small_screen(chromium: Browser, product: Product) -> None:
    admin = product.person(ADMIN)
    with visit(chromium, product, ADMIN, NARROW | {"locale": "en-GB"}) as page:
        page.goto("/admin/calendars")
        page.locator("[data-calendar=office]").wait_for()
        _sound(page)
        page.locator("[data-action=make-calendar]").tap()
        page.locator("[name=name-zh]").fill("夜间保洁")
        page.locator("[name=name-en]").fill("Night crew")
        page.locator("[data-setting=calendar-preset]").select_option("nights")
        _sound(page)
        page.locator("[data-action=create-calendar]").tap()
        expect(page.locator("[data-calendar-form='night-crew'] [data-week] li")).to_have_text(
            "Monday to Sunday 22:00–next day 06:00"
        )
        page.locator("[data-week] summary").tap()
        page.locator("[data-weekday='6'] [aria-label^='Remove']").tap()
        page.locator("[data-weekday='0'] [data-shift-to]").fill("02:00")
        page.locator("[data-action=alike-0]").tap()
        page.locator("[data-action=add-place]").tap()
        page.locator("[name=search-places]").fill("jy1")
        page.locator("[data-choice]").first.tap()
        _sound(page)
        page.locator("[data-action=save-calendar]").tap()
        page.locator("[data-action=limits-sure]").tap()
        expect(page.locator("[data-version='2']")).to_be_visible()
        expect(page.locator("[data-week] ul li")).to_have_count(2)
        expect(page.locator("[data-place]")).to_have_count(1)
        _sound(page)
    found = admin.get("/calendars/night-crew")
    assert found["week"] == [*[[[1320, 1560]]] * 6, []]
    places = {kind: [] for kind in ("areas", "units") if found[kind]}
    admin.patch("/calendars/night-crew", {"id": new_id(), "version": 2} | places)
