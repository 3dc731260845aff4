"""What a photo may be, how it is recognised, and where its files lie."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST_BYTES = 12 * 1024 * 1024
UNFINISHED_S = 7 * 86_400.0
VIEW_PIXELS = 1600
THUMB_PIXELS = 320

# A WebP costs Pillow 16 bytes a pixel against 4 for the others: a file of 2 kB could ask for 800 MB. No camera makes
# WebP; what our own page makes is smaller by far.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 50_000_000, "WEBP": 16_000_000}
BYTES_A_PIXEL = {"JPEG": 4, "PNG": 4, "WEBP": 16}

# Progressive JPEGs have about ten scans. Each further one costs another walk over all pixels for some bytes of file.
MOST_SCANS = 40

_NAME = re.compile(r"[0-9a-f]{64}")
_OFFSET = re.compile(r"[0-9]{1,15}")
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


class Shape(StrEnum):
    """The three files kept of each photo."""

    THUMB = "thumb"
    VIEW = "view"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo we hold."""

    sha256: str
    size_bytes: int
    width: int
    height: int
    format: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who sends a photo: a person, a machine, or an owner who was asked; one of them."""

    person: uuid.UUID | None = None
    device: uuid.UUID | None = None
    ask: uuid.UUID | None = None

    @property
    def id(self) -> uuid.UUID:
        """Return the one id there is."""
        found = self.person or self.device or self.ask
        if found is None:
            raise ValueError("a photo from nobody")
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """What a request brings: from which byte on (None: the photo from its first, whatever is here), and how much."""

    offset: int | None = None
    last: bool = True
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """How much of a photo is here."""

    offset: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a piece: the bytes that are here now; the photo, once it is whole, and whether it is new."""

    offset: int
    photo: Photo | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a photo somebody may see: at least its thumbnail; the view; the original too."""

    format: str
    view: bool
    original: bool
    redactions: int = 0
    removed: bool = False

    def of(self, shape: Shape) -> bool:
        """Tell whether this shape may be seen."""
        return {Shape.THUMB: True, Shape.VIEW: self.view, Shape.ORIGINAL: self.original}[shape]


CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PARTIAL = "application/partial-upload"
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def is_name(sha256: str) -> bool:
    """Tell whether this is a SHA-256 as we write it; capitals would give one photo two names."""
    return _NAME.fullmatch(sha256) is not None


def read_offset(text: str | None) -> int | None:
    """Read an Upload-Offset, an integer of RFC 9651 that is not negative; None when it is none."""
    return int(text) if text is not None and _OFFSET.fullmatch(text) else None


def read_complete(text: str | None) -> bool | None:
    """Read an Upload-Complete, a boolean of RFC 9651; None when it is none."""
    return {"?0": False, "?1": True}.get(text or "")


def unfit(offset: int | None, complete: object, content_type: str) -> dict[str, str]:
    """Return what the headers of a piece should have been, for each that is not."""
    asked = {
        "Upload-Offset": (offset is not None, "an integer from 0 on"),
        "Upload-Complete": (complete is not None, "?0 or ?1"),
        "Content-Type": (content_type == PARTIAL, PARTIAL),
    }
    return {name: should for name, (fits, should) in asked.items() if not fits}


def start_of(piece: Piece, here_bytes: int) -> int | None:
    """Return the byte to write a piece from, or None when it would leave a gap, or does not know what is here."""
    if piece.offset is None:
        return 0
    return piece.offset if piece.offset == here_bytes else None


def key(sha256: str, shape: Shape) -> str:
    """Return where a photo's file lies; two levels of folders keep each of them small."""
    return f"{folder(sha256)}/{shape}"


def shown_key(sha256: str, shape: Shape, redactions: int) -> str:
    """Return where the file lies that is shown; covering more gives it another name, so that no old one is shown."""
    plain = key(sha256, shape)
    return f"{plain}-{redactions}" if redactions and shape is not Shape.ORIGINAL else plain


def stamped_key(sha256: str, order: uuid.UUID, redactions: int, mark: str) -> str:
    """Return where the view lies with the stamp of one order: another order's shows nothing of it."""
    return f"{key(sha256, Shape.VIEW)}-{redactions}-{order.hex}-{mark}"


def folder(sha256: str) -> str:
    """Return the folder of all files of a photo."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def format_of(head: bytes) -> str | None:
    """Recognise the format by its first bytes; a Content-Type or a file name proves nothing."""
    if head.startswith(b"\xff\xd8"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return None


def fit(width: int, height: int, longest: int) -> tuple[int, int]:
    """Return the size with the same proportions whose longer side is `longest`; never larger than it was."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def scans_endlessly(jpeg: bytes) -> bool:
    """Tell whether a JPEG has more scans than any honest one."""
    if jpeg.count(b"\xff\xda") <= MOST_SCANS:
        return False
    # A motion photo carries a film after its end, full of accidental markers: walk the real ones.
    scans, place = 0, 2
    while scans <= MOST_SCANS and (marker := _MARKER.search(jpeg, place)):
        code = marker.group()[1]
        if code == 0xD9:
            return False
        scans += code == 0xDA
        place = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2])
    return scans > MOST_SCANS
