"""What Pillow makes of honest and of hostile bytes."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fieldloop.evidence.image import Facts, ImageError, derive, inspect
from tests.evidence.pictures import (
    CORPUS,
    PLANTED,
    QUARTERS,
    corpus,
    corpus_ids,
    decoded,
    encoded,
    flag,
    quarters,
    tell_tale,
    tilted,
)

# Pillow mutters about odd EXIF; the product silences it, and pytest would make each mutter an error.
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
]
STATUS = {"photo.not_image": 415, "photo.broken": 422, "photo.too_large": 413}


def answer(data: bytes) -> int:
    try:
        inspect(data)
    except ImageError as error:
        return STATUS[error.code]
    return 201


@pytest.mark.parametrize(("file", "allowed"), corpus(), ids=corpus_ids())
def test_every_hostile_picture_gets_its_answer(file: str, allowed: frozenset[int]):
    assert answer((CORPUS / file).read_bytes()) in allowed


@pytest.mark.parametrize(("file", "allowed"), corpus(), ids=corpus_ids())
def test_whatever_was_taken_in_can_be_shown(file: str, allowed: frozenset[int]):
    data = (CORPUS / file).read_bytes()
    if answer(data) == 201:
        assert [decoded(part).format for part in derive(data)[:2]] == ["WEBP", "WEBP"]
    else:
        with pytest.raises(ImageError):
            derive(data)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_facts_are_read_from_the_content(format: str):
    assert inspect(encoded(flag(90, 60), format)) == Facts(format, 90, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_what_is_shown_stands_upright(format: str, orientation: int):
    data = tilted(orientation, format)
    for part in derive(data)[:2]:
        assert decoded(part).size == (80, 60)
        assert quarters(decoded(part)) == list(QUARTERS)
    assert inspect(data) == Facts(format, 80, 60)


def test_a_large_photo_turned_on_its_side_stands_upright_too():
    view, thumb, _ = derive(tilted(6, size=(1800, 2400)))
    assert [decoded(part).size for part in (view, thumb)] == [(1200, 1600), (240, 320)]
    assert quarters(decoded(view)) == quarters(decoded(thumb)) == list(QUARTERS)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_was_written_into_a_photo_is_shown(format: str):
    data = tell_tale(format)
    assert PLANTED.encode() in data
    for part in derive(data)[:2]:
        assert PLANTED.encode() not in part
        shown = decoded(part)
        assert not shown.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & shown.info.keys()
        assert b"VP8X" not in part


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_shown(mode: str):
    picture = Image.new("I;16", (40, 30), 30_000) if mode == "I;16" else flag(40, 30, "RGB").convert(mode)
    view, *_ = derive(encoded(picture, "PNG"))
    assert (decoded(view).mode, decoded(view).size) == ("RGB", (40, 30))


def test_print_colours_are_shown_as_screen_colours():
    view, *_ = derive(encoded(flag(mode="CMYK"), "JPEG"))
    assert quarters(decoded(view)) == list(QUARTERS)


def test_sixteen_bit_grey_keeps_its_tones():
    picture = Image.new("I;16", (64, 64), 128 * 256)
    assert decoded(derive(encoded(picture, "PNG"))[0]).convert("L").getpixel((32, 32)) == pytest.approx(128, abs=3)


def test_what_shines_through_is_white():
    view, *_ = derive(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
    assert decoded(view).getpixel((32, 32)) == (255, 255, 255)


def test_of_a_film_the_first_picture_is_shown():
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    view, *_ = derive(encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    assert decoded(view).convert("RGB").getpixel((16, 16)) == pytest.approx((255, 0, 0), abs=8)


def test_two_pictures_in_one_file_count_as_the_first():
    data = encoded(flag(), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60), "black")])
    assert inspect(data) == Facts("JPEG", 80, 60)
    assert quarters(decoded(derive(data)[0])) == list(QUARTERS)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_the_thinnest_strip_can_be_shown(size: tuple[int, int]):
    view, thumb, _ = derive(encoded(Image.new("RGB", size), "JPEG"))
    assert max(decoded(view).size) == min(1600, max(size))
    assert min(decoded(thumb).size) == 1


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_cut_short_anywhere_is_broken(format: str):
    whole = encoded(Image.effect_noise((96, 64), 80).convert("RGB"), format)
    cuts = random.Random(7)
    for length in {12, *(cuts.randrange(12, len(whole) * 9 // 10) for _ in range(40))}:
        assert answer(whole[:length]) == 422, length


def test_bytes_nobody_meant_as_a_picture_never_raise_anything_else():
    noise = random.Random(11)
    for head in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\x00\x00WEBPVP8X", b""):
        for _ in range(40):
            assert answer(head + noise.randbytes(200)) in {415, 422, 413}


def test_more_than_50_megapixels_are_refused_before_they_are_decoded():
    data = encoded(Image.new("1", (7100, 7100)), "PNG")
    assert answer(data) == 413


def test_a_webp_is_refused_sooner_because_it_costs_four_times_the_memory():
    assert answer(encoded(Image.new("L", (4100, 4100)), "WEBP", method=0, quality=1)) == 413


def test_a_jpeg_with_endless_scans_is_broken():
    data = encoded(Image.new("L", (64, 64)), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert answer(data) == 201
    assert answer(data[:-2] + scan * 60 + data[-2:]) == 422


def test_the_original_is_left_alone(tmp_path: Path):
    data = tell_tale()
    before = bytes(data)
    derive(data)
    assert data == before
    assert Image.open(BytesIO(data)).getexif()
