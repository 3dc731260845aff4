"""Who we are to a push service (VAPID, RFC 8292): one key pair per installation, one signed header per service."""

import time
from collections.abc import Callable
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fieldloop import base64url, keyfile

LIFE_S = 12 * 3600  # RFC 8292 allows 24 h; half of it leaves room for clocks that are wrong by hours
RENEW_S = 3600
LARGEST_CACHE = 100

# Not webpush's own VAPID class: it drops the port from `aud`, parses the key and signs anew for each message.


class Vapid:
    """Signs, and remembers, the Authorization header of each push service."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, subject: str, now_s: Callable[[], float] = time.time) -> None:
        self._key = key
        self._subject = subject
        self._now_s = now_s
        self._headers: dict[str, tuple[float, str]] = {}
        point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        self.public_key = base64url.encode(point)

    def header(self, origin: str) -> str:
        """Return the Authorization header for `origin`: `scheme://host`, with the port unless it is the usual one."""
        now_s = self._now_s()
        known = self._headers.get(origin)
        if known and known[0] - RENEW_S > now_s:
            return known[1]
        if len(self._headers) >= LARGEST_CACHE:
            self._headers.clear()
        ends_s = int(now_s) + LIFE_S
        token = jwt.encode({"aud": origin, "exp": ends_s, "sub": self._subject}, self._key, algorithm="ES256")
        header = f"vapid t={token}, k={self.public_key}"
        self._headers[origin] = (ends_s, header)
        return header


def open_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """Read the installation's key, or make it on the first start.

    Two processes that start at the same moment must come by the same one, or every subscription taken by one of them
    would be useless. Only the owner may read it: whoever has it can send pushes in our name.
    """
    path = folder / "vapid.pem"
    if not path.exists():
        keyfile.make(path, ec.generate_private_key(ec.SECP256R1()))
    key = keyfile.load(path)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{path} does not hold a P-256 private key")
    return key
