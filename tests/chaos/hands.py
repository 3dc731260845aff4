"""People at work while everything falls: what they were told is done must be done, once."""

import asyncio
import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from fieldloop import db
from fieldloop.ids import new_id
from tests.cast import bearer
from tests.chaos.stage import Due

_AGAIN = {429, 500, 502, 503, 504}
_SPREAD_S = 0.3


class Hands:
    """Sends commands until each is answered, under the same id however often."""

    def __init__(self, client: httpx.AsyncClient, dice: random.Random) -> None:
        self._client, self._dice = client, dice
        self.acknowledged: dict[uuid.UUID, str] = {}
        self.refused: list[str] = []

    async def close_around(self, orders: Sequence[Due]) -> None:
        """Close each order at about its deadline."""
        await asyncio.gather(*(self._close(order) for order in orders))

    async def remark(self, orders: Sequence[Due]) -> None:
        """Write a remark on each order, some time before its deadline or after."""
        await asyncio.gather(*(self._remark(order) for order in orders))

    async def _close(self, order: Due) -> None:
        await _until(order.at + timedelta(seconds=self._dice.uniform(-_SPREAD_S, _SPREAD_S)))
        await self._do(order, "void", reason="false_alarm")

    async def _remark(self, order: Due) -> None:
        await _until(order.at + timedelta(seconds=self._dice.uniform(-10, 10)))
        await self._do(order, "comment", text="是否已派人处理？")

    async def _do(self, order: Due, action: str, **more: Any) -> None:
        command = new_id()
        body = {"id": str(command), "action": action, "at": datetime.now(UTC).isoformat(), **more}
        while True:
            try:
                answer = await self._client.post(f"/orders/{order.id}/actions", json=body, headers=bearer(order.whose))
            except httpx.TransportError:
                await asyncio.sleep(self._dice.uniform(0.05, 0.3))
                continue
            if answer.status_code not in _AGAIN:
                break
            await asyncio.sleep(self._dice.uniform(0.05, 0.3))
        if answer.is_success:
            self.acknowledged[command] = action
        else:
            self.refused.append(answer.text)


async def _until(moment: datetime) -> None:
    """Wait for a moment of the database's clock."""
    await asyncio.sleep((moment - db.clock.now()).total_seconds())
