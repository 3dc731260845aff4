"""A photo's way in, piece by piece, however often the connection breaks; what arrived once is not sent again."""

import asyncio
import hashlib
from collections.abc import AsyncIterable
from pathlib import Path

from fieldloop import db
from fieldloop.errors import Problem, problem
from fieldloop.evidence import image, queries
from fieldloop.evidence.actions import decoding, refusals, storage
from fieldloop.evidence.holders import note_holder
from fieldloop.evidence.partials import Growing, Partial, PartialGoneError
from fieldloop.evidence.removal import alone_with
from fieldloop.evidence.rules import LARGEST_BYTES, Here, Photo, Piece, Shape, Taken, Uploader, is_name, key, start_of
from fieldloop.limits import limit
from fieldloop.settings import settings
from fieldloop.wake import wake

# Of one uploader. An honest phone sends one photo after the other, and goes on with those that broke off.
MOST_UNFINISHED, MOST_UNFINISHED_BYTES = 200, 500 * 1024 * 1024
_RETRY_AFTER_S = 3_600
_PHOTOS_AN_HOUR = {"person": 3_600, "device": 36_000, "ask": 60}


def folder() -> Path:
    """Return where unfinished photos lie: beside the media, which every process of this machine shares."""
    return settings().media / "partial"


async def here(sha256: str, uploader: Uploader) -> Here:
    """Return how much of a photo its uploader has brought.

    Nobody else's bytes count, not even the whole photo: the answer would tell who has which picture.
    """
    _check_name(sha256)
    if own := await _own(sha256, uploader):
        return Here(own.size_bytes, complete=True)
    with refusals(sha256):
        return Here(_partial(sha256, uploader).size(), complete=False)


async def receive(sha256: str, piece: Piece, chunks: AsyncIterable[bytes], uploader: Uploader) -> Taken:
    """Take in a photo, or a piece of it.

    1. Refuse what needs no reading: a name that is none, too many bytes announced, a piece that does not fit, too many
       photos. Of a photo that this uploader has brought before, only the end of the request is waited for.
    2. Write what comes as it comes: whatever then breaks, the next request goes on behind the last byte.
    3. After the last piece the hash must be its name, even when we hold that photo: naming one without having it must
       not make anybody its owner. Bytes that are no photo are dropped.
    4. Decode and store it in a thread; the file is safe before the row says so. A file without a row is harmless.
    5. Insert the row. Of two who send the same photo the first owns it, both are told that it is here, and the other
       is noted as having it too: only who brought a photo may use it.
    """
    _check_name(sha256)
    if (piece.offset or 0) + (piece.size_bytes or 0) > LARGEST_BYTES:
        raise problem("photo.too_large")
    if own := await _own(sha256, uploader):
        await _read_out(chunks)
        return Taken(own.size_bytes, own)
    with refusals(sha256):
        partial = _partial(sha256, uploader)
        size_bytes = partial.size()
        start = start_of(piece, size_bytes)
        if start is None:
            raise problem("photo.offset", offset=size_bytes)
        if size_bytes == 0:  # pieces are not counted: a bad network makes many
            kind = "person" if uploader.person else "ask" if uploader.ask else "device"
            await limit(f"photo:{uploader.id}", _PHOTOS_AN_HOUR[kind], 3_600)
            await _refuse_hoards(partial)
        try:
            with partial.opened(make=start == 0) as growing:
                return await _grow(sha256, piece, growing, chunks, start, uploader, partial)
        except PartialGoneError as error:
            raise problem("photo.offset", offset=0) from error


async def _grow(
    sha256: str,
    piece: Piece,
    growing: Growing,
    chunks: AsyncIterable[bytes],
    start: int,
    uploader: Uploader,
    partial: Partial,
) -> Taken:
    try:
        end = await _write(growing, chunks, start)
        return await _finish(sha256, growing, end, uploader, partial) if piece.last else Taken(end)
    except Problem as refusal:
        if refusal.code in {"photo.hash_mismatch", "photo.not_image", "photo.broken", "photo.too_large"}:
            partial.drop()
        raise


