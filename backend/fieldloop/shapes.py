"""Small structs that the answers of several slices share."""

import uuid

import msgspec


class Names(msgspec.Struct, frozen=True):
    """A name in both languages."""

    zh: str
    en: str


class Ref(msgspec.Struct):
    """A row of the registry: its code and its name."""

    code: str
    name: Names


class PersonRef(msgspec.Struct):
    """A person as others see one."""

    id: uuid.UUID
    name: str


class Command(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Base of request bodies: a misspelt field is an error, not silence."""


def ref(code: str | None, zh: str | None, en: str | None) -> Ref | None:
    """Return a Ref, or None for an empty key."""
    return Ref(code, Names(zh or code, en or code)) if code else None
