"""Steps of the worker: give new events their places in the tree, sign its heads in time."""

from datetime import timedelta

from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.export import hand_out
from fieldloop.record.holders import holders

__all__ = ["give_places", "hand_out", "sign_due"]


async def sign_due() -> bool:
    """Sign a head when it is time; there is never more than one."""
    chosen = holders()
    await sign_head(chosen.names, timedelta(minutes=chosen.minutes))
    return False
