"""Who has brought a photo's very bytes besides the first, and so may use it."""

from fieldloop import db
from fieldloop.evidence.rules import Uploader
from fieldloop.ids import new_id


async def note_holder(sha256: str, uploader: Uploader) -> None:
    """Note that an uploader has brought a photo that another brought first."""
    await db.execute(
        "insert into photo_holder (id, photo, person, device, ask, received_at) select $1, p.sha256, $3, $4, $5, $6"
        " from photo p where p.sha256 = $2 and ($5::uuid is not null"
        " or (p.person, p.device) is distinct from ($3::uuid, $4::uuid)) on conflict do nothing",
        new_id(),
        sha256,
        uploader.person,
        uploader.device,
        uploader.ask,
        db.clock.now(),
    )
