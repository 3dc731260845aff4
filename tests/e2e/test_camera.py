"""The camera in the app: the earlier photo over the picture, photos in a row, drawing, and what happens without it."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from . import axe
from .browser import HERE, PHONE, launch_with_camera
from .pictures import from_camera, photograph
from .product import Product
from .screen import faults, small_targets, too_wide, visit
from .stage import CLEANER, Stage

_PLACE: dict[str, Any] = {"geolocation": HERE["geolocation"] | {"accuracy": 12}}
_WITH_CAMERA = _PLACE | {"permissions": ["geolocation", "notifications", "camera"]}
# What the page hears when somebody answers a call, and when they are back.
_HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""

_TRACK = "document.querySelector('video').srcObject.getVideoTracks()[0]"


@pytest.fixture(scope="module")
def camera_phone(playwright: Playwright) -> Iterator[Browser]:
    browser = launch_with_camera(playwright)
    yield browser
    browser.close()


@contextmanager
def at_work(browser: Browser, product: Product, order: str, **look: Any) -> Generator[Page]:
    """The cleaner has an accepted order open, and nothing may go wrong in the page's console."""
    with visit(browser, product, CLEANER, PHONE, **look) as page:
        wrong = faults(page)
        page.goto(f"/orders/{order}")
        expect(page.locator("[data-action=shoot-after]")).to_be_visible()
        yield page
        assert wrong == []


def _open(page: Page) -> Locator:
    """Open the camera; return its shutter, which works once there is a picture."""
    page.locator("[data-action=shoot-after]").tap()
    shutter = page.locator("[data-action=shutter]")
    expect(shutter).not_to_have_attribute("aria-disabled", "true")
    page.wait_for_function("() => document.querySelector('video').videoWidth > 0")
    return shutter


def _shoot(page: Page) -> Locator:
    page.locator("[data-action=shutter]").tap()
    use = page.locator("[data-action=use]")
    expect(use).to_be_visible()
    return use


def _finish(page: Page, photos: int) -> None:
    page.locator("[data-action=camera-done]").tap()
    expect(page.locator("[data-upload=stored]")).to_have_count(photos)


def _submit(page: Page) -> None:
    page.locator("[data-action=submit]").tap()
    expect(page.locator("[data-state=submitted]")).to_be_visible()
    # Shown at once; done when nothing is left on the phone.
    expect(page.locator("[data-unsent]")).to_have_count(0)


def _after_photos(stage: Stage, order: str) -> list[dict[str, Any]]:
    return [photo for photo in stage.order(order)["photos"] if photo["phase"] == "after"]


def _picture(product: Product, sha256: str) -> Image.Image:
    cleaner = product.person(CLEANER)
    bearer = {"Authorization": f"Bearer {cleaner.token}"}
    answer = cleaner.client.get(f"/photos/{sha256}/original", headers=bearer).raise_for_status()
    return Image.open(BytesIO(answer.content)).convert("RGB")


def _red(picture: Image.Image) -> int:
    """Count the pixels in the colour of the strokes."""
    channels = [channel.tobytes() for channel in picture.resize((320, 240)).split()]
    return sum(r > 180 and g < 90 and b < 90 for r, g, b in zip(*channels, strict=True))


