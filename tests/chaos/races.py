"""Thousands of races of a hand that closes an order against the deadline that would escalate it."""

import random
from dataclasses import replace
from pathlib import Path

from tests.chaos import stage, verdict
from tests.chaos.hands import Hands
from tests.chaos.run import Report, calling, running
from tests.chaos.trouble import Plan


async def races(folder: Path, plan: Plan, seed: int) -> Report:
    """Close every order of a plan at about its deadline, while two workers sweep; nothing else goes wrong."""
    dice = random.Random(seed)
    calm = replace(plan, workers=2)
    async with running(folder, "127.0.0.1:9", calm, dice) as machine, calling(machine) as client:
        orders = await stage.due_orders(client, plan.orders, plan.seconds)
        hands = Hands(client, dice)
        await hands.close_around(orders)
        hand, deadline = await verdict.won(orders)
        promises = await verdict.of_races(orders)
        promises += await verdict.of_commands(hands.acknowledged, hands.refused)
        return Report(promises, {"won by the hand": hand, "won by the deadline": deadline}, machine.log)
