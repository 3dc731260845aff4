"""A site's label in front of the camera: read by the page itself, without the system's help and without a network."""

from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from . import axe
from .browser import HERE, PHONE, launch_with_camera
from .product import Product
from .screen import faults, small_targets, too_wide, visit

SITE, SITE_NAME = "jy1-760-waste-room", "金杨路760弄垃圾厢房"
WIDTH, HEIGHT = 640, 480
# Chromium here has no reader of its own, so ours is fetched, and it looks five times a second.
READ_MS = 30_000
_LOOK: dict[str, Any] = PHONE | {"geolocation": HERE["geolocation"] | {"accuracy": 12}}
_WITH_CAMERA = _LOOK | {"permissions": ["geolocation", "camera"]}


def _film(text: str, path: Path) -> Path:
    """Write what a camera sees of a label that is held a little askew."""
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=6, border=4)
    label = Image.open(drawn).convert("L").rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=200)
    picture = Image.new("L", (WIDTH, HEIGHT), 150)
    picture.paste(label, ((WIDTH - label.width) // 2, (HEIGHT - label.height) // 2))
    frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    return path


@contextmanager
def _in_front_of(playwright: Playwright, product: Product, film: Path) -> Generator[Page]:
    """Hold a volunteer's phone with the report open before a label; nothing may go wrong in the console."""
    with launch_with_camera(playwright, film) as browser, visit(browser, product, "volunteer", _WITH_CAMERA) as page:
        wrong = faults(page)
        page.goto("/report")
        page.locator("[data-place=fix]").wait_for()
        yield page
        assert wrong == []


def test_a_label_in_front_of_the_camera_chooses_its_site(
    playwright: Playwright, product: Product, tmp_path: Path
) -> None:
    film = _film(f"{product.url}/s/{SITE}", tmp_path / "label.y4m")
    with _in_front_of(playwright, product, film) as page:
        page.locator("[data-action=scan]").tap()
        expect(page.locator("[data-place=site]")).to_contain_text(SITE_NAME, timeout=READ_MS)
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.locator("[data-kind]").first).to_have_attribute("data-kind", "waste.bag_outside")


def test_another_s_label_is_named_as_such_and_the_camera_looks_on(
    playwright: Playwright, product: Product, tmp_path: Path
) -> None:
    film = _film("https://pay.example/s/jy1-760-waste-room", tmp_path / "other.y4m")
    with _in_front_of(playwright, product, film) as page:
        page.locator("[data-action=scan]").tap()
        expect(page.get_by_role("alert")).to_contain_text("这不是我们的码", timeout=READ_MS)
        expect(page.locator("[data-scan=live]")).to_be_visible()
        assert [*axe.violations(page), *too_wide(page), *small_targets(page)] == []
        page.locator("[data-action=scan-close]").tap()
        expect(page.locator("[data-place=fix]")).to_be_visible()


def test_who_may_not_use_the_camera_types_the_code(playwright: Playwright, product: Product) -> None:
    with launch_with_camera(playwright) as browser, visit(browser, product, "volunteer", _LOOK) as page:
        page.goto("/report")
        page.locator("[data-place=fix]").wait_for()
        page.locator("[data-action=scan]").tap()
        expect(page.get_by_role("alert")).to_contain_text("没有相机权限")
        page.get_by_label("或者输入码下面的编号").fill("no-such-site")
        page.locator("[data-action=scan-typed]").tap()
        expect(page.get_by_role("alert").last).to_contain_text("没有编号为 no-such-site 的点位")
        assert axe.violations(page) == []
        page.get_by_label("或者输入码下面的编号").fill(f" {SITE} ")
        page.keyboard.press("Enter")
        expect(page.locator("[data-place=site]")).to_contain_text(SITE_NAME)
