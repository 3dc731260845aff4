"""Identifiers: UUIDv7, so that keys sort by the time they were made (PostgreSQL before 18 has no maker of its own)."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7."""
    return uuid.UUID(int=uuid_utils.uuid7().int)
