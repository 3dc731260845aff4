"""Pillow: measures a picture, so that rules can compare it with others. One small copy serves all measures but one."""

from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

from fieldloop.evidence.exif import Exif

GREY_SIDE = 32
_CENTRE = (640, 480)
_NO_DETAILS = 0.1
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), 1, 128)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a photo's pixels say, upright. `hash` and `mirror` are as PostgreSQL's bigint has them: signed."""

    hash: int
    mirror: int
    grey: bytes
    sharpness: float
    brightness: float
    contrast: float
    exif: Exif


def measure(view: Image.Image, small: Image.Image, exif: Exif) -> Measured:
    """Measure a picture by its view and its upright thumbnail.

    Sharpness is how much detail a further blur takes from the middle of the view: what is blurred already loses none
    (1.0), whatever it shows; a sharp photo loses half of it or more (2 to 4).
    """
    grey = small.convert("L")
    seen = ImageStat.Stat(grey)
    return Measured(
        hash=difference_hash(grey),
        mirror=difference_hash(grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
        grey=grey.resize((GREY_SIDE, GREY_SIDE), Image.Resampling.BOX).tobytes(),
        sharpness=_sharpness(_middle(view).convert("L")),
        brightness=round(seen.mean[0], 1),
        contrast=round(seen.stddev[0], 1),
        exif=exif,
    )


def difference_hash(grey: Image.Image) -> int:
    """Return 64 bits: whether each of 8 by 8 fields is darker than the one right of it."""
    fields = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(0, 72, 9):
        for at in range(row, row + 8):
            bits = bits << 1 | (fields[at] < fields[at + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def _sharpness(grey: Image.Image) -> float:
    details, left = (_details(part) for part in (grey, grey.filter(ImageFilter.BoxBlur(1))))
    return round(details / max(left, _NO_DETAILS), 2)


def _details(grey: Image.Image) -> float:
    return ImageStat.Stat(grey.filter(_LAPLACE)).stddev[0]


def _middle(view: Image.Image) -> Image.Image:
    width, height = (min(side, most) for side, most in zip(view.size, _CENTRE, strict=True))
    left, top = (view.width - width) // 2, (view.height - height) // 2
    return view.crop((left, top, left + width, top + height))
