"""Who is asking, and lists of persons."""

import hashlib
import uuid
from typing import Any

from fieldloop import db
from fieldloop.people.colleagues import posts_of_many
from fieldloop.people.rules import Caller, Device, Post, Role, RoleKind

_ROLES = """coalesce((
    select json_agg(json_build_array(r.kind, a.code, a.level, r.unit) order by r.kind, a.code, r.unit)
    from role r left join unit u on u.code = r.unit left join area a on a.code = coalesce(r.area, u.area)
    where r.person = p.id), '[]') as roles"""
# One round trip: the session, its person and every role, so that no request pays for a second look.
_CALLER = f"""
select s.id as session, s.last_seen_at, p.id, p.name, p.language, {_ROLES}
from session s join person p on p.id = s.person
where s.token_hash = $1 and s.expires_at > $2 and s.revoked_at is null and p.active and s.bearer = $3
"""


def hashed(secret: str) -> bytes:
    """Return what is stored of a token or a key; a copy of the database lets nobody in."""
    return hashlib.sha256(secret.encode()).digest()


async def caller_by_token(token: str, *, bearer: bool) -> Caller | None:
    """Return the person of a living session, or None."""
    row = await db.fetchrow(_CALLER, hashed(token), db.clock.now(), bearer)
    if row is None:
        return None
    return Caller(row["id"], row["name"], row["language"], _roles(row), row["session"], row["last_seen_at"])


async def caller_by_id(person: uuid.UUID) -> Caller | None:
    """Return an active person with every role, without any session."""
    sql = f"select p.id, p.name, p.language, {_ROLES} from person p where p.id = $1 and p.active"
    row = await db.fetchrow(sql, person)
    return Caller(row["id"], row["name"], row["language"], _roles(row)) if row else None


def _roles(row: db.Row) -> tuple[Role, ...]:
    return tuple(Role(RoleKind(kind), area, level, unit) for kind, area, level, unit in row["roles"])


async def session_lives(session: uuid.UUID) -> bool:
    """Tell whether a session is still good; long streams ask now and then."""
    sql = (
        "select true from session s join person p on p.id = s.person"
        " where s.id = $1 and s.expires_at > $2 and s.revoked_at is null and p.active"
    )
    return bool(await db.fetchval(sql, session, db.clock.now()))


async def was_revoked(token: str) -> bool:
    """Tell whether a token was good until somebody revoked its session, or put its person out."""
    sql = (
        "select true from session s join person p on p.id = s.person"
        " where s.token_hash = $1 and (s.revoked_at is not null or not p.active)"
    )
    return bool(await db.fetchval(sql, hashed(token)))


async def phones_of(person: uuid.UUID) -> list[db.Row]:
    """Return the browsers in which a person is logged in, up to a hundred, the last used first."""
    return await db.fetch(
        "select id, user_agent, created_at, coalesce(last_seen_at, created_at) as last_seen_at from session"
        " where person = $1 and not bearer and revoked_at is null and expires_at > $2"
        " order by coalesce(last_seen_at, created_at) desc, id desc limit 100",
        person,
        db.clock.now(),
    )


async def phone_s_person(session: uuid.UUID) -> uuid.UUID | None:
    """Return whose browser a session is, also when it has ended; a script's session is none."""
    return await db.fetchval("select person from session where id = $1 and not bearer", session)


async def posts_of(person: uuid.UUID) -> list[Post]:
    """Return the roles of an active person with every area around each; none for an unknown person."""
    return (await posts_of_many([person])).get(person, [])


async def device_by_key(key: str) -> Device | None:
    """Return the machine that a key belongs to, or None."""
    sql = "select id, name, channel, area from device_key where key_hash = $1 and active"
    row = await db.fetchrow(sql, hashed(key))
    return Device(**row) if row else None


async def credentials(login: str) -> db.Row | None:
    """Return `id, name, password_hash` of an active person."""
    sql = "select id, name, password_hash from person where login = $1 and active"
    return await db.fetchrow(sql, login)


async def profile(person: uuid.UUID) -> db.Row:
    """Return the person's own data with every role spelled out."""
    row = await db.fetchrow(
        """
        select p.id, p.login, p.name, p.language, p.phone, coalesce((
            select json_agg(json_build_object(
                'kind', r.kind,
                'area', case when a.code is null then null else json_build_object('code', a.code, 'level', a.level,
                    'name', json_build_object('zh', a.name_zh, 'en', a.name_en)) end,
                'unit', case when u.code is null then null else json_build_object('code', u.code,
                    'name', json_build_object('zh', u.name_zh, 'en', u.name_en)) end) order by r.kind)
            from role r left join area a on a.code = r.area left join unit u on u.code = r.unit
            where r.person = p.id), '[]') as roles
        from person p where p.id = $1
        """,
        person,
    )
    if row is None:
        raise LookupError("a session without its person")
    return row


async def persons_in_role(
    *kinds: str, unit: str | None = None, area: str | None = None, besides: list[uuid.UUID] | None = None
) -> list[uuid.UUID]:
    """Return active persons who hold a kind in the unit, or for the area as a whole."""
    where = "r.unit = $2" if unit is not None else "r.area = $2 and r.unit is null"
    rows = await db.fetch(
        f"select distinct p.id from role r join person p on p.id = r.person"
        f" where r.kind = any($1::text[]) and {where} and p.active and p.id <> all($3::uuid[]) order by p.id",
        list(kinds),
        unit if unit is not None else area,
        besides or [],
    )
    return [row["id"] for row in rows]


async def is_in_unit(person: uuid.UUID, unit: str) -> bool:
    """Tell whether an active person has a role in the unit."""
    sql = "select true from role r join person p on p.id = r.person where r.person = $1 and r.unit = $2 and p.active"
    return bool(await db.fetchval(sql + " limit 1", person, unit))


async def persons_of(units: list[str], kinds: list[str]) -> list[dict[str, Any]]:
    """Return active persons of the units, with their roles there; coordinators first, then by name."""
    rows = await db.fetch(
        """
        select p.id, p.name, p.phone, array_agg(distinct r.kind order by r.kind) as roles
        from role r join person p on p.id = r.person
        where r.unit = any($1::text[]) and p.active and r.kind = any($2::text[])
        group by p.id, p.name, p.phone order by min(r.kind), p.name, p.id
        """,
        units,
        kinds,
    )
    return [dict(row) for row in rows]


async def units_in_sight(caller: Caller, unit: str) -> list[str]:
    """Return the unit in a list when the caller works in it or answers for an area around it, else an empty list."""
    sql = (
        "select true from unit u join area a on a.code = u.area where u.code = $1 and (u.code = any($2::text[])"
        " or a.district = any($3::text[]) or a.street = any($3::text[]) or a.neighbourhood = any($3::text[]))"
    )
    above = caller.areas(RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
    mine = caller.units(RoleKind.COORDINATOR)
    return [unit] if await db.fetchval(sql, unit, mine, [code for _, code in above]) else []
