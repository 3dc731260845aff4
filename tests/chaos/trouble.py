"""What happens to the machine meanwhile, as often as a plan says."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chaos.machine import Machine


@dataclass(frozen=True)
class Plan:
    """How much, for how long, and how bad."""

    orders: int
    seconds: float
    workers: int
    kill_s: tuple[float, float]
    postgres_s: float
    valkey_s: float
    settle_s: float = 180.0
    raced_share: float = 0.1


LONG = Plan(orders=1_000, seconds=120, workers=3, kill_s=(0.2, 0.9), postgres_s=17, valkey_s=20)
SHORT = Plan(orders=60, seconds=14, workers=2, kill_s=(0.4, 1.2), postgres_s=6, valkey_s=6)


async def trouble(machine: Machine, plan: Plan, dice: random.Random) -> None:
    """Kill, crash and flush until the plan's time is over; whatever was killed is started again by then."""

    async def kills() -> None:
        while True:
            await asyncio.sleep(dice.uniform(*plan.kill_s))
            machine.kill_one()

    async def every(seconds: float, do: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            await asyncio.shield(do())  # what was stopped must be started again

    async def once(after: float, do: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(after)
        await do()

    going = [
        asyncio.ensure_future(kills()),
        asyncio.ensure_future(every(plan.postgres_s, machine.crash_postgres)),
        asyncio.ensure_future(every(plan.valkey_s, machine.kill_valkey)),
        asyncio.ensure_future(once(plan.seconds / 2, machine.flush_valkey)),
    ]
    done, _ = await asyncio.wait(going, timeout=plan.seconds + 1, return_when=asyncio.FIRST_EXCEPTION)
    for task in going:
        task.cancel()
    await asyncio.gather(*going, return_exceptions=True)
    for task in done:
        task.result()
