"""What happens to an order beside the steps of its people: machines look at it, chance draws it, photos come in."""

import asyncio
import hashlib
import uuid
from dataclasses import replace
from datetime import UTC
from typing import Literal

from fieldloop import db
from fieldloop.errors import Problem
from fieldloop.evidence.attach import Shot
from fieldloop.ids import new_id
from fieldloop.intake.actions import Found
from fieldloop.intake.clearing import take_clear
from fieldloop.intake.where import resolve
from fieldloop.orders.inspections import Verdict, judge
from fieldloop.orders.jobs import CATCH_UP_DAYS, draw_day
from fieldloop.orders.owner_answers import OwnerAnswer, answer, new_link
from fieldloop.orders.timeline import Actor
from fieldloop.people.rules import Caller


async def agree() -> None:
    """Let two clear frames close an order, chance draw each that closes, and no day be drawn that is over already."""
    await db.execute("update element set clear_frames = 2, inspect_share = 1, owner_minutes = 10, wait_times = 3")
    today = db.clock.now().astimezone(UTC).date()
    await db.execute("delete from inspection_draw where day >= $1", today)
    await db.execute(
        "insert into inspection_draw (day, seed, drawn_at) select $1::date - n, '', $2 from generate_series(1, $3) n"
        " on conflict do nothing",
        *(today, db.clock.now(), CATCH_UP_DAYS),
    )


async def new_site(unit: str | None) -> str:
    """Return a site that nobody has found anything at."""
    site = uuid.uuid4().hex
    await db.execute(
        "insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)"
        " values ($1, 'drop_off', '新', 'New', $2, $3, 31.25, 121.57)",
        *(site, "n1" if unit else "n2", unit),
    )
    return site


async def give_owner(site: str, by: uuid.UUID) -> None:
    """Let a site have an owner, who is asked first."""
    await db.execute(
        "insert into site_owner (site, name, language, set_by, set_at) values ($1, '店主', 'zh-CN', $2, $3)",
        *(site, by, db.clock.now()),
    )


async def owner_says(order: uuid.UUID, *, done: bool, times: int) -> list[str]:
    """Let an owner whose link came late or not answer, the same several times at once; return what came of each."""
    ask = await db.fetchval("select id from owner_ask where order_id = $1", order)
    if ask is None:
        return []
    token, name = await new_link(ask, None), await a_photo()
    await db.execute(
        "insert into photo_holder (id, photo, ask, received_at) values (gen_random_uuid(), $1, $2, $3)",
        *(name, ask, db.clock.now()),
    )
    said = OwnerAnswer(id=new_id(), done=done, photo=Shot(sha256=name) if done else None)
    found = await asyncio.gather(*(answer(token, said) for _ in range(times)), return_exceptions=True)
    for each in found:
        if isinstance(each, BaseException) and not isinstance(each, Problem):
            raise each
    return [each.code if isinstance(each, Problem) else "heard" for each in found]


async def frame(site: str, source_id: str) -> Found:
    """Return what the camera tells of a site."""
    return Found(
        id=new_id(),
        channel="camera",
        actor=Actor("device", name="cam1"),
        device=await db.fetchval("select id from device_key where name = 'cam1'"),
        source="camera-1",
        source_id=source_id,
        element="waste.bag_outside",
        where=await resolve(site, None, None),
        seen_at=db.clock.now(),
    )


async def clear(site: str) -> None:
    """Let the camera see that nothing is left."""
    found = await frame(site, uuid.uuid4().hex)
    await take_clear(replace(found, shots=(Shot(sha256=await a_photo()),)))


async def inspect(order: uuid.UUID, caller: Caller, verdict: Literal["good", "bad"]) -> str:
    """Draw whatever days are over, and judge the order if it was drawn; return what came of it, or the refusal."""
    while await draw_day():
        pass
    inspection = await db.fetchval("select id from inspection where order_id = $1", order)
    if inspection is None:
        return "not drawn"
    shots = [Shot(sha256=await a_photo())]
    said = Verdict(id=new_id(), verdict=verdict, at=db.clock.now(), text="seen", photos=shots)
    try:
        await judge(inspection, said, caller)
        await judge(inspection, said, caller)
    except Problem as refusal:
        return refusal.code
    return "judged"


async def a_photo() -> str:
    """Put a photo's row there, as if everybody had uploaded it, and return its name."""
    name = hashlib.sha256(new_id().bytes).hexdigest()
    await db.execute(
        "insert into photo (sha256, size_bytes, width, height, format, received_at) values ($1, 1, 1, 1, 'JPEG', $2)",
        *(name, db.clock.now()),
    )
    await db.execute(
        "insert into photo_holder (id, photo, person, received_at) select gen_random_uuid(), $1, id, $2 from person",
        *(name, db.clock.now()),
    )
    await db.execute(
        "insert into photo_holder (id, photo, device, received_at)"
        " select gen_random_uuid(), $1, id, $2 from device_key",
        *(name, db.clock.now()),
    )
    return name