def test_two_photos_in_a_row_from_the_angle_of_the_earlier_one(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    with at_work(camera_phone, product, order, **_WITH_CAMERA) as page:
        _open(page)
        expect(page.locator("[data-place=found]")).to_have_text("定位 ±12 米")
        ghost, strength = page.locator(".ghost"), page.get_by_label("叠影深浅")
        expect(ghost).to_have_css("opacity", "0.5")
        strength.press("ArrowLeft")
        expect(ghost).to_have_css("opacity", "0.45")
        page.locator("[data-action=ghost]").tap()
        expect(ghost).to_have_count(0)
        expect(strength).to_be_disabled()

        _shoot(page)
        page.locator("[data-action=retake]").tap()
        _shoot(page).tap()
        expect(page.get_by_role("status").filter(has_text="已拍 1 张")).to_be_attached()
        _shoot(page).tap()
        _finish(page, 2)
        _submit(page)
    photos = _after_photos(stage, order)
    assert len(photos) == 2
    assert len({photo["taken_at"] for photo in photos}) == 2
    assert {(photo["source"], photo["accuracy_m"], photo["lat"]) for photo in photos} == {
        ("camera", 12, HERE["geolocation"]["latitude"])
    }


def test_a_drawing_goes_along_with_its_picture_and_never_instead_of_it(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    with at_work(camera_phone, product, order, **_WITH_CAMERA) as page:
        _open(page)
        _shoot(page)
        page.locator("[data-action=draw]").tap()
        sheet = page.locator(".sheet-of")
        box = sheet.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x - 60, y - 60)
        page.mouse.down()
        page.mouse.move(x + 60, y + 60, steps=3)
        page.mouse.up()
        expect(sheet.locator("g")).to_have_count(1)

        # The same without a finger: an arrow in the middle, moved, made larger; one too many is undone.
        page.locator("[data-action=arrow]").press("Enter")
        page.locator("[data-action=middle]").press("Enter")
        placed = sheet.locator("path").last.get_attribute("d")
        for key in ("ArrowRight", "+"):
            sheet.press(key)
            expect(sheet.locator("path").last).not_to_have_attribute("d", placed or "")
            placed = sheet.locator("path").last.get_attribute("d")
        page.locator("[data-action=middle]").tap()
        page.locator("[data-action=undo]").tap()
        expect(page.get_by_role("status").filter(has_text="已画 2 处")).to_be_attached()
        page.locator("[data-action=draw-save]").tap()
        page.locator("[data-action=use]").tap()
        _finish(page, 2)
        _submit(page)
    photos = _after_photos(stage, order)
    assert len({(photo["taken_at"], photo["lat"]) for photo in photos}) == 1
    shown = stage.order(order)["after"]
    (drawn,) = [photo["sha256"] for photo in photos if photo["sha256"] != shown]
    assert _red(_picture(product, drawn)) > _red(_picture(product, shown)) + 100


def test_the_camera_is_let_go_while_nobody_looks_and_the_shot_is_kept(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    with at_work(camera_phone, product, stage.accepted(), **_WITH_CAMERA) as page:
        # A phone without still pictures: the frame on the screen is the photo.
        page.evaluate("delete window.ImageCapture")
        _open(page)
        track = page.evaluate_handle(_TRACK)
        _shoot(page)
        page.evaluate(_HIDE, True)
        assert track.evaluate("(it) => it.readyState") == "ended"
        page.evaluate(_HIDE, False)
        page.wait_for_function("() => document.querySelector('video')?.srcObject?.active === true")
        expect(page.locator("[data-action=shutter]")).not_to_have_attribute("aria-disabled", "true")
        track = page.evaluate_handle(_TRACK)
        _finish(page, 1)
        assert track.evaluate("(it) => it.readyState") == "ended"


def test_a_denied_camera_says_so_and_the_phones_own_takes_its_place(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    with at_work(camera_phone, product, stage.accepted(), **_PLACE) as page:
        button = page.locator("[data-action=shoot-after]")
        button.tap()
        why = page.locator("[data-fault=denied]")
        expect(why).to_contain_text("没有相机权限")
        assert axe.violations(page) == []
        assert (too_wide(page), small_targets(page)) == ([], [])
        own = why.locator("[data-action=camera-own] input")
        assert own.get_attribute("capture") == "environment"
        own.set_input_files(from_camera(photograph((140, 134, 126))))
        expect(page.locator("[data-upload=stored]")).to_contain_text("已附定位")
        # Who has been told is not told again: the next press is the phone's own camera.
        with page.expect_file_chooser():
            page.locator("[data-action=add-photo]").tap()


def test_without_permission_for_the_place_the_photo_is_taken_without_it(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    with at_work(camera_phone, product, order, permissions=["notifications", "camera"]) as page:
        _open(page)
        expect(page.locator("[data-place='place.denied']")).to_contain_text("照片照拍，只是不带位置")
        _shoot(page).tap()
        _finish(page, 1)
        expect(page.locator("[data-upload=stored]")).to_contain_text("无定位")
        _submit(page)
    assert [(photo["lat"], photo["accuracy_m"]) for photo in _after_photos(stage, order)] == [(None, None)]


def test_a_picture_of_the_album_brings_its_own_time_and_place_and_is_marked(
    camera_phone: Browser, product: Product, stage: Stage
) -> None:
    order = stage.accepted()
    with at_work(camera_phone, product, order, **_PLACE) as page:
        page.locator("[data-action=album] input").set_input_files(from_camera(_of_last_week()))
        expect(page.locator("[data-upload=stored]")).to_be_visible()
        expect(page.locator(".shot [data-source=gallery]")).to_contain_text("来自相册")
        _submit(page)
        expect(page.locator("li[data-source=gallery]")).to_contain_text("来自相册")
    (photo,) = _after_photos(stage, order)
    assert (photo["source"], photo["taken_at"]) == ("gallery", "2026-11-16T02:00:19Z")
    assert (photo["lat"], photo["lon"], photo["accuracy_m"]) == (31.26, 121.55, None)


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"locale": "en", "color_scheme": "dark"}])
def test_the_camera_is_for_everybody(
    camera_phone: Browser, product: Product, stage: Stage, look: dict[str, Any]
) -> None:
    with at_work(camera_phone, product, stage.accepted(), **_WITH_CAMERA | look) as page:
        _open(page)
        for step in ("shutter", "draw", "draw-cancel", "use", "camera-done"):
            button = page.locator(f"[data-action={step}]")
            expect(button).to_be_visible()
            for width in (360, 320):
                page.set_viewport_size({"width": width, "height": 740})
                assert (step, axe.violations(page), too_wide(page), small_targets(page)) == (step, [], [], [])
            button.tap()
        expect(page.locator("dialog")).to_have_count(0)


def _of_last_week() -> bytes:
    """Return a large picture that says when and where it was taken."""
    facts = Image.Exif()
    facts[0x8769] = {0x9003: "2026:11:16 10:00:19", 0x9011: "+08:00"}
    facts[0x8825] = {1: "N", 2: (31.0, 15.0, 36.0), 3: "E", 4: (121.0, 33.0, 0.0)}
    out = BytesIO()
    Image.open(BytesIO(photograph((140, 134, 126), (3200, 2400)))).save(out, "JPEG", exif=facts)
    return out.getvalue()
