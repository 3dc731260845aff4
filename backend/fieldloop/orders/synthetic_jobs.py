"""The worker's step of the synthetic order: file one in time, and finish it once sweeper and sender have seen it."""

from fieldloop.errors import Problem
from fieldloop.orders import synthetic
from fieldloop.settings import settings


async def go_round() -> bool:
    """Take the next step, unless the setting says that there is none; never more to do at once."""
    every_s = settings().synthetic_minutes * 60
    if not every_s:
        await synthetic.stop()
        return False
    waiting = await synthetic.under_way()
    if waiting is None:
        await synthetic.begin(every_s)
    elif waiting.seen:
        await _finish(waiting)
    return False


async def _finish(waiting: synthetic.Waiting) -> None:
    try:
        await synthetic.finish(waiting)
    except Problem as problem:
        # Another worker was quicker: the order is where it should be.
        if problem.code not in {"order.wrong_state", "order.taken"}:
            raise
