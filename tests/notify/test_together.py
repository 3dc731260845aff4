"""Many small writes as few: nothing waits for more to come or is left out, and each hears what became of its own."""

import asyncio
from collections.abc import Sequence

import pytest

from fieldloop.notify.together import Together


class Paper:
    """Takes what is written, and lets each write wait until it is told to go on."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()

    async def write(self, items: Sequence[int]) -> None:
        self.written.append(list(items))
        self.begun.set()
        await self.go_on.wait()
        if 13 in items:
            raise ValueError("thirteen")


async def test_what_comes_while_one_is_written_is_written_by_the_next():
    paper = Paper()
    together = Together(paper.write)
    first = asyncio.create_task(together.put(0))
    await paper.begun.wait()
    others = [asyncio.create_task(together.put(number)) for number in range(1, 6)]
    await asyncio.sleep(0)
    paper.go_on.set()
    await asyncio.gather(first, *others)
    assert paper.written == [[0], [1, 2, 3, 4, 5]]
    await together.put(6)
    assert paper.written[-1] == [6]


async def test_who_was_part_of_a_write_that_failed_hears_it_and_nobody_else():
    paper = Paper()
    together = Together(paper.write)
    first = asyncio.create_task(together.put(0))
    await paper.begun.wait()
    failing = [asyncio.create_task(together.put(number)) for number in (12, 13)]
    given_up = asyncio.create_task(together.put(14))
    await asyncio.sleep(0)
    given_up.cancel()
    paper.go_on.set()
    assert await first is None
    for task in failing:
        with pytest.raises(ValueError, match="thirteen"):
            await task
    await together.put(15)
    assert paper.written == [[0], [12, 13, 14], [15]]
