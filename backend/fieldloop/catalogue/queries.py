"""Reads of the catalogue."""

from fieldloop import db

FALLBACK_ELEMENT = "general.other"


async def element(code: str) -> db.Row | None:
    """Return an active element with all its limits."""
    return await db.fetchrow("select * from element where code = $1 and active", code)


async def elements() -> list[db.Row]:
    """Return all active elements, by scenario and code."""
    return await db.fetch("select * from element where active order by scenario, code")


async def scenarios() -> list[db.Row]:
    """Return all scenarios."""
    return await db.fetch("select code, name_zh, name_en from scenario order by code")


async def reasons() -> list[db.Row]:
    """Return all active reasons, also those that only the system gives, in the order in which they are offered."""
    return await db.fetch(
        "select action, code, name_zh, name_en, offered from reason where active order by action, position, code"
    )
