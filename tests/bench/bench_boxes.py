"""Pages of 50 out of 100,000 orders, with names, clocks and rights; beside a handler of one indexed select."""

from tests.bench.load import Request, hammer, request
from tests.bench.server import TOKEN, fill_orders, serving

STORED, COUNT, AT_ONCE = 100_000, 1_500, 16
Figure = tuple[str, float, float, str]


def pages(path: str, who: str) -> list[Request]:
    """Return the same page asked for again and again."""
    return [request("GET", path, Authorization=f"Bearer {TOKEN}-{who}")] * COUNT


async def main() -> list[Figure]:
    """Measure three boxes and the bare page."""
    await fill_orders(STORED)
    with serving("tests.bench.bare:create_app", "/orders") as port:
        await hammer(port, pages("/orders", "manager")[:200], AT_ONCE)
        bare = await hammer(port, pages("/orders", "manager"), AT_ONCE)
    boxes = [("manager", "all"), ("manager", "review"), ("coordinator", "unit")]
    found: list[Figure] = []
    with serving("fieldloop.app:create_app", "/health/ready") as port:
        for who, box in boxes:
            path = f"/api/v1/orders?box={box}"
            await hammer(port, pages(path, who)[:200], AT_ONCE)
            ours = await hammer(port, pages(path, who), AT_ONCE)
            found.append((f"box {box} of {who}, {STORED:,} stored", ours.per_second, bare.per_second, "/s"))
            found.append((f"box {box} of {who}, p99", ours.p99_ms, bare.p99_ms, "ms"))
    return found
