"""The sealed pair on the phone: a nonce heard in time seals, one that was not leaves a claim; receipts stay."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from . import storage
from .phonebox import wait_until_at_most
from .pictures import clean, from_camera
from .product import Product
from .screen import faults, go_offline, visit
from .stage import CLEANER, Stage


def _after(stage: Stage, order: str) -> dict[str, Any]:
    [photo] = [photo for photo in stage.order(order)["photos"] if photo["phase"] == "after"]
    return photo


def _log_in(page: Page, login: str) -> None:
    page.goto("/login")
    page.locator(f"[data-login={login}]").tap()
    page.locator(".nav").wait_for()


def _accept(page: Page, order: str) -> None:
    page.goto(f"/orders/{order}")
    page.locator("[data-action=accept]").tap()
    expect(page.locator("[data-action=shoot-after]")).to_be_visible()


def _photograph(page: Page) -> None:
    page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
    expect(page.locator("[data-upload]")).to_have_count(1)


def _submit(page: Page) -> None:
    page.locator("[data-action=submit]").tap()
    expect(page.locator("[data-state=submitted]")).to_be_visible()


def _kept(page: Page) -> list[dict[str, Any]]:
    return [row for row in storage.rows(page, "kept") if isinstance(row, dict) and "receipts" in row]


@pytest.mark.parametrize(("language", "words"), [("zh-CN", r"^已封存，.*收到$"), ("en", r"^sealed, received .*$")])
def test_accepted_with_a_network_the_photo_is_sealed_and_its_receipt_stays(
    chromium: Browser, product: Product, stage: Stage, tmp_path: Path, language: str, words: str
) -> None:
    order = stage.assigned()
    with visit(chromium, product, CLEANER, locale=language) as page:
        wrong = faults(page)
        page.add_init_script(f"localStorage.setItem('fieldloop.language', '{language}')")
        _accept(page, order)
        expect(page.locator("[data-unsent]")).to_have_count(0)
        _photograph(page)
        _submit(page)
        wait_until_at_most(page, 0)
        photo = _after(stage, order)
        assert (photo["sealed"], photo["claimed"]) == (True, False)

        shown = page.locator("[data-seal=sealed]")
        expect(shown).to_have_text(re.compile(words))
        [kept] = [row for row in _kept(page) if row["order"] == order]
        assert kept["receipts"] == [photo["receipt"]]
        with page.expect_download() as download:
            page.locator("li", has=shown).locator("[data-action=save-receipt]").tap()
        download.value.save_as(tmp_path / "receipt.txt")
        assert (tmp_path / "receipt.txt").read_text().strip() == photo["receipt"]

        page.goto("/me")
        with page.expect_download() as download:
            page.locator("[data-action=save-receipts]").tap()
        download.value.save_as(tmp_path / "receipts.txt")
        assert photo["receipt"] in (tmp_path / "receipts.txt").read_text().splitlines()
        assert wrong == []


def test_accepted_without_a_network_its_time_is_a_claim(chromium: Browser, product: Product, stage: Stage) -> None:
    order = stage.assigned()
    with visit(chromium, product, CLEANER) as page:
        page.goto(f"/orders/{order}")
        storage.wait_for_order(page, order)
        go_offline(page)
        page.locator("[data-action=accept]").tap()
        _photograph(page)
        _submit(page)
        page.context.set_offline(False)
        wait_until_at_most(page, 0)
        photo = _after(stage, order)
        assert (photo["sealed"], photo["claimed"]) == (False, True)
        assert photo["taken_at"] < photo["received_at"]
        expect(page.locator("[data-phase=after] [data-seal=claimed]")).to_contain_text("自报时间")
        [kept] = [row for row in _kept(page) if row["order"] == order]
        assert kept["receipts"] == [photo["receipt"]]


def test_receipts_outlive_a_log_out_and_are_shown_to_nobody_else(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    # A session of its own: it ends here.
    with visit(chromium, product, None) as page:
        _log_in(page, CLEANER)
        page.goto(f"/orders/{order}")
        storage.wait_for_order(page, order)
        _photograph(page)
        _submit(page)
        wait_until_at_most(page, 0)
        page.goto("/me")
        expect(page.locator("[data-action=save-receipts]")).to_be_visible()
        page.locator("[data-action=log-out]").tap()
        page.locator("[data-login=warden]").wait_for()
        assert [row["order"] for row in _kept(page)] == [order]
        _log_in(page, "warden")
        page.goto("/me")
        expect(page.locator("[data-action=my-phones]")).to_be_visible()
        expect(page.locator("[data-action=save-receipts]")).to_have_count(0)
