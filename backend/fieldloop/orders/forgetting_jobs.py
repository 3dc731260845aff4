"""Steps of the worker around ended orders."""

import structlog

from fieldloop import db
from fieldloop.evidence.storage import StorageError
from fieldloop.orders import forgetting

_log = structlog.get_logger()


async def forget_next(limit: int = 20) -> bool:
    """Forget up to `limit` orders whose days are over, and tell whether there may be more to do at once.

    Each in its own transaction: while the storage is away nothing is noted as removed, and the next tick tries again.
    """
    names = await forgetting.due(db.clock.now(), limit)
    for order_id in names:
        try:
            await forgetting.forget(order_id)
        except StorageError:
            _log.exception("order.not_forgotten", order_id=str(order_id))
            return False
    return len(names) == limit
