"""Check receipts of photos: which order and photo each is for, and whether one of the keys signed it.

One receipt a line, as the app saves them. The keys are those of --keys: a file or an address, by default those of this
installation while it runs. Ends with 1 when a receipt is not signed by one of them. docs/receipts.md has the format.
"""

import argparse
import sys
from pathlib import Path

import httpx
import msgspec

from fieldloop.cli.stop import Stop
from fieldloop.settings import settings

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def options(parser: argparse.ArgumentParser) -> None:
    """Which receipts, by which keys."""
    parser.add_argument("file", metavar="FILE", help="receipts, one a line; - reads standard input")
    parser.add_argument("--keys", metavar="FILE|URL", help="what GET /api/v1/receipt-keys answers")


def main(chosen: argparse.Namespace) -> int:
    """Say of each receipt what it proves."""
    from fieldloop.evidence.receipts import read
    from fieldloop.evidence.signing import PublicKey

    class Keys(msgspec.Struct):
        keys: list[PublicKey]

    try:
        known = msgspec.json.decode(_keys(chosen.keys), type=Keys).keys
    except msgspec.DecodeError:
        raise Stop("these are no keys of receipts") from None
    wrong = 0
    for line in filter(None, map(str.strip, _text(chosen.file).splitlines())):
        said = read(line, known)
        if said is None:
            wrong += 1
            print(f"NOT SIGNED by any of these keys: {line[:40]}")
            continue
        worth = "sealed" if said.sealed else "claimed" if said.claimed else "seal does not match"
        taken = f"{said.taken_at:{_TIME}}" if said.taken_at else "not said"
        what = f"order {said.order}, {said.phase} photo {said.sha256}"
        print(f"good: {what}, received {said.received_at:{_TIME}}, taken {taken} ({worth})")
    return 1 if wrong else 0


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"cannot read {name}: {error}") from None


def _keys(source: str | None) -> str:
    own = settings().public_url or f"http://127.0.0.1:{settings().port}"
    place = source or f"{own}/api/v1/receipt-keys"
    if not place.startswith(("http://", "https://")):
        return _text(place)
    try:
        return httpx.get(place, timeout=10, trust_env=source is not None).raise_for_status().text
    except httpx.HTTPError as error:
        raise Stop(f"cannot get the keys from {place}: {type(error).__name__}") from None
