"""Reads of this slice: what is known of a photo, who may see it, which ones wait for the worker."""

import uuid
from collections.abc import Sequence

import msgspec

from fieldloop import db
from fieldloop.evidence.redaction import Rectangle
from fieldloop.evidence.rules import Photo, Sight, Uploader
from fieldloop.evidence.stamp import Stamp
from fieldloop.orders.scope import LEVEL_COLUMNS, Params, only_inspects, overseen, suggestible, visible
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Names

# A photo that has stopped the worker this often is left alone: it would stop it for ever.
MOST_FAILURES = 3

# Of a photo `p`, by person $2, device $3, or an owner who was asked, $4.
_BROUGHT = (
    "(p.person = $2 or p.device = $3 or exists (select from photo_holder h where h.photo = p.sha256"
    " and (h.person = $2 or h.device = $3 or h.ask = $4)))"
)
_KEEPERS = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)


async def photo(sha256: str) -> Photo | None:
    """Return what is known of a photo; no question of who asks, so never an answer to a person by itself."""
    sql = "select sha256, size_bytes, width, height, format, received_at from photo where sha256 = $1"
    row = await db.fetchrow(sql, sha256)
    return Photo(**row) if row else None


async def own_photo(sha256: str, uploader: Uploader) -> Photo | None:
    """Return a photo if this uploader has brought it; somebody else's, one since removed and none are the same."""
    row = await db.fetchrow(
        "select p.sha256, p.size_bytes, p.width, p.height, p.format, p.received_at from photo p"
        f" where p.sha256 = $1 and p.removed_at is null and {_BROUGHT}",
        sha256,
        uploader.person,
        uploader.device,
        uploader.ask,
    )
    return Photo(**row) if row else None


async def missing(names: Sequence[str], uploader: Uploader) -> list[str]:
    """Return which of these photos this uploader never brought, in the order asked.

    Another's is as missing as none: who could use a photo by its name alone would get to see it.
    """
    rows = await db.fetch(
        f"select p.sha256 from photo p where p.sha256 = any($1::text[]) and p.removed_at is null and {_BROUGHT}"
        " for key share of p",
        list(names),
        uploader.person,
        uploader.device,
        uploader.ask,
    )
    present = {row["sha256"] for row in rows}
    return [name for name in dict.fromkeys(names) if name not in present]


async def may_see_photo(caller: Caller, sha256: str) -> Sight | None:
    """Return how much of a photo the caller may see; None alike for a foreign photo and for none at all.

    What we show of it: whoever took it in or attached it, and whoever sees an order it belongs to. The original, with
    its metadata: only who took it in, and managers and administrators of such an order's area. The thumbnail of what
    was found and is still open: everybody of the district, who must judge whether a suggestion is the same problem.
    """
    params = Params([sha256])
    me = f"{params.add(caller.id)}::uuid"
    manages = " or ".join(overseen(caller, params, _KEEPERS)) or "false"
    mine = f"p.person is not distinct from {me}"
    linked = "exists (select from order_photo l join orders o on o.id = l.order_id where l.photo = p.sha256 and"
    row = await db.fetchrow(
        "select * from (select p.format, p.redactions, p.removed_at is not null as removed,"
        f" {mine} or {linked} ({manages})) as original,"
        f" {mine} or {linked} (l.person = {me} or {visible(caller, params)})) as view,"
        f" {linked} l.phase = 'found' and {suggestible(caller, params)}) as thumb from photo p where p.sha256 = $1)"
        f" sight where original or view or thumb",
        *params,
    )
    if row is None:
        return None
    view = row["view"] or row["original"]
    return Sight(row["format"], view, row["original"], row["redactions"], row["removed"])


async def covered(sha256: str) -> list[Rectangle]:
    """Return everything of a photo that is covered."""
    rows = await db.fetch("select boxes from photo_redaction where photo = $1 order by made_at, id", sha256)
    return [msgspec.convert(box, Rectangle) for row in rows for box in row["boxes"]]


async def stamp_of(caller: Caller, sha256: str, order_id: uuid.UUID) -> tuple[bool, Stamp] | None:
    """Return whether an order's copy of a photo is stamped and what it says, or None when it is not the caller's."""
    params = Params([sha256, order_id])
    row = await db.fetchrow(
        "select o.no, e.stamp, o.unit, o.district, o.street, o.neighbourhood, o.grid,"
        " l.taken_at, l.received_at, a.zone, coalesce(s.name_zh, a.name_zh) as place_zh,"
        " coalesce(s.name_en, a.name_en) as place_en, u.name_zh as unit_zh, u.name_en as unit_en"
        " from order_photo l join orders o on o.id = l.order_id join element e on e.code = o.element"
        " join area a on a.code = o.area left join site s on s.code = o.site left join unit u on u.code = o.unit"
        f" where l.photo = $1 and l.order_id = $2 and {visible(caller, params)} order by l.received_at, l.id limit 1",
        *params,
    )
    if row is None:
        return None
    place, unit = Names(row["place_zh"], row["place_en"]), None
    areas = frozenset(row[level] for level in LEVEL_COLUMNS if row[level])
    if row["unit"] and not only_inspects(caller, areas, row["unit"]):
        unit = Names(row["unit_zh"], row["unit_en"])
    times = (row["taken_at"], row["received_at"], row["zone"])
    return row["stamp"], Stamp(row["no"], place, unit, *times)


async def waiting(limit: int) -> list[str]:
    """Return photos whose view is not made yet, those that never failed first; each counts as tried from now on.

    Counted before trying: a picture that kills its worker must not find it again and again.
    """
    rows = await db.fetch(
        "update photo set derive_failures = derive_failures + 1 where sha256 in (select sha256 from photo"
        " where derived_at is null and removed_at is null and derive_failures < $2"
        " order by derive_failures, received_at limit $1"
        " for no key update skip locked) returning sha256",
        limit,
        MOST_FAILURES,
    )
    return [row["sha256"] for row in rows]


async def versions(names: Sequence[str]) -> dict[str, int]:
    """Return those of the photos of which something is covered, each with how often that was done."""
    sql = "select sha256, redactions from photo where sha256 = any($1::text[]) and redactions > 0"
    return {row["sha256"]: row["redactions"] for row in await db.fetch(sql, list(names))} if names else {}


async def unmeasured(limit: int) -> list[str]:
    """Return photos whose files are made and nothing else, the newest first; each counts as tried from now on."""
    rows = await db.fetch(
        "update photo set derive_failures = derive_failures + 1 where sha256 in (select sha256 from photo"
        " where not measured and derived_at is not null and derive_failures < $2 order by received_at desc limit $1"
        " for no key update skip locked) returning sha256",
        limit,
        MOST_FAILURES,
    )
    return [row["sha256"] for row in rows]
