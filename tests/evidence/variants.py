"""Photographs made from real ones with known changes, to measure what the findings see and what they miss."""

import random
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from fieldloop.evidence.image import look
from fieldloop.evidence.measures import Measured
from fieldloop.seed.pictures import Shot, photograph
from tests.evidence.pictures import CORPUS

Picture = Image.Image
_REAL = (
    *("positive/exif-DSCN0012.jpg", "positive/exif-DSCN0025.jpg", "positive/exif-DSCN0042.jpg"),
    *("modes/pillow-flower.jpg", "modes/pillow-hopper.jpg", "modes/pillow-iss634.webp"),
)


def photographs() -> dict[str, Picture]:
    """Return the real photographs, and quarters of the larger ones as photographs of other places."""
    found: dict[str, Picture] = {}
    for file in _REAL:
        found[file] = picture = Image.open(CORPUS / file).convert("RGB")
        if picture.width >= 480:
            found |= dict(_quarters(file, found[file]))
    return found


def _quarters(file: str, picture: Picture) -> Iterator[tuple[str, Picture]]:
    width, height = picture.size
    for column in (0, 1):
        for row in (0, 1):
            box = (column * width // 2, row * height // 2, (column + 1) * width // 2, (row + 1) * height // 2)
            yield f"{file} {column}{row}", picture.crop(box)


def drawn() -> Iterator[tuple[Picture, Picture, Picture, Picture]]:
    """Give of each drawn place: the problem, the problem still there, the place without it, and on another day."""
    scenes = (("room", "bags"), ("yard", "bulky"), ("yard", "debris"), ("room", "overflow"), ("room", "bags"))
    for number, (scene, mess) in enumerate(scenes * 2):
        shots = (("a", "0", mess), ("a", "1", mess), ("a", "2", None), ("b", "3", None))
        first, still, without, later = (
            Image.open(BytesIO(photograph(Shot(scene, f"place-{number}", order, taken, what)))).convert("RGB")
            for order, taken, what in shots
        )
        yield first, still, without, later


def measured(picture: Picture, quality: int = 85) -> Measured:
    """Measure a picture as the product does: from a JPEG."""
    out = BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return look(out.getvalue())


def crop(share: float) -> Callable[[Picture], Picture]:
    """Return what cuts this share off, half of it on each side."""

    def change(picture: Picture) -> Picture:
        x, y = round(picture.width * share / 2), round(picture.height * share / 2)
        return picture.crop((x, y, picture.width - x, picture.height - y))

    return change


def turned(degrees: float) -> Callable[[Picture], Picture]:
    """Return what turns and fills the corners with the picture's own edge, as a gallery's tool does by zooming in."""

    def change(picture: Picture) -> Picture:
        zoom = 1 + abs(degrees) / 30
        big = picture.resize((round(picture.width * zoom), round(picture.height * zoom)))
        big = big.rotate(degrees, Image.Resampling.BICUBIC)
        x, y = (big.width - picture.width) // 2, (big.height - picture.height) // 2
        return big.crop((x, y, x + picture.width, y + picture.height))

    return change


def brighter(factor: float) -> Callable[[Picture], Picture]:
    return lambda picture: ImageEnhance.Brightness(picture).enhance(factor)


def watermarked(picture: Picture) -> Picture:
    copy = picture.copy()
    draw = ImageDraw.Draw(copy, "RGBA")
    high = picture.height // 9
    draw.rectangle((0, picture.height - high, picture.width, picture.height), fill=(0, 0, 0, 150))
    text = "2026-11-27 10:05  Jinyang Road 737"
    draw.text((12, picture.height - high + 8), text, fill="white", font_size=max(12, high // 3))
    return copy


def rephotographed(seed: int) -> Callable[[Picture], Picture]:
    """Return what makes of a picture a photo of a screen: askew, stripes, reflection, blur, grain."""
    chance = random.Random(seed)

    def change(picture: Picture) -> Picture:
        width, height = picture.size
        slack = 0.02 + 0.02 * chance.random()
        corners: list[float] = []
        for x, y in ((0, 0), (0, height), (width, height), (width, 0)):
            corners += [x + chance.uniform(-slack, slack) * width, y + chance.uniform(-slack, slack) * height]
        seen = picture.transform(picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
        stripes = Image.linear_gradient("L").resize((width, 6)).resize(picture.size)
        seen = Image.blend(seen, Image.merge("RGB", [stripes] * 3), 0.06)
        glare = Image.radial_gradient("L").resize(picture.size)
        seen = Image.blend(seen, Image.merge("RGB", [ImageOps.invert(glare)] * 3), 0.08)
        return _grain(seen.filter(ImageFilter.GaussianBlur(1.2)), chance)

    return change


def _grain(picture: Picture, chance: random.Random) -> Picture:
    noise = Image.frombytes("L", (256, 256), chance.randbytes(65_536)).resize(picture.size)
    return Image.blend(picture, Image.merge("RGB", [noise] * 3), 0.03)


def taken_again(seed: int, shift: float) -> Callable[[Picture], Picture]:
    """Return what makes of a place the next hand-held photo of it: moved, a little nearer, other light, grain."""
    chance = random.Random(seed)

    def change(picture: Picture) -> Picture:
        zoom = 1 + chance.uniform(0.0, 0.04)
        width, height = round(picture.width * 0.8 / zoom), round(picture.height * 0.8 / zoom)
        left = picture.width * (0.1 + chance.uniform(-shift, shift) * 0.8)
        top = picture.height * (0.1 + chance.uniform(-shift, shift) * 0.8)
        x = round(min(max(0, left), picture.width - width))
        y = round(min(max(0, top), picture.height - height))
        seen = picture.crop((x, y, x + width, y + height)).resize(picture.size, Image.Resampling.BICUBIC)
        seen = turned(chance.uniform(-2, 2))(seen)
        seen = ImageEnhance.Brightness(seen).enhance(chance.uniform(0.75, 1.3))
        seen = ImageEnhance.Contrast(seen).enhance(chance.uniform(0.85, 1.15))
        return _grain(seen, chance)

    return change


def littered(seed: int, share: float = 0.18) -> Callable[[Picture], Picture]:
    """Return what puts bags on a place: dark and bright heaps of this share of the width."""
    chance = random.Random(seed)

    def change(picture: Picture) -> Picture:
        copy = picture.copy()
        draw = ImageDraw.Draw(copy)
        size = picture.width * share
        left, top = chance.uniform(0.2, 0.6) * picture.width, chance.uniform(0.45, 0.65) * picture.height
        for colour in ((35, 40, 45), (225, 225, 230), (60, 80, 60)):
            x, y = left + chance.uniform(-0.5, 0.5) * size, top + chance.uniform(-0.2, 0.4) * size
            draw.ellipse((x, y, x + size, y + size * 0.8), fill=colour)
        return copy

    return change


COPIES: Mapping[str, Callable[[Picture], Picture]] = {
    "recompressed (JPEG 40)": lambda picture: picture,
    "a quarter of the size": lambda picture: picture.resize((picture.width // 4, picture.height // 4)),
    "brightness +30 %": brighter(1.3),
    "brightness -40 %": brighter(0.6),
    "grey": lambda picture: ImageOps.grayscale(picture).convert("RGB"),
    "watermark": watermarked,
    "cropped by 3 %": crop(0.03),
    "cropped by 8 %": crop(0.08),
    "cropped by 15 %": crop(0.15),
    "turned by 1 degree": turned(1),
    "turned by 3 degrees": turned(3),
    "mirrored": ImageOps.mirror,
    "turned by 90 degrees": lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
    "photographed from a screen": rephotographed(1),
}
