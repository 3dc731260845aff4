"""Who we are to whoever checks a receipt or a tree head: Ed25519 keys of this installation (RFC 8032).

Whatever is signed begins with the name of its own kind, so that a signature under one can never pass for another's.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fieldloop import base64url, keyfile
from fieldloop.settings import settings

_PRIVATE = re.compile(r"signing-([0-9]{4,})\.pem")
_PUBLIC = re.compile(r"signing-([0-9]{4,})\.json")


class PublicKey(msgspec.Struct, frozen=True):
    """One half of a key, which everybody may have; `kid` is made from the key, so that it can stand for no other."""

    kid: str
    public_key: str
    since: datetime


class Keys:
    """The keys of one folder: the newest signs, the public halves of all stay.

    1. Only the owner may read a private key: whoever has it can sign in our name. It is never part of a message or log.
    2. Each signature asks the folder for the newest name: a process that runs hears of a rotation by itself.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[Path, str, Ed25519PrivateKey] | None = None

    def sign(self, payload: bytes) -> tuple[str, bytes]:
        """Return the newest key's id and its signature; the first call ever makes the key."""
        _, kid, key = self._newest()
        return kid, key.sign(payload)

    def kid(self) -> str:
        """Return the id of the key that signs now: it may be part of what is signed."""
        return self._newest()[1]

    def public(self) -> list[PublicKey]:
        """Return every key that ever signed here, the oldest first."""
        self._newest()
        return [msgspec.json.decode(path.read_bytes(), type=PublicKey) for _, path in _named(self._folder, _PUBLIC)]

    def rotate(self) -> str:
        """Make a new key and return its id. Old receipts verify as before; the old private half is destroyed.

        Of two who rotate at the same moment one makes the key, and both report it.
        """
        old, _, _ = self._newest()
        next_one = _name(int(old.stem.partition("-")[2]) + 1)
        keyfile.make(self._folder / next_one, Ed25519PrivateKey.generate())
        newest, kid, _ = self._newest()
        for _, path in _named(self._folder, _PRIVATE):
            if path != newest:
                path.unlink(missing_ok=True)
        return kid

    def _newest(self) -> tuple[Path, str, Ed25519PrivateKey]:
        while True:
            found = _named(self._folder, _PRIVATE)
            if not found:
                keyfile.make(self._folder / _name(1), Ed25519PrivateKey.generate())
                continue
            path = found[-1][1]
            if self._read is None or self._read[0] != path:
                try:
                    key = _load(path)
                except FileNotFoundError:  # rotated away since the folder was read
                    continue
                public = key.public_key().public_bytes_raw()
                _publish(path, public)
                self._read = (path, kid_of(public), key)
            return self._read


def keys() -> Keys:
    """Return this installation's keys."""
    folder = settings().keys
    return _opened.setdefault(folder, Keys(folder))


_opened: dict[Path, Keys] = {}


def sign(payload: bytes) -> tuple[str, bytes]:
    """Sign with this installation's newest key; returns its id and the signature."""
    return keys().sign(payload)


def verify(payload: bytes, kid: str, signature: bytes, known: Sequence[PublicKey]) -> bool:
    """Tell whether one of the known keys, the one called `kid`, signed exactly these bytes."""
    for key in known:
        public = base64url.decode(key.public_key)
        if key.kid == kid and public is not None and kid_of(public) == kid:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(signature, payload)
            except (InvalidSignature, ValueError):
                return False
            return True
    return False


def kid_of(public: bytes) -> str:
    """Return the id of a key: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def _name(number: int) -> str:
    return f"signing-{number:04}.pem"


def _named(folder: Path, pattern: re.Pattern[str]) -> list[tuple[int, Path]]:
    if not folder.is_dir():
        return []
    found = ((pattern.fullmatch(path.name), path) for path in folder.iterdir())
    return sorted((int(match[1]), path) for match, path in found if match)


def _load(path: Path) -> Ed25519PrivateKey:
    key = keyfile.load(path)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 private key")
    return key


def _publish(path: Path, public: bytes) -> None:
    """Write a key's public half, which outlives it; `since` is when its file was made."""
    target = path.with_suffix(".json")
    if not target.exists():
        since = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        keyfile.write_once(target, msgspec.json.encode(PublicKey(kid_of(public), base64url.encode(public), since)))
