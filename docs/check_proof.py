"""Check a file of `fieldloop prove` without Fieldloop: python check_proof.py PROOF.html [--head HEADS.jsonl].

Needs Python 3.11 and the package `cryptography`. docs/record.md describes what is checked here.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01", left, right)


def included(leaf: int, size: int, said: bytes, path: list[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (RFC 9162, 2.1.3.2)."""
    found, last = sha256(b"\x00", said), size - 1
    for step in path:
        if leaf & 1 or leaf == last:
            found = node(step, found)
            while leaf and not leaf & 1:
                leaf, last = leaf >> 1, last >> 1
        else:
            found = node(found, step)
        leaf, last = leaf >> 1, last >> 1
    return found if last == 0 else b""


def continued(older: int, size: int, root: bytes, path: list[bytes]) -> tuple[bytes, bytes]:
    """Return the older and the newer root that a path of consistency leads to (RFC 9162, 2.1.4.2)."""
    path = path if older & (older - 1) else [root, *path]
    index, last = older - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if index & 1 or index == last:
            first, second = node(step, first), node(step, second)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            second = node(second, step)
        index, last = index >> 1, last >> 1
    return (first, second) if last == 0 else (b"", b"")


def signed(head: dict[str, Any], keys: list[dict[str, str]]) -> bool:
    text = f"fieldloop-head-1\n{head['size']}\n{head['root']}\n{head['at']}\n".encode()
    for key in keys:
        public = base64.urlsafe_b64decode(key["public_key"] + "==")
        if hashlib.sha256(public).hexdigest()[:16] == head["kid"]:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(
                    base64.urlsafe_b64decode(head["signature"] + "=="), text
                )
            except InvalidSignature:
                return False
            return True
    return False


def faults(proof: dict[str, Any], heads: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong, in words; nothing when all holds."""
    head, found, prev = proof["head"], list[str](), bytes(32)
    root = bytes.fromhex(head["root"])
    if not signed(head, proof["keys"]):
        found.append("the head is not signed by these keys")
    for number, event in enumerate(proof["events"], 1):
        said = event["fields"]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        prev = sha256(prev, text.encode())
        if said[2] != proof["order"]["id"] or said[3] != number:
            found.append(f"event {number} is of another order or place")
        if included(event["leaf"], head["size"], prev, [bytes.fromhex(step) for step in event["path"]]) != root:
            found.append(f"event {number} is not what the tree holds")
    known = {older["size"]: [bytes.fromhex(step) for step in older["path"]] for older in proof["older"]}
    for kept in heads:
        before, size = bytes.fromhex(kept["root"]), kept["size"]
        if size == head["size"]:
            found += [] if before == root else [f"your head of {size} events is of another record"]
        elif size not in known:
            found.append(f"nothing here about your head of {size} events: ask for `fieldloop prove --head`")
        elif continued(size, head["size"], before, known[size]) != (before, root):
            found.append(f"the record does not continue your head of {size} events")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("proof", type=Path)
    parser.add_argument("--head", type=Path)
    chosen = parser.parse_args()
    inside = re.search(
        r'<script type="application/json" id="proof">(.*?)</script>', chosen.proof.read_text("utf-8"), re.DOTALL
    )
    proof = json.loads(inside[1] if inside else "{}")
    heads = [json.loads(line) for line in chosen.head.read_text().splitlines() if line] if chosen.head else []
    wrong = faults(proof, heads)
    print(
        "\n".join(wrong)
        or f"{proof['order']['no']}: {len(proof['events'])} events hold, against {len(heads)} kept heads"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
