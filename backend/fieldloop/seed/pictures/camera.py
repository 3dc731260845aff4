"""Takes the picture: the place, what is wrong with it, the hand that shakes, the light, the grain."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random
from threading import Lock

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from fieldloop.seed.pictures.canvas import HEIGHT, WIDTH, Canvas
from fieldloop.seed.pictures.messes import WASTE_AND_WATER
from fieldloop.seed.pictures.scenes import SCENES
from fieldloop.seed.pictures.street import STREET_AND_HOUSE

_WIDTHS = (610, 780)  # of the drawing that is in the picture; scaled, its edges turn soft as in a photo
_SHAKE = 18
_PATCHES, _SHADE = (8, 6), (140, 255)
SIZE = (720, 540)
MESSES = {**WASTE_AND_WATER, **STREET_AND_HOUSE}
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Shot:
    """What is photographed: `place` seeds the scene, `order` the mess, `take` how the camera was held."""

    scene: str
    place: str
    order: str
    take: str
    mess: str | None = None


def photograph(shot: Shot) -> bytes:
    """Return the photo as a JPEG; the same shot gives the same picture."""
    picture = _scene(shot.scene, shot.place).copy()
    if shot.mess:
        MESSES[shot.mess](Canvas(_chance(shot.place, shot.order), picture))
    picture = ImageChops.multiply(picture, _light(shot.place))
    chance = _chance(shot.place, shot.order, shot.take)
    picture = picture.resize(SIZE, Image.Resampling.BILINEAR, box=_frame(shot.place, chance))
    picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(1.1, 1.28))
    picture = ImageChops.add(picture, _grain(chance), offset=-128)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _frame(place: str, hand: Random) -> tuple[float, float, float, float]:
    """Return what is in the picture: from where one sees the place, and how the hand moves."""
    stands = _chance("stands", place)
    width = stands.uniform(*_WIDTHS)
    height = width * SIZE[1] / SIZE[0]
    room_x, room_y = WIDTH - width, HEIGHT - height
    # What is wrong lies in the middle and below.
    left, top = room_x * stands.uniform(0.2, 0.8), room_y * stands.uniform(0.8, 1)
    left += hand.uniform(-_SHAKE, _SHAKE)
    top += hand.uniform(-_SHAKE, _SHAKE)
    left, top = min(max(left, 0), room_x), min(max(top, 0), room_y)
    return left, top, left + width, top + height


@lru_cache(maxsize=128)
def _light(place: str) -> Image.Image:
    """Return sun and shade of a place: no two have the same trees and houses around them."""
    chance = _chance("light", place)
    patches = bytes(chance.randint(*_SHADE) for _ in range(_PATCHES[0] * _PATCHES[1]))
    soft = Image.frombytes("L", _PATCHES, patches).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (soft, soft, soft))


@lru_cache(maxsize=128)
def _scene(scene: str, place: str) -> Image.Image:
    canvas = Canvas(_chance(scene, place))
    SCENES[scene](canvas)
    return canvas.image


def _chance(*seeds: str) -> Random:
    return Random(" ".join(seeds))  # noqa: S311 - a picture, not a secret


def _grain(chance: Random) -> Image.Image:
    left, top = chance.randint(0, 200), chance.randint(0, 200)
    return _sheet().crop((left, top, left + SIZE[0], top + SIZE[1]))


@lru_cache(maxsize=1)
def _sheet() -> Image.Image:
    with _one_at_a_time:
        # Pillow's own noise cannot be seeded.
        sheet = Image.frombytes("L", (1000, 800), _chance("grain").randbytes(800_000))
        soft = sheet.filter(ImageFilter.BoxBlur(1)).point([128 + (value - 128) // 7 for value in range(256)])
        return Image.merge("RGB", (soft, soft, soft))
