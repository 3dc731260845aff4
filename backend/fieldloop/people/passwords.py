"""Passwords: argon2id, off the event loop and only a few at a time (each takes some 19 MiB and 35 ms)."""

import asyncio

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's argon2id profile: 19 MiB, two passes, one lane.
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_at_once = asyncio.Semaphore(2)
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the argon2id hash to store."""
    return _hasher.hash(password)


async def matches(stored: str | None, password: str) -> bool:
    """Tell whether the password is right; takes as long for an unknown login, which must not be told apart."""
    async with _at_once:
        return await asyncio.to_thread(_verify, stored or _NOBODY, password) and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
