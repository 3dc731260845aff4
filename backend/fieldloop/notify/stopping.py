"""Open streams end when the process is asked to stop."""

import asyncio
import signal
import threading
from typing import Any

from fieldloop.notify.screens import Screens


def end_on_signals(screens: Screens) -> dict[signal.Signals, Any]:
    """End every stream when the process is asked to stop; return the handlers there were, for putting them back.

    A server waits for its open answers before it tells the application to stop, and a stream never ends by itself. The
    handlers there were (the server's) still run; asyncio and uvloop get the signal through their own descriptor.
    """
    replaced: dict[signal.Signals, Any] = {}
    if threading.current_thread() is not threading.main_thread():
        return replaced  # a test's or an embedder's thread: signals are not ours there
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def end(signum: int, frame: Any, before: Any = before) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(screens.end_all)
            if callable(before):
                before(signum, frame)

        signal.signal(number, end)
        signal.siginterrupt(number, False)
        replaced[number] = before
    return replaced
