"""Signals accepted a second, each a new order with its event, dispatch and notice; beside a handler of one insert."""

import uuid

import msgspec

from tests.bench.load import Request, hammer, request
from tests.bench.server import DEVICES, KEY, SITES, serving

COUNT, AT_ONCE = 3_000, 16
Figure = tuple[str, float, float, str]


def signals(path: str, count: int, first_site: int = 0) -> list[Request]:
    """Return requests that each file an order at a site of its own."""
    found: list[Request] = []
    for n in range(count):
        body = {
            "id": uuid.uuid4().hex,
            "source": "bench",
            "element": "waste.bag",
            "site": f"site-{(first_site + n) % SITES}",
            "seen_at": "2026-11-23T10:00:19Z",
        }
        headers = {"Authorization": f"Bearer {KEY}-{n % DEVICES}", "Content_Type": "application/json"}
        found.append(request("POST", path, msgspec.json.encode(body), **headers))
    return found


async def main() -> list[Figure]:
    """Measure both, one after the other, on the same database."""
    with serving("tests.bench.bare:create_app", "/orders") as port:
        await hammer(port, signals("/signals", 300), AT_ONCE)
        bare = await hammer(port, signals("/signals", COUNT), AT_ONCE)
    with serving("fieldloop.app:create_app", "/health/ready") as port:
        await hammer(port, signals("/api/v1/signals", 300), AT_ONCE)
        ours = await hammer(port, signals("/api/v1/signals", COUNT, 300), AT_ONCE)
    return [
        ("signals accepted", ours.per_second, bare.per_second, "/s"),
        (f"signal, {AT_ONCE} at once, p50", ours.p50_ms, bare.p50_ms, "ms"),
        (f"signal, {AT_ONCE} at once, p99", ours.p99_ms, bare.p99_ms, "ms"),
    ]
