"""Puts places, units, elements, people and keys of the demo into the database, beside whatever is there."""

from fnmatch import fnmatch
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.people.passwords import hash_password
from fieldloop.people.queries import hashed
from fieldloop.seed.tables import Line, must, table

# The same as in `fieldloop.demo`, which would load the whole web framework; a test logs in with that one.
PASSWORD = "fieldloop-demo"  # noqa: S105
# Whatever it collides with was there first and stays.
_STAYS = " on conflict do nothing"


async def insert_registry() -> None:
    """Insert everything that orders refer to; part of the caller's transaction."""
    await _areas()
    await _outlines()
    await _lines(
        "units", "insert into unit (code, kind, name_zh, name_en, area, phone) values ($1, $2, $3, $4, $5, $6)"
    )
    await _lines("scenarios", "insert into scenario (code, name_zh, name_en) values ($1, $2, $3)")
    await _elements()
    await _sites()
    await _duties()
    await _people()
    await _machines()


async def _lines(name: str, sql: str) -> None:
    await db.executemany(sql + _STAYS, [list(line.values()) for line in table(name)])


async def _areas() -> None:
    lines = table("areas")
    parents = {must(line, "code"): line["parent"] for line in lines}
    rows = [
        (*(line[name] for name in ("code", "level", "parent", "zh", "en")), *_place(line), *_lineage(line, parents))
        for line in lines
    ]
    await db.executemany(
        "insert into area (code, level, parent, name_zh, name_en, lat, lon, district, street, neighbourhood)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" + _STAYS,
        rows,
    )


async def _outlines() -> None:
    # Beside the areas: what a city drew itself stays.
    await db.executemany(
        "update area set outline = $2 where code = $1 and outline is null",
        [(must(line, "code"), msgspec.json.decode(must(line, "outline"))) for line in table("outlines")],
    )


def _lineage(area: Line, parents: dict[str, str | None]) -> list[str | None]:
    """Return the district, street and neighbourhood that an area lies in or is."""
    chain: list[str | None] = [must(area, "code")]
    while chain[0] and (parent := parents[chain[0]]):
        chain.insert(0, parent)
    return [*chain, None, None][:3]


async def _elements() -> None:
    whole = {"accept", "fix", "review", "escalate", "before", "after", "join_m"}
    special = {line["element"]: line for line in table("review")}
    rows = [
        [*(_whole(value) if name in whole else value for name, value in line.items()), *_review(special, line["code"])]
        for line in table("elements")
    ]
    await db.executemany(
        "insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes,"
        " escalate_minutes, before_photos, after_photos, dispatch, join_radius_m, why_zh, why_en,"
        " clear_frames, reopen_days, inspect_share, checklist)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
        " $15, coalesce($16, 7), coalesce($17, 0.05), $18)" + _STAYS,
        rows,
    )


def _review(special: dict[str | None, Line], element: str | None) -> tuple[int, int | None, float | None, Any]:
    """Return what an element says of its review: clear frames, days to reopen, share to inspect, checklist."""
    line = special.get(element) or dict.fromkeys(("clear", "reopen", "inspect", "checks"))
    reopen, inspect, checks = line["reopen"], line["inspect"], line["checks"]
    return (
        _whole(line["clear"]),
        int(reopen) if reopen else None,
        float(inspect) if inspect else None,
        msgspec.json.decode(checks) if checks else [],
    )


async def _sites() -> None:
    await db.executemany(
        "insert into site (code, kind, name_zh, name_en, area, unit, address, lat, lon, file)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" + _STAYS,
        [
            (
                *(line[name] for name in ("code", "kind", "zh", "en", "area", "unit", "address")),
                *_place(line),
                _file(line),
            )
            for line in table("sites")
        ],
    )


async def _duties() -> None:
    rows = [(line["area"], element, line["unit"]) for line in table("duties") for element in elements_of(line)]
    await db.executemany("insert into duty (area, element, unit) values ($1, $2, $3)" + _STAYS, rows)


def elements_of(duty: Line) -> list[str | None]:
    """Return the elements a duty names by a pattern; none is any element."""
    pattern = duty["elements"]
    if pattern is None:
        return [None]
    known = [must(line, "code") for line in table("elements")] + ["general.other"]
    return [code for code in known if fnmatch(code, pattern)]


async def _people() -> None:
    # One hash for all: the password is in the README, and each further hash would cost the first start 35 ms.
    password, now = hash_password(PASSWORD), db.clock.now()
    lines = table("people")
    await db.executemany(
        "insert into person (id, login, name, password_hash, created_at) values ($1, $2, $3, $4, $5)" + _STAYS,
        [(new_id(), line["login"], line["name"], password, now) for line in lines],
    )
    await db.executemany(
        "insert into role (id, person, kind, area, unit) select $1, id, $3, $4, $5 from person where login = $2"
        + _STAYS,
        [(new_id(), line["login"], line["role"], line["area"], line["unit"]) for line in lines],
    )


async def _machines() -> None:
    await db.executemany(
        "insert into device_key (id, name, channel, area, key_hash, created_at) values ($1, $2, $3, $4, $5, $6)"
        + _STAYS,
        [
            (new_id(), line["name"], line["channel"], line["area"], hashed(must(line, "key")), db.clock.now())
            for line in table("devices")
        ],
    )


def _whole(value: str | None) -> int:
    return int(value or 0)


def _place(line: Line) -> tuple[float, float]:
    return float(must(line, "lat")), float(must(line, "lon"))


def _file(line: Line) -> Any:
    return msgspec.json.decode(must(line, "file"))
