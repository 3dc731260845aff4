"""Jobs are tested with the push service of the slice that sends."""

from tests.notify.conftest import pusher, service

__all__ = ["pusher", "service"]
