"""What is written on the copy of a photo that people look at, and what of a photo is covered."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from fieldloop.evidence import image, paint
from fieldloop.evidence.redaction import Rectangle
from fieldloop.evidence.stamp import Stamp, mark
from fieldloop.shapes import Names
from tests.evidence.pictures import decoded, encoded, flag, tilted

NOON = datetime(2026, 7, 15, 2, 0, 19, tzinfo=UTC)
STAMP = Stamp(
    order_no="20260715-000001",
    place=Names("737弄垃圾厢房", "Waste room, Lane 737"),
    unit=Names("金杨一居居委会", "Jinyang RC 1 Committee"),
    taken_at=NOON,
    received_at=NOON + timedelta(minutes=5),
    zone="Asia/Shanghai",
)
shares = st.floats(0, 1, allow_nan=False)


def test_the_phone_s_claim_and_our_receipt_are_two_times_in_the_place_s_own_zone():
    assert STAMP.lines() == (
        "手机所称时间 claimed time 2026-07-15 10:00:19 UTC+08:00 · 收到 received 2026-07-15 10:05:19 UTC+08:00",
        "737弄垃圾厢房 Waste room, Lane 737",
        "工单 order 20260715-000001 · 金杨一居居委会 Jinyang RC 1 Committee",
    )


def test_what_nobody_claims_is_not_written():
    told = Stamp("1", Names("河", "河"), None, None, NOON, "UTC").lines()
    assert told == ("收到 received 2026-07-15 02:00:19 UTC+00:00", "河", "工单 order 1")


def test_another_text_is_another_file():
    assert mark(STAMP.lines()) != mark((*STAMP.lines()[:2], "工单 order 2"))


def test_the_font_has_every_character_of_gb_2312_that_a_name_may_hold():
    unknown = drawn("\uffff")
    for sign in "金杨新村街道第一居民委员会垃圾厢房弄号桥浜泾℃№·ABCéü鼗齄":
        assert drawn(sign) not in {unknown, drawn(" ")}, sign


def drawn(sign: str) -> bytes:
    picture = Image.new("L", (40, 40))
    ImageDraw.Draw(picture).text((4, 4), sign, fill="white", font=paint._font(20))
    return picture.tobytes()


@pytest.mark.parametrize("size", [(1600, 1200), (1200, 1600), (64, 48), (1, 1)])
def test_the_stamp_hides_little_of_the_picture_and_none_of_its_size(size: tuple[int, int]):
    view = encoded(Image.new("RGB", size, (90, 120, 90)), "WEBP")
    stamped = decoded(paint.stamped(view, STAMP.lines()))
    assert stamped.size == size
    faint = [0 if value < 40 else 255 for value in range(256)]
    changed = ImageChops.difference(stamped, decoded(view)).convert("L").point(faint)
    if min(size) > 1000:
        box = changed.getbbox()
        assert box
        assert box[1] > size[1] * 0.87
    assert not stamped.getexif()


@given(shares, shares, st.floats(0.001, 1), st.floats(0.001, 1), st.integers(1, 2000), st.integers(1, 2000))
def test_a_box_covers_at_least_its_share_and_stays_inside(
    x: float, y: float, w: float, h: float, width: int, height: int
):
    left, top, right, bottom = Rectangle(x=x, y=y, w=w, h=h).pixels(width, height)
    assert 0 <= left <= right < width
    assert 0 <= top <= bottom < height
    assert left <= x * width
    assert right + 1 >= min(width, (x + w) * width)
    assert top <= y * height
    assert bottom + 1 >= min(height, (y + h) * height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_is_covered_is_the_part_that_a_person_sees_whichever_way_the_camera_was_held(orientation: int):
    data = tilted(orientation, size=(400, 300) if orientation < 5 else (300, 400))
    for part in image.derive(data, [Rectangle(x=0, y=0, w=0.5, h=0.5)])[:2]:
        picture = decoded(part).convert("RGB")
        corner = picture.crop((0, 0, picture.width // 2 - 4, picture.height // 2 - 4))
        assert max(corner.tobytes()) < 60
        beyond = picture.crop((picture.width // 2 + 8, picture.height // 2 + 8, picture.width, picture.height))
        assert max(beyond.tobytes()) > 200


def test_boxes_outside_the_picture_or_without_size_are_refused():
    for box in (
        {"x": -0.1, "y": 0, "w": 1, "h": 1},
        {"x": 0, "y": 0, "w": 0, "h": 1},
        {"x": 0, "y": 0, "w": 2, "h": 1},
    ):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(box, Rectangle)


def test_nothing_covered_is_the_same_picture():
    assert image.derive(encoded(flag(400, 300))) == image.derive(encoded(flag(400, 300)), [])
