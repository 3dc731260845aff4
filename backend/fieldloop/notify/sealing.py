"""Addresses with keys in them, sealed at rest: a copy of the database, or of a backup, opens none of them."""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldloop import keyfile

_NAME = "gateways.key"
_KEY_BYTES, _NONCE_BYTES = 32, 12


class SealBrokenError(Exception):
    """What was sealed does not open: by another key, for another owner, or it was changed."""


class Seal:
    """Seals with AES-256-GCM for one owner: moved to the row of another, it does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, text: str, owner: str) -> bytes:
        """Return the text sealed for an owner."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> str:
        """Return the text again; raises SealBrokenError."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error


def open_seal(folder: Path) -> Seal:
    """Return this installation's seal; its key is made on the first use, by whichever process comes first."""
    path = folder / _NAME
    if not path.exists():
        keyfile.write_once(path, secrets.token_bytes(_KEY_BYTES))
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{path} does not hold a key of {_KEY_BYTES} bytes")
    return Seal(key)
