"""Private keys in files: made once however many processes start, and readable by their owner alone."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes


def load(path: Path) -> PrivateKeyTypes:
    """Read a private key; the caller looks what kind it is. Raises FileNotFoundError, ValueError."""
    return serialization.load_pem_private_key(path.read_bytes(), password=None)


def make(path: Path, key: Ed25519PrivateKey | EllipticCurvePrivateKey) -> None:
    """Write a new private key, unless another process was first: then its key is the one."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_once(path, pem)


def write_once(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, whole or not at all, unless it is there already.

    Two processes may start at the same moment: each writes under a name of its own and links that to the final name,
    which only one of them can do; the loser reads the winner's.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
    # What was signed outlives a power cut, so its key must: its name has to be on the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
