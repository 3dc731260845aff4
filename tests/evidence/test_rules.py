"""The pure rules of photos."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.evidence.rules import MOST_SCANS, Shape, fit, format_of, is_name, key, scans_endlessly

SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00" + b"\x55\xff\x00\xff\xd0\x55"
END = b"\xff\xd9"
START = b"\xff\xd8\xff\xe0\x00\x04ab"


def test_a_photo_is_named_by_64_small_hexadecimal_digits():
    assert is_name("0af3" * 16)


@pytest.mark.parametrize("name", ["", "0AF3" * 16, "0af3" * 15, "0af3" * 16 + "\n", "../" * 21 + "a", "٠" * 64])
def test_nothing_else_names_a_photo(name: str):
    assert not is_name(name)


def test_files_of_one_photo_lie_together():
    name = "0af3" * 16
    assert [key(name, shape) for shape in Shape] == [f"0a/f3/{name}/{end}" for end in ("thumb", "view", "original")]


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "WEBP"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"\x89PNG\r\r\n\x1a\r\n", None),
        (b"GIF89a", None),
        (b"<svg xmlns=", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_the_format(head: bytes, format: str | None):
    assert format_of(head) == format


@given(st.integers(1, 70_000), st.integers(1, 70_000), st.integers(1, 4_000))
def test_a_fitted_size_never_grows_and_never_vanishes(width: int, height: int, longest: int):
    fitted = fit(width, height, longest)
    assert 1 <= fitted[0] <= width
    assert 1 <= fitted[1] <= height
    assert max(fitted) == min(longest, max(width, height))


def test_as_many_scans_as_a_camera_makes_are_fine():
    assert not scans_endlessly(START + SCAN * MOST_SCANS + END)


def test_one_scan_more_is_too_many():
    assert scans_endlessly(START + SCAN * (MOST_SCANS + 1) + END)


def test_a_film_behind_the_photo_does_not_count():
    assert not scans_endlessly(START + SCAN + END + SCAN * 500)


def test_scans_inside_a_thumbnail_do_not_count():
    thumbnail = SCAN * 100
    segment = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2) + thumbnail
    assert not scans_endlessly(b"\xff\xd8" + segment + SCAN + END)


@given(st.binary(max_size=400).map(lambda noise: b"\xff\xd8" + noise + b"\xff\xda" * 60))
def test_counting_scans_ends_whatever_the_bytes(data: bytes):
    assert scans_endlessly(data) in {True, False}
