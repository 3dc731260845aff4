"""Pictures for the tests of this slice: the hostile corpus, and photographs made up with known marks."""

import csv
import hashlib
import secrets
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, PngImagePlugin

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "images"
QUARTERS = {"red": (0, 0), "green": (1, 0), "blue": (0, 1), "yellow": (1, 1)}
PLANTED = "PLANTED-5f2a-secret"

# What has to be done to an upright picture so that a camera's orientation mark undoes it.
_INVERSE = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corpus() -> list[tuple[str, frozenset[int]]]:
    """Return (file, statuses allowed) of every line of the manifest."""
    manifest = CORPUS / "manifest.tsv"
    if not manifest.is_file():
        raise FileNotFoundError(f"the pictures of ../shared/data/images must lie beside the checkout: no {manifest}")
    with manifest.open(newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["file"], frozenset(int(code) for code in row["expect"].split("|"))) for row in rows]


def corpus_ids() -> list[str]:
    return [file for file, _ in corpus()]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def encoded(picture: Image.Image, format: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def fresh() -> bytes:
    """Return a photo nobody has sent before."""
    return encoded(Image.frombytes("RGB", (16, 12), secrets.token_bytes(576)).resize((400, 300)))


def flag(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Return a picture whose four quarters have known colours."""
    picture = Image.new("RGB", (width, height))
    for colour, (column, row) in QUARTERS.items():
        box = (column * width // 2, row * height // 2, (column + 1) * width // 2, (row + 1) * height // 2)
        picture.paste(colour, box)
    return picture.convert(mode)


def quarters(picture: Image.Image) -> list[str]:
    """Name the colours of the four quarters, row by row."""
    seen = picture.convert("RGB")
    places = [(seen.width * column // 4, seen.height * row // 4) for row in (1, 3) for column in (1, 3)]
    return [_colour(*seen.crop((x, y, x + 1, y + 1)).tobytes()) for x, y in places]


def _colour(red: int, green: int, blue: int) -> str:
    if red > 128:
        return "yellow" if green > 128 else "red"
    return "blue" if blue > 128 else "green"


def tilted(orientation: int, format: str = "JPEG", size: tuple[int, int] = (80, 60)) -> bytes:
    """Return the flag as a camera held some other way would file it."""
    turn = _INVERSE[orientation]
    picture = flag(*size) if turn is None else flag(*size).transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return encoded(picture, format, exif=exif)


def tell_tale(format: str = "JPEG") -> bytes:
    """Return a photo that says where it was taken and carries planted words wherever a format has room."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = PLANTED
    exif[ExifTags.Base.Artist] = PLANTED
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (31.0, 15.0, 3.0), 3: "E", 4: (121.0, 34.0, 12.0)})
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = PLANTED
    options: dict[str, object] = {"exif": exif, "icc_profile": PLANTED.encode() * 8, "xmp": PLANTED.encode()}
    if format == "JPEG":
        options["comment"] = PLANTED
    if format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", PLANTED)
        text.add_itxt("XML:com.adobe.xmp", PLANTED)
        options = {"exif": exif, "pnginfo": text}
    return encoded(flag(400, 300), format, **options)
