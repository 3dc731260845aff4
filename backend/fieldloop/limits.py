"""How often: one small limiter in Valkey; while that is away it lets everything through (promise 25)."""

import hashlib
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from fieldloop.errors import problem
from fieldloop.settings import settings

# One script, so that two processes never both take the last place of a window.
_SCRIPT = """
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if n > tonumber(ARGV[1]) then return redis.call('PTTL', KEYS[1]) end
return 0
"""

_log = structlog.get_logger()
_clients: dict[str, Any] = {}


async def limit(key: str, times: int, seconds: int) -> None:
    """Count one more under `key`; raises `rate.limited` with `retry_after` when it is over `times` in the window."""
    url = settings().redis_url
    if url is None:
        return
    name = "limit:" + hashlib.sha256(key.encode()).hexdigest()[:32]
    try:
        left_ms = int(await _client(url).eval(_SCRIPT, 1, name, times, seconds * 1000))
    except (RedisError, OSError) as error:
        _log.warning("limit.unavailable", error=type(error).__name__)
        return
    if left_ms > 0:
        raise problem("rate.limited", retry_after=max(1, -(-left_ms // 1000)))


def _client(url: str) -> Any:
    if url not in _clients:
        _clients[url] = Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
    return _clients[url]


async def close_limits() -> None:
    """Close the connections to Valkey."""
    while _clients:
        _, client = _clients.popitem()
        await client.aclose()
