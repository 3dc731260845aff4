"""Looks through what is stored: does each original still hash to its name, does each file belong to a photo."""

import asyncio
import hashlib
import time
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import structlog

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.removal import alone_with, drop, give_up
from fieldloop.evidence.rules import Shape, folder, is_name, key
from fieldloop.evidence.storage import StorageError, Stored

CHECK_EVERY = timedelta(days=30)
CHECK_DAMAGED_EVERY = timedelta(days=1)
NIGHT = range(1, 5)
# What a phone uploaded and never tied to an order; longer than any phone is without a network.
UNTIED_FOR = timedelta(days=30)
ORPHAN_S = 86_400.0
FOLDERS = 256

_log = structlog.get_logger()
_DUE = "removed_at is null and coalesce(checked_at, received_at) <= $1"


def is_night(now: datetime, zone: str) -> bool:
    """Tell whether the streets of a zone sleep, and its disks have time."""
    return now.astimezone(ZoneInfo(zone)).hour in NIGHT


async def due(now: datetime, limit: int) -> list[str]:
    """Return the photos that nobody has looked through for longest."""
    sql = f"select sha256 from photo where {_DUE} order by coalesce(checked_at, received_at) limit $2"
    return [row["sha256"] for row in await db.fetch(sql, now - CHECK_EVERY, limit)]


async def check(sha256: str, now: datetime) -> None:
    """Look through one photo, unless another worker is at it; raises StorageError when the storage is away."""
    async with db.transaction():
        await alone_with(sha256)
        sql = f"select received_at from photo where {_DUE} and sha256 = $2 for update skip locked"
        received_at = await db.fetchval(sql, now - CHECK_EVERY, sha256)
        if received_at is None:
            return
        tied = await db.fetchval("select exists (select from order_photo where photo = $1)", sha256)
        over = not tied and received_at <= now - UNTIED_FOR and await give_up(sha256, now)
        sound = over or await _looked_through(sha256, now)
    if over:
        async with db.transaction():
            await drop(sha256)  # died before it, the sweep of orphans does it
    if not sound:
        _log.error("photo.damaged", sha256=sha256)


async def _looked_through(sha256: str, now: datetime) -> bool:
    sound = await asyncio.to_thread(_is_sound, sha256, await newest(sha256))
    damaged = "null" if sound else "coalesce(damaged_at, $3)"
    # What is damaged is read again each night: it may have been put back, or the disk may only have stumbled.
    checked_at = now if sound else now - CHECK_EVERY + CHECK_DAMAGED_EVERY
    sql = f"update photo set checked_at = $2, damaged_at = {damaged} where sha256 = $1"
    await db.execute(sql, sha256, checked_at, *([] if sound else [now]))
    return sound


async def newest(but: str) -> str | None:
    """Return the photo that came or was read last, besides one: if even that is unreadable, the storage is away."""
    sql = "select sha256 from photo where removed_at is null and sha256 <> $1"
    sql += " order by coalesce(checked_at, received_at) desc limit 1"
    return await db.fetchval(sql, but)


def _is_sound(sha256: str, other: str | None) -> bool:
    try:
        return hashlib.sha256(storage().get(key(sha256, Shape.ORIGINAL))).hexdigest() == sha256
    except StorageError as error:
        if not error.permanent:
            # One bad sector is damage; raised for ever, nothing behind it would be looked at again.
            if other is None:
                raise
            storage().get(key(other, Shape.ORIGINAL))
            return False
    # A disk that is not mounted has lost every photo at once: that is no damage, and must not be noted as such.
    if not any(is_name(stored.key.split("/")[-2]) for stored in storage().listed("") if stored.key.count("/") > 2):
        raise StorageError("the storage is empty", permanent=False)
    return False


async def drop_orphans(number: int) -> int:
    """Remove the files of one folder of 256 that belong to no photo, or to one that was removed; return of how many.

    A photo's file is safe before its row says so: only what has lain for a day is looked at, and it is asked for once
    more while nobody can be bringing that photo.
    """
    stored = await asyncio.to_thread(lambda: list(storage().listed(f"{number % FOLDERS:02x}")))
    stored.sort(key=lambda one: one.key)
    found = {name: list(files) for name, files in groupby(stored, key=_photo_of) if is_name(name)}
    old = [name for name, files in found.items() if _is_old(files)]
    rows = await db.fetch("select sha256 from photo where sha256 = any($1::text[]) and removed_at is null", old)
    known = {row["sha256"] for row in rows}
    dropped = 0
    for name in old:
        if name not in known:
            dropped += await _drop(name)
    return dropped


async def _drop(name: str) -> bool:
    async with db.transaction():
        await alone_with(name)
        here = await db.fetchval("select true from photo where sha256 = $1 and removed_at is null", name)
        files = await asyncio.to_thread(lambda: list(storage().listed(folder(name))))
        if here or not _is_old(files):
            return False
        await asyncio.to_thread(storage().drop_folder, folder(name))
    _log.warning("photo.orphan_dropped", sha256=name)
    return True


def _photo_of(stored: Stored) -> str:
    return (stored.key.split("/") + [""] * 3)[2]


def _is_old(files: list[Stored]) -> bool:
    # By the storage's own clock, whatever the product's says.
    return all(one.written_at.timestamp() < time.time() - ORPHAN_S for one in files)
