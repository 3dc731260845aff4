"""Removes photos whose days are over; their hash, and what was decided by them, stay."""

import asyncio
import uuid
from datetime import datetime

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import folder

_CLAIMS = ("taken_at", "lat", "lon", "accuracy_m", "nonce", "seal", "salt")
_SHOWN = ("grey", "exif_at", "exif_offset_minutes", "exif_lat", "exif_lon", "exif_camera")


async def forget(order_id: uuid.UUID, now: datetime) -> int:
    """Forget where and when an order's photos were taken, and remove those that no other order needs.

    Part of the caller's transaction; files go first, so that dying in the middle leaves work to do again and never a
    file that nobody knows of. Returns how many photos the order had; raises StorageError.
    """
    rows = await db.fetch(
        f"update order_photo set forgotten_at = $2, {', '.join(f'{name} = null' for name in _CLAIMS)}"
        " where order_id = $1 and forgotten_at is null returning photo",
        order_id,
        now,
    )
    await db.execute("update discovery set lat = null, lon = null where order_id = $1", order_id)
    names = sorted({row["photo"] for row in rows})
    for name in names:
        await remove_unused(name, now)
    return len(names)


async def remove_unused(sha256: str, now: datetime) -> bool:
    """Remove a photo's files unless an order needs them; part of the caller's transaction, raises StorageError."""
    await alone_with(sha256)
    # Whoever ties the photo to an order just now holds its key: wait for them, and then ask anew.
    here = await db.fetchval("select removed_at is null from photo where sha256 = $1 for update", sha256)
    if not here:
        return False
    needed = "select exists (select from order_photo where photo = $1 and forgotten_at is null)"
    if await db.fetchval(needed, sha256):
        return False
    await asyncio.to_thread(storage().drop_folder, folder(sha256))
    # What was not measured never will be, and nobody must wait for it.
    removed = "update photo set removed_at = $2, damaged_at = null, measured = true where sha256 = $1"
    await db.execute(removed, sha256, now)
    emptied = ", ".join(f"{name} = null" for name in _SHOWN)
    await db.execute(f"update photo_fact set {emptied} where photo = $1", sha256)
    return True


async def alone_with(sha256: str, *, shared: bool = False) -> None:
    """Until COMMIT, keep those who remove a photo's files apart from those who bring it (`shared`)."""
    kind = "_shared" if shared else ""
    await db.fetchval(f"select pg_advisory_xact_lock{kind}(('x' || left($1, 16))::bit(64)::bigint)", sha256)
