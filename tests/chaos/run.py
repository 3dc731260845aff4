"""One run of the chaos: set the stage, let everything fall, wait until it is quiet, judge."""

import asyncio
import random
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from fieldloop import db
from tests.chaos import stage, verdict
from tests.chaos.hands import Hands
from tests.chaos.machine import Machine
from tests.chaos.stage import Due
from tests.chaos.trouble import Plan, trouble
from tests.chaos.verdict import Promise
from tests.pushservice import PushService


@dataclass(frozen=True)
class Report:
    """What was promised and what happened, and what may be told beside it."""

    promises: list[Promise]
    counts: dict[str, int]
    log: str

    def broken(self, *, timed: bool) -> list[str]:
        """Return the promises that were broken, those about time only when asked for."""
        return [each.line() for each in self.promises if not each.kept and (timed or not each.timed)]


@asynccontextmanager
async def running(folder: Path, push_host: str, plan: Plan, dice: random.Random) -> AsyncGenerator[Machine]:
    """Run the product's servers, with the cast in the database, and its processes."""
    async with Machine(folder, push_host, plan.workers, dice) as machine, stage.database(machine.owner_url):
        await machine.start()
        yield machine


@asynccontextmanager
async def calling(machine: Machine) -> AsyncGenerator[httpx.AsyncClient]:
    """Call the API, once it answers."""
    url = f"http://127.0.0.1:{machine.port}"
    limits = httpx.Limits(max_connections=16, max_keepalive_connections=16)
    async with httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=10, limits=limits, trust_env=False) as client:
        for _ in range(600):
            try:
                if (await client.get(f"{url}/health/live")).is_success:
                    break
            except httpx.TransportError:
                await asyncio.sleep(0.05)
        yield client


async def chaos(folder: Path, plan: Plan, seed: int) -> Report:
    """Run a plan and judge it."""
    dice = random.Random(seed)
    async with (
        PushService() as service,
        running(folder, service.host, plan, dice) as machine,
        calling(machine) as client,
    ):
        phones = await stage.phones(service, dice)
        orders = await stage.due_orders(client, plan.orders, plan.seconds)
        raced = [order for number, order in enumerate(orders) if number % round(1 / plan.raced_share) == 0]
        left = [order for order in orders if order not in raced]
        hands = Hands(client, dice)
        working = [asyncio.create_task(hands.close_around(raced)), asyncio.create_task(hands.remark(left[::5]))]
        await trouble(machine, plan, dice)
        await asyncio.wait_for(asyncio.gather(*working), plan.settle_s)
        await _quiet(left, plan.settle_s)
        promises = await verdict.of_escalations(left, raced)
        promises += await verdict.of_notices(left, phones, service.received)
        promises += await verdict.of_commands(hands.acknowledged, hands.refused)
        promises.append(Promise("messages that a phone could not read", len(service.refused), 0))
        counts = dict(machine.counts) | {
            "messages": len(service.received),
            "duplicates under one name": verdict.duplicates(service.received),
            "commands": len(hands.acknowledged),
        }
        return Report(promises, counts, machine.log)


async def _quiet(orders: Sequence[Due], at_most_s: float) -> None:
    """Wait until every order is escalated and no notice waits, or until it is clear that this will not happen."""
    sql = (
        "select (select count(*) from escalation where order_id = any($1::uuid[])) >= cardinality($1::uuid[])"
        " and not exists (select from notice where done_at is null)"
    )
    for _ in range(round(at_most_s * 4)):
        if await db.fetchval(sql, [order.id for order in orders]):
            return
        await asyncio.sleep(0.25)
