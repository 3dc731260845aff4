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

    Part of the caller's transaction, and after `announce` was committed: whatever dies in the middle, what is gone is
    not shown, and doing it again removes what is left. Returns how many photos the order had; raises StorageError.
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
        await give_up(name, now)
        await drop(name)
    return len(names)


async def announce(order_id: uuid.UUID, now: datetime) -> None:
    """Show no longer what is about to be removed with an order; to be committed before any file goes."""
    rows = await db.fetch(
        "select distinct photo from order_photo where order_id = $1 and forgotten_at is null order by photo", order_id
    )
    for row in rows:
        await give_up(row["photo"], now, order_id)


async def give_up(sha256: str, now: datetime, of: uuid.UUID | None = None) -> bool:
    """Show a photo no longer, unless an order needs it (but for `of`); part of the caller's transaction."""
    await alone_with(sha256)
    # Whoever ties the photo to an order just now holds its key: wait for them, and then ask anew.
    here = await db.fetchval("select removed_at is null from photo where sha256 = $1 for update", sha256)
    needed = (
        "select exists (select from order_photo where photo = $1 and forgotten_at is null"
        " and order_id is distinct from $2::uuid)"
    )
    if not here or await db.fetchval(needed, sha256, of):
        return False
    # What was not measured never will be, and nobody must wait for it.
    removed = "update photo set removed_at = $2, damaged_at = null, measured = true where sha256 = $1"
    await db.execute(removed, sha256, now)
    return True


async def drop(sha256: str) -> None:
    """Remove the files of a photo that was given up, if it was not brought again; raises StorageError."""
    await alone_with(sha256)
    if not await db.fetchval("select removed_at is not null from photo where sha256 = $1", sha256):
        return
    await asyncio.to_thread(storage().drop_folder, folder(sha256))
    emptied = ", ".join(f"{name} = null" for name in _SHOWN)
    await db.execute(f"update photo_fact set {emptied} where photo = $1", sha256)


async def alone_with(sha256: str, *, shared: bool = False) -> None:
    """Until COMMIT, keep those who remove a photo's files apart from those who bring it (`shared`)."""
    kind = "_shared" if shared else ""
    await db.fetchval(f"select pg_advisory_xact_lock{kind}(('x' || left($1, 16))::bit(64)::bigint)", sha256)
