"""Bytes as text for addresses, headers and signatures: base64url without padding (RFC 7515, appendix C)."""

import base64


def encode(data: bytes) -> str:
    """Write bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes | None:
    """Read bytes; None when the text is no base64url, or not the one way to write these bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return data if encode(data) == text else None
