"""Photos per second: our way in and our way out, each beside bare Pillow doing the same work without any care.

A 12-megapixel JPEG, all cores, best of several rounds in turn, so that both see the same machine. Figures, never pass
or fail.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import repeat
from pathlib import Path

from PIL import Image, ImageOps

from fieldloop.evidence.image import derive, inspect
from fieldloop.evidence.rules import Shape, key
from fieldloop.evidence.storage import on_disk

ROUNDS = 5
PHOTOS = 4


def photo() -> bytes:
    """Return a 12-megapixel JPEG of about 2 MB, taken with the phone on its side."""
    size = (4000, 3000)
    scene = Image.merge("RGB", [Image.effect_noise((250, 188), 90).resize(size) for _ in range(3)])
    grain = Image.merge("RGB", [Image.effect_noise(size, 20)] * 3)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.blend(scene, grain, 0.3).save(out, "JPEG", quality=82, exif=exif)
    return out.getvalue()


def take_in(data: bytes, folder: Path) -> None:
    name = hashlib.sha256(data).hexdigest()
    inspect(data)
    on_disk(folder).put(key(name, Shape.ORIGINAL), data)


def bare_take_in(data: bytes, folder: Path) -> None:
    name = hashlib.sha256(data).hexdigest()
    Image.open(BytesIO(data)).load()
    (folder / name).write_bytes(data)


def show(data: bytes, folder: Path) -> None:
    derive(data)


def bare_show(data: bytes, folder: Path) -> None:
    """Do what Pillow's best allows for this one photo: no limits, no other modes, no other shapes."""
    picture = Image.open(BytesIO(data))
    picture.draft("RGB", (1600, 1200))
    view = picture.resize((1600, 1200), Image.Resampling.BICUBIC)
    thumb = view.resize((320, 240), Image.Resampling.BICUBIC, reducing_gap=2.0)
    for part in (view, thumb):
        part.transpose(Image.Transpose.ROTATE_270).save(BytesIO(), "WEBP", quality=75, method=2)


def naive_show(data: bytes, folder: Path) -> None:
    picture = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    for longest in (1600, 320):
        part = picture.copy()
        part.thumbnail((longest, longest))
        part.save(BytesIO(), "WEBP", quality=75)


def whole_way(data: bytes, folder: Path) -> None:
    take_in(data, folder)
    store, made, name = on_disk(folder), derive(data), hashlib.sha256(data).hexdigest()
    store.put(key(name, Shape.VIEW), made.view)
    store.put(key(name, Shape.THUMB), made.thumb)


def bare_whole_way(data: bytes, folder: Path) -> None:
    """Decode once and do the rest: no check, no flush, no facts."""
    name = hashlib.sha256(data).hexdigest()
    (folder / name).write_bytes(data)
    bare_show(data, folder)


def per_second(work: Callable[[bytes, Path], None], data: bytes, folder: Path) -> float:
    # Each photo has bytes of its own behind its end, and so a name of its own.
    photos = [data + os.urandom(8) for _ in range(PHOTOS)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        started = time.perf_counter()
        list(threads.map(work, photos, repeat(folder)))
        return PHOTOS / (time.perf_counter() - started)


def main() -> list[tuple[str, float, float, str]]:
    """Return (what, ours, bare, unit)."""
    pairs = [
        ("photos taken in: hashed, read to the end, stored, flushed", take_in, bare_take_in),
        ("photos made ready: view, thumbnail and facts, beside the best of Pillow", show, bare_show),
        ("photos' whole way: verified, stored, view, thumbnail, facts", whole_way, bare_whole_way),
        ("photos made ready: view and thumbnail, beside Pillow as in its manual", show, naive_show),
    ]
    data, results = photo(), list[tuple[str, float, float, str]]()
    with tempfile.TemporaryDirectory() as folder:
        for what, ours, bare in pairs:
            rounds = [[per_second(work, data, Path(folder)) for work in (ours, bare)] for _ in range(ROUNDS)]
            results.append((what, max(first for first, _ in rounds), max(second for _, second in rounds), "photos/s"))
    return results


if __name__ == "__main__":
    for what, ours, bare, unit in main():
        print(f"{what}: {ours:.1f} {unit}, bare {bare:.1f} {unit}, ratio {ours / bare:.2f}")
