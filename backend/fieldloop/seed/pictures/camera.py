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

_FRAME = (800, 600)  # of the drawing; scaled down, its edges turn soft as in a photo
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
    chance = _chance(shot.place, shot.order, shot.take)
    left, top = chance.randint(0, WIDTH - _FRAME[0]), chance.randint(0, HEIGHT - _FRAME[1])
    frame = (left, top, left + _FRAME[0], top + _FRAME[1])
    picture = picture.resize(SIZE, Image.Resampling.BOX, box=frame)
    picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.9, 1.08))
    picture = ImageChops.add(picture, _grain(chance), offset=-128)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


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
