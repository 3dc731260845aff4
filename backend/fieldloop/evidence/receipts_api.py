"""The public keys of receipts: whoever holds a receipt checks it with nothing but this list."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get

from fieldloop.evidence import receipts
from fieldloop.evidence.signing import PublicKey
from fieldloop.limits import limit
from fieldloop.people.access import client_address


class ReceiptKeys(msgspec.Struct):
    """Every key that ever signed here, the oldest first; `public_key` is base64url of its 32 bytes."""

    keys: list[PublicKey]


@get("/receipt-keys", summary="The keys that sign receipts")
async def receipt_keys(request: Request[Any, Any, Any]) -> Response[ReceiptKeys]:
    """Return the Ed25519 keys with which receipts and tree heads verify; for everybody, without a login."""
    await limit(f"receipt-keys:{client_address(request)}", times=120, seconds=60)
    await receipts.publish()
    # Whoever meets a key that is not in a kept answer asks once more: five minutes after a rotation at the latest.
    return Response(ReceiptKeys(await receipts.published()), headers={"Cache-Control": "public, max-age=300"})


router = Router(path="/", route_handlers=[receipt_keys], tags=["receipts"])
