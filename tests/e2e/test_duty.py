"""A coordinator plans somebody's duty at the desk."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from . import axe
from .browser import DESK
from .product import Product
from .screen import small_targets, too_wide, visit
from .stage import COORDINATOR, Stage


def test_leave_with_a_stand_in_is_planned_at_the_desk(chromium: Browser, product: Product, stage: Stage) -> None:
    person, today = stage.person_id("cleaner"), datetime.now(UTC)
    with visit(chromium, product, COORDINATOR, DESK) as desk:
        desk.goto("/people")
        button = desk.locator(f"[data-person='{person}'] [data-action=duty]")
        button.click()
        expect(desk.locator("[data-duty]")).to_have_attribute("data-duty", "on")
        desk.locator("[data-action=add-shift]").click()
        desk.locator("[data-action=add-leave]").click()
        for label, days in (("从", -2), ("到", 2)):
            moment = f"{today + timedelta(days=days):%Y-%m-%dT%H:%M}"
            desk.locator("[data-spell] input").nth(0 if days < 0 else 1).fill(moment)
            assert desk.locator(f"[data-spell] [aria-label='{label}']").input_value() == moment
        desk.locator("[data-spell] select").select_option(index=1)
        with desk.expect_response(lambda it: "/rosters/" in it.url and it.request.method == "PUT") as answer:
            desk.locator("[data-action=save-duty]").click()
        assert answer.value.status == 204
        expect(desk.locator("dialog[open]")).to_have_count(0)
        button.click()
        expect(desk.locator("[data-duty]")).to_have_attribute("data-duty", "off")
        expect(desk.locator("[data-duty]")).to_contain_text("代班")
        desk.locator("[data-spell] button").click()
        desk.locator("[data-shift] button").click()
        with desk.expect_response(lambda it: "/rosters/" in it.url and it.request.method == "PUT"):
            desk.locator("[data-action=save-duty]").click()


def test_a_phone_has_room_for_a_shift_and_a_leave(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, COORDINATOR) as phone:
        phone.goto("/people")
        phone.locator("[data-action=duty]").first.tap()
        phone.locator("[data-action=add-shift]").tap()
        phone.locator("[data-action=add-leave]").tap()
        expect(phone.locator("[data-spell] input")).to_have_count(2)
        assert [*axe.violations(phone), *too_wide(phone), *small_targets(phone)] == []
