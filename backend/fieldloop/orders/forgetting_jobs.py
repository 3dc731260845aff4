"""Steps of the worker around ended orders."""

import uuid
from datetime import datetime, timedelta

import structlog

from fieldloop import db
from fieldloop.evidence.storage import StorageError
from fieldloop.orders import forgetting

_log = structlog.get_logger()
_ASIDE_FOR = timedelta(hours=1)
# Orders with a file that could not be removed, and until when this worker leaves them: they must not keep all others.
_aside: dict[uuid.UUID, datetime] = {}


async def forget_next(limit: int = 20) -> bool:
    """Forget up to `limit` orders whose days are over, and tell whether there may be more to do at once.

    Each in its own transaction: of one whose files cannot be removed nothing is noted, and it is tried again later.
    """
    now = db.clock.now()
    for order_id in [order_id for order_id, until in _aside.items() if until <= now]:
        del _aside[order_id]
    names = await forgetting.due(now, limit, _aside)
    for order_id in names:
        try:
            await forgetting.forget(order_id)
        except StorageError:
            _log.exception("order.not_forgotten", order_id=str(order_id))
            _aside[order_id] = now + _ASIDE_FOR
    return len(names) == limit
