"""Forgetting sessions that ended long ago."""

from fieldloop.people import actions

KEPT_DAYS = 90  # for whoever asks which phones somebody had


async def forget_old_sessions(limit: int = 500) -> bool:
    """Delete a batch and tell whether there may be more."""
    return await actions.forget_old_sessions(KEPT_DAYS, limit)
