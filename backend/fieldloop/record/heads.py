"""Signed tree heads: as they are stored, as they are written for others, and whether their signature holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from fieldloop import base64url
from fieldloop.evidence import signing
from fieldloop.evidence.signing import PublicKey
from fieldloop.record.rules import head_text, moment


class HeadView(msgspec.Struct, frozen=True):
    """A head as others hold it: one line of JSON."""

    size: int
    """How many events the record had."""
    root: str
    """Root of the Merkle tree over them (RFC 6962), in hex."""
    at: str
    kid: str
    """Which of /receipt-keys signed."""
    signature: str


class Head(msgspec.Struct, frozen=True):
    """What was signed: the first `size` events have this root."""

    size: int
    root: bytes
    at: datetime
    kid: str
    signature: bytes

    def view(self) -> HeadView:
        """Return it as others hold it."""
        return HeadView(self.size, self.root.hex(), moment(self.at), self.kid, base64url.encode(self.signature))

    def line(self) -> bytes:
        """Return it as a line of a file."""
        return msgspec.json.encode(self.view()) + b"\n"

    def holds(self, known: Sequence[PublicKey]) -> bool:
        """Tell whether one of these keys signed it."""
        return signing.verify(head_text(self.size, self.root, self.at), self.kid, self.signature, known)


def read(lines: Iterable[bytes]) -> list[Head]:
    """Return the heads of a file of lines, the smallest first; raises ValueError."""
    heads: list[Head] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = msgspec.json.decode(line, type=HeadView)
            signature = base64url.decode(said.signature)
            at = datetime.fromisoformat(said.at)
            root = bytes.fromhex(said.root)
        except ValueError as error:
            raise ValueError(f"line {number} is no tree head: {error}") from error
        if signature is None or at.tzinfo is None or len(root) != 32 or said.size < 1:
            raise ValueError(f"line {number} is no tree head")
        heads.append(Head(said.size, root, at, said.kid, signature))
    return sorted(heads, key=lambda head: head.size)
