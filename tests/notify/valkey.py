"""A Valkey of the test's own, to be killed and started again at the same address."""

from pathlib import Path

from fieldloop import embedded


class PrivateValkey:
    """Starts at once; `kill` and `start` as often as the test likes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: embedded.Running | None = None
        self.start()

    def start(self) -> None:
        """Start it again; its address stays the same."""
        self._running = embedded.start(self._folder, durable=False, with_postgres=False)
        self.url = self._running.redis_url

    def kill(self) -> None:
        """Stop it, with everything that was in it."""
        if self._running:
            self._running.stop()
        self._running = None