async def _refuse_hoards(partial: Partial) -> None:
    """Refuse who has begun so much without finishing it that the disk would fill up; raises rate.limited."""
    files, size_bytes = await asyncio.to_thread(partial.others)
    if files >= MOST_UNFINISHED or size_bytes >= MOST_UNFINISHED_BYTES:
        raise problem("rate.limited", retry_after=_RETRY_AFTER_S)


async def _write(growing: Growing, chunks: AsyncIterable[bytes], at: int) -> int:
    async for chunk in chunks:
        if at + len(chunk) > LARGEST_BYTES:
            raise problem("photo.too_large")
        growing.write(chunk, at)
        at += len(chunk)
    return at


async def _read_out(chunks: AsyncIterable[bytes]) -> None:
    size_bytes = 0
    async for chunk in chunks:
        size_bytes += len(chunk)
        if size_bytes > LARGEST_BYTES:
            raise problem("photo.too_large")


async def _finish(sha256: str, growing: Growing, size_bytes: int, uploader: Uploader, partial: Partial) -> Taken:
    known = await queries.photo(sha256)
    with refusals(sha256):
        facts = await decoding(_keep, sha256, growing, size_bytes, known)
        async with db.transaction():
            # Whoever removes files waits for us, or has removed this one already and it is stored once more.
            await alone_with(sha256, shared=True)
            taken = await _record(sha256, size_bytes, facts, uploader) if facts else Taken(size_bytes, known)
            if not taken.new:
                await _come_again(sha256)
            if not taken.new or uploader.ask:  # a photo's own row knows persons and machines
                await note_holder(sha256, uploader)
            if not await asyncio.to_thread(storage().has, key(sha256, Shape.ORIGINAL)):
                await asyncio.to_thread(storage().put, key(sha256, Shape.ORIGINAL), growing.read(size_bytes))
    wake("deriver")
    partial.drop()
    return taken


def _keep(sha256: str, growing: Growing, size_bytes: int, known: Photo | None) -> image.Facts | None:
    """Check and store a photo; None when it is here: of one we know, only a file that was lost is stored again."""
    data = growing.read(size_bytes)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise problem("photo.hash_mismatch")
    if known and storage().has(key(sha256, Shape.ORIGINAL)):
        return None
    facts = image.inspect(data)
    storage().put(key(sha256, Shape.ORIGINAL), data)
    return facts


async def _record(sha256: str, size_bytes: int, facts: image.Facts, uploader: Uploader) -> Taken:
    row = await db.fetchrow(
        "insert into photo (sha256, size_bytes, width, height, format, person, device, received_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (sha256) do nothing"
        " returning sha256, size_bytes, width, height, format, received_at",
        sha256,
        size_bytes,
        facts.width,
        facts.height,
        facts.format,
        uploader.person,
        uploader.device,
        db.clock.now(),
    )
    if row:
        return Taken(size_bytes, Photo(**row), new=True)
    first = await queries.photo(sha256)
    assert first, "rows of photos are never deleted"
    return Taken(size_bytes, first)


async def _come_again(sha256: str) -> None:
    """Of one whose days were over and that is brought once more, what is shown is made anew."""
    await db.execute(
        "update photo set removed_at = null, derived_at = null, derive_failures = 0, measured = false,"
        " checked_at = $2"
        " where sha256 = $1 and removed_at is not null",
        sha256,
        db.clock.now(),
    )


async def _own(sha256: str, uploader: Uploader) -> Photo | None:
    """Return the photo that this uploader has brought, when its file is still there."""
    own = await queries.own_photo(sha256, uploader)
    with refusals(sha256):
        return own if own and await asyncio.to_thread(storage().has, key(sha256, Shape.ORIGINAL)) else None


def _partial(sha256: str, uploader: Uploader) -> Partial:
    return Partial(folder(), uploader.id, sha256)


def _check_name(sha256: str) -> None:
    if not is_name(sha256):
        raise problem("input.invalid", errors=[{"field": "sha256", "message": "64 lower-case hexadecimal digits"}])
