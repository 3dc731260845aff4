"""A phone that several people use: nobody's unsent work is shown to, or sent by, anybody else."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from . import storage
from .browser import PHONE
from .phonebox import wait_until_at_most
from .product import PASSWORD, Product
from .stage import Stage

DAY_MS = 24 * 3_600_000


@pytest.fixture
def phone(chromium: Browser, product: Product) -> Iterator[Page]:
    """A phone with nobody logged in: each test has sessions of its own, because it logs out of them."""
    context = chromium.new_context(base_url=product.url, **PHONE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _log_in(page: Page, login: str) -> None:
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("form button[type=submit]").tap()
    page.locator(".nav").wait_for()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


def _offline(page: Page, *, off: bool = True) -> BrowserContext:
    page.context.set_offline(off)
    return page.context


def _accept_offline(page: Page, order: str) -> None:
    page.goto(f"/orders/{order}")
    page.locator("[data-action=accept]").wait_for()
    _offline(page)
    page.locator("[data-action=accept]").tap()
    expect(page.locator("[data-unsent=accept]")).to_be_visible()


def _log_out_anyway(page: Page) -> None:
    page.goto("/me")
    page.locator("[data-action=log-out]").tap()
    page.locator("[data-action=log-out-anyway]").tap()
    page.get_by_label("账号").wait_for()


def test_unsent_work_stays_sealed_while_somebody_else_uses_the_phone(phone: Page, stage: Stage) -> None:
    order = stage.assigned()
    phone.goto("/login")
    _log_in(phone, "cleaner")
    _accept_offline(phone, order)
    _log_out_anyway(phone)
    _offline(phone, off=False)

    _log_in(phone, "warden")
    phone.goto("/outbox")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.locator("[data-item]")).to_have_count(0)
    assert "accept" in [row["body"]["action"] for row in storage.rows(phone, "outbox")]
    assert stage.times(order, "accept") == 0
    phone.goto("/me")
    phone.locator("[data-action=log-out]").tap()
    phone.get_by_label("账号").wait_for()

    _log_in(phone, "cleaner")
    phone.goto(f"/orders/{order}")
    expect(phone.locator("[data-action=shoot-after]")).to_be_visible()
    expect(phone.locator("[data-unsent]")).to_have_count(0)
    wait_until_at_most(phone, 0)
    assert stage.times(order, "accept") == 1


def test_a_log_out_without_a_network_lets_nobody_in_again(phone: Page) -> None:
    phone.goto("/login")
    _log_in(phone, "cleaner")
    _offline(phone)
    phone.goto("/me")
    phone.locator("[data-action=log-out]").tap()
    phone.get_by_label("账号").wait_for()
    phone.reload()
    phone.get_by_label("账号").wait_for()
    _offline(phone, off=False)
    phone.goto("/box/mine")
    expect(phone.get_by_label("账号")).to_be_visible()
    assert phone.request.get("/api/v1/me").status == 401


@pytest.mark.parametrize("days", [13, 15])
def test_fourteen_days_without_the_server_and_no_longer(phone: Page, days: int) -> None:
    phone.goto("/login")
    _log_in(phone, "cleaner")
    _offline(phone)
    phone.goto("/me")
    phone.get_by_role("heading", level=1).wait_for()
    storage.put(phone, "kept", "contact", int(time.time() * 1000) - days * DAY_MS)
    phone.goto("/box/mine")
    lists, login = phone.locator(".nav"), phone.get_by_label("账号")
    there, gone = (lists, login) if days <= 14 else (login, lists)
    expect(there).to_be_visible()
    expect(gone).to_have_count(0)


def test_another_login_in_another_tab_sends_nothing_in_the_first_ones_name(phone: Page, stage: Stage) -> None:
    order = stage.assigned()
    phone.goto("/login")
    _log_in(phone, "cleaner")
    _accept_offline(phone, order)
    # The login of a tab that has a network: both share the cookie.
    login = {"login": "warden", "password": PASSWORD}
    assert phone.request.post("/api/v1/session", data=login, headers={"X-Fieldloop": "1"}).ok
    _offline(phone, off=False)
    phone.goto("/me")
    expect(phone.locator("main")).to_contain_text(stage.product.person("warden").get("/me")["person"]["name"])
    assert {row["lane"] for row in storage.rows(phone, "outbox")} == {order}
    assert stage.times(order, "accept") == 0
