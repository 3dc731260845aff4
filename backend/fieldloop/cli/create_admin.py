"""Make a person with the role of administrator.

Asks for the password, or reads it from the first line of standard input when that is no terminal. The role holds in
--area, else in every district. In a database without areas --area and --area-name make the first district.
"""

import argparse
import asyncio
import getpass
import sys

import asyncpg

from fieldloop.cli import reach
from fieldloop.cli.stop import Stop

_SHORTEST = 10


def options(parser: argparse.ArgumentParser) -> None:
    """Who, and where."""
    parser.add_argument("login", help="what the person types to log in; lower case")
    parser.add_argument("--name", help="the person's name (default: the login)")
    parser.add_argument("--language", choices=["zh-CN", "en"], default="zh-CN", help="default zh-CN")
    parser.add_argument("--area", metavar="CODE", help="code of the area the role holds in")
    parser.add_argument("--area-name", metavar="NAME", help="name of that area when it is to be made")


def main(chosen: argparse.Namespace) -> None:
    """Ask, then write."""
    login = chosen.login.strip().lower()
    password = getpass.getpass(f"Password for {login}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < _SHORTEST:
        raise Stop(f"the password must have at least {_SHORTEST} characters")
    with reach.servers(start=True, redis=False):
        areas = asyncio.run(_create(chosen, login, password))
    print(f"{login} is administrator of {', '.join(areas)}")


async def _create(chosen: argparse.Namespace, login: str, password: str) -> list[str]:
    from fieldloop import db

    areas: list[str] = []
    await reach.migrated()
    async with reach.database(), db.transaction():
        areas += await _areas(chosen.area, chosen.area_name)
        await _write(login, chosen.name or login, chosen.language, password, areas)
    return areas


async def _write(login: str, name: str, language: str, password: str, areas: list[str]) -> None:
    """The person and a role for each area."""
    from fieldloop import db
    from fieldloop.ids import new_id
    from fieldloop.people.passwords import hash_password

    person = new_id()
    try:
        await db.execute(
            "insert into person (id, login, name, language, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)",
            *(person, login, name, language, hash_password(password), db.clock.now()),
        )
    except asyncpg.UniqueViolationError:
        raise Stop(f"there is a person with the login {login} already") from None
    except (asyncpg.CheckViolationError, asyncpg.StringDataRightTruncationError):
        raise Stop(f"{login!r} cannot be a login") from None
    for area in areas:
        sql = "insert into role (id, person, kind, area) values ($1, $2, 'administrator', $3)"
        await db.execute(sql, new_id(), person, area)


async def _areas(code: str | None, name: str | None) -> list[str]:
    """The areas of the new role."""
    from fieldloop import db

    found = [
        row["code"] for row in await db.fetch("select code from area where coalesce(code = $1, parent is null)", code)
    ]
    if found:
        return found
    if not (code and name):
        raise Stop(f"there is no area {code or 'yet'}: make it a district with --area CODE --area-name NAME")
    sql = "insert into area (code, level, name_zh, name_en, district) values ($1, 'district', $2, $2, $1)"
    await db.execute(sql, code, name)
    return [code]
