"""Hash the stored originals again: a photo's name says what its bytes must be."""

import asyncio
import hashlib

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, key
from fieldloop.evidence.storage import StorageError
from fieldloop.record.check import Fault

_AT_ONCE = 200


def check_bytes(sha256: str, data: bytes) -> None:
    """Raise Fault when these are not the bytes of that name."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Fault(f"photo {sha256}: the stored original is damaged or was exchanged")


def check_stored(sha256: str) -> None:
    """Read a photo's original and hash it; blocks; raises Fault."""
    try:
        data = storage().get(key(sha256, Shape.ORIGINAL))
    except StorageError as error:
        raise Fault(f"photo {sha256}: the original cannot be read ({error})") from error
    check_bytes(sha256, data)


async def check_photos() -> int:
    """Hash every original that should be there, one after the other; raises Fault."""
    last, count = "", 0
    sql = "select sha256 from photo where removed_at is null and sha256 > $1 order by sha256 limit $2"
    while rows := await db.fetch(sql, last, _AT_ONCE):
        for row in rows:
            await asyncio.to_thread(check_stored, row["sha256"])
        last, count = rows[-1]["sha256"], count + len(rows)
    return count
