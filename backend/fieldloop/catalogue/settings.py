"""What administrators set of an element: changed by its version, and each change written down.

The dictionary is everybody's: a change holds in every district, so only who administers all of them may make one.
"""

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.catalogue.ladders import Ladders, defaults, faults
from fieldloop.catalogue.limit_shapes import Limits, UrgentLimits
from fieldloop.catalogue.rules import SETTINGS, differing, forgets_early, limit_columns, limits_of, merged, too_long
from fieldloop.catalogue.setting_shapes import ElementChange, ElementSettings, SettingsPatch, SomeSettings
from fieldloop.catalogue.thresholds import Thresholds, thresholds
from fieldloop.errors import problem
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Names, PersonRef

LATEST = 20

_ELEMENT = (
    "select e.*, not exists (select from area a where a.level = 'district' and a.code <> all($2::text[])) as may_change"
    " from element e where e.code = $1"
)
_CHANGES = (
    "select c.version, c.person, p.name, c.changed_at, c.was, c.became from element_change c"
    " join person p on p.id = c.person where c.element = $1 order by c.version desc limit $2"
)
_CHANGE = (
    "insert into element_change (id, element, version, person, changed_at, was, became)"
    " values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning true"
)


async def settings(caller: Caller, code: str) -> ElementSettings:
    """Return an element's settings; raises role.not_allowed, not.found."""
    return await _seen(await _found(caller, code))


async def change(caller: Caller, code: str, patch: SettingsPatch) -> ElementSettings:
    """Change settings that are still those of `version`, once; raises also element.shared, .changed, .forgets_early."""
    async with db.transaction():
        row = await _found(caller, code, " for update of e")
        if not row["may_change"]:
            raise problem("element.shared")
        if await _was_done(caller, code, patch):
            return await _seen(row)
        if patch.version != row["version"]:
            raise problem("element.changed", element=msgspec.to_builtins(await _seen(row)))
        stored = dict(row) | {"limits": limits_of(dict(row))}
        now, said = ({name: at[name] for name in SETTINGS if name in at} for at in (stored, msgspec.to_builtins(patch)))
        then = merged(now, said)
        names = differing(now, then)
        if "keep_days" in names or "reopen_days" in names:
            _refuse_early(then)
        _refuse_long({name: then[name] for name in ("limits", "urgent_limits")})
        if "ladders" in names:
            await _refuse_ladders(then["ladders"])
        if names:
            await _write(caller, stored, patch, names, then)
    return await settings(caller, code)


async def _found(caller: Caller, code: str, lock: str = "") -> db.Row:
    districts = [area for level, area in caller.areas(RoleKind.ADMINISTRATOR) if level == "district"]
    if not caller.areas(RoleKind.ADMINISTRATOR):
        raise problem("role.not_allowed")
    row = await db.fetchrow(_ELEMENT + lock, code, districts)
    if row is None:
        raise problem("not.found")
    return row


async def _was_done(caller: Caller, code: str, patch: SettingsPatch) -> bool:
    row = await db.fetchrow("select element, person from element_change where id = $1", patch.id)
    if row and (row["element"], row["person"]) != (code, caller.id):
        raise problem("command.reused")
    return row is not None


def _refuse_early(then: dict[str, Any]) -> None:
    if forgets_early(then):
        raise problem("element.forgets_early", reopen_days=then["reopen_days"])


async def _refuse_ladders(said: dict[str, Any]) -> None:
    """Refuse what could tell nobody, also a level for somebody who is not there."""
    own = msgspec.convert(said, Ladders)
    wrong = [msgspec.to_builtins(fault) for fault in faults(own)]
    named = _named(own)
    known = await db.fetchval("select count(*) from person where id = any($1::uuid[]) and active", named)
    if wrong or known < len(named):
        raise problem("element.ladders", levels=wrong)


def _named(*said: Ladders) -> list[uuid.UUID]:
    levels = [level for ladders in said for each in msgspec.structs.astuple(ladders) for level in each or ()]
    return sorted({level.person for level in levels if level.person})


def _refuse_long(said: dict[str, dict[str, Any]]) -> None:
    if wrong := [f"{name}.{clock}" for name, limits in said.items() for clock in too_long(limits)]:
        raise problem("input.invalid", errors=[{"field": field, "message": "too long"} for field in wrong])


async def _write(
    caller: Caller, row: Mapping[str, Any], patch: SettingsPatch, names: list[str], then: dict[str, Any]
) -> None:
    version = row["version"] + 1
    was, became = ({name: values[name] for name in names} for values in (row, then))
    # The row is locked, but another element may be changed with the same id at this moment.
    if not await db.fetchval(_CHANGE, patch.id, row["code"], version, caller.id, db.clock.now(), was, became):
        raise problem("command.reused")
    new = {name: then[name] for name in names if name != "limits"}
    new |= limit_columns(then["limits"]) if "limits" in names else {}
    columns = ", ".join(f"{name} = ${place}" for place, name in enumerate(new, 3))
    await db.execute(f"update element set version = $2, {columns} where code = $1", row["code"], version, *new.values())
    if {"ladders", "escalate_minutes"} & set(names):
        # The sweeper looks again at all that waits for us; what was told already keeps its time until the next.
        waiting = "element = $1 and due_at is not null and asked_until is null"
        await db.execute(f"update orders set look_at = $2 where {waiting}", row["code"], db.clock.now())


async def _seen(row: db.Row) -> ElementSettings:
    plain = {name: row[name] for name in ("code", "version", "may_change", *SETTINGS) if name != "limits"}
    plain |= {"limits": msgspec.convert(limits_of(dict(row)), Limits)}
    plain |= {"checklist": msgspec.convert(row["checklist"], list[Names]), "thresholds": thresholds(row["thresholds"])}
    plain["urgent_limits"] = msgspec.convert(row["urgent_limits"], UrgentLimits)
    plain["ladders"] = own = msgspec.convert(row["ladders"], Ladders)
    plain["default_ladders"] = defaults(row["escalate_minutes"])
    changes = [
        ElementChange(
            version=change["version"],
            person=PersonRef(change["person"], change["name"]),
            at=change["changed_at"],
            was=msgspec.convert(change["was"], SomeSettings),
            became=msgspec.convert(change["became"], SomeSettings),
        )
        for change in await db.fetch(_CHANGES, row["code"], LATEST)
    ]
    said = [some.ladders for change in changes for some in (change.was, change.became) if some.ladders]
    named = await db.fetch("select id, name from person where id = any($1::uuid[]) order by id", _named(own, *said))
    plain["named"] = [PersonRef(each["id"], each["name"]) for each in named]
    return ElementSettings(name=Names(row["name_zh"], row["name_en"]), defaults=Thresholds(), changes=changes, **plain)
