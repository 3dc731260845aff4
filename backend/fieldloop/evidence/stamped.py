"""The view of a photo with the stamp of one order, made when it is first asked for and kept beside the others."""

import asyncio
import uuid

from fieldloop.evidence import paint
from fieldloop.evidence.actions import decoding, refusals, shown, storage
from fieldloop.evidence.rules import Shape, stamped_key
from fieldloop.evidence.stamp import Stamp, mark
from fieldloop.evidence.storage import StorageError


async def stamped(sha256: str, order: uuid.UUID, stamp: Stamp, redactions: int) -> bytes:
    """Return the stamped view. Whether the caller may see it has been asked before."""
    lines = stamp.lines()
    name = stamped_key(sha256, order, redactions, mark(lines))
    with refusals(sha256):
        try:
            return await asyncio.to_thread(storage().get, name)
        except StorageError as error:
            if not error.permanent:
                raise
        view = await shown(sha256, Shape.VIEW, redactions)
        made = await decoding(paint.stamped, view, lines)
        await asyncio.to_thread(storage().put, name, made)
    return made
