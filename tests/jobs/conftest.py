"""Jobs are tested with the push service of the slice that sends."""

from tests.notify.conftest import chat, pusher, service

__all__ = ["chat", "pusher", "service"]
