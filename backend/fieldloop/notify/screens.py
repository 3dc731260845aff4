"""Open screens of this process: who listens for what, and what waits to be written to each. No I/O."""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Iterable

from fieldloop.notify.rules import Change, audience, ears
from fieldloop.people.rules import Caller

LONGEST_QUEUE = 64  # a reader this far behind is dropped; it comes back and asks for everything it missed
MOST_SCREENS = 8  # of one person
HELLO = b"event: hello\ndata: {}\n\n"


class Screen:
    """One open screen."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.keys = ears(caller)
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(LONGEST_QUEUE)

    async def next(self) -> bytes | None:
        """Wait for the next event; None is the end."""
        return await self._queue.get()

    def offer(self, event: bytes) -> None:
        """Add an event; a reader that is too slow loses the stream rather than this process its memory."""
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        """End the stream at once, whatever still waits."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)


class Screens:
    """All open screens, by the keys that they listen under."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, dict[Screen, None]] = defaultdict(dict)  # dicts, for they keep the order
        self._closed = False

    def __len__(self) -> int:
        return len(self.everyone())

    def join(self, caller: Caller) -> Screen:
        """Add an open screen, greeted; a person's oldest ends when there are too many."""
        screen = Screen(caller)
        screen.offer(HELLO)
        if self._closed:
            screen.end()
            return screen
        own = [each for each in self._by_key.get(f"person:{caller.id}", ()) if each.caller.id == caller.id]
        for oldest in own[: max(0, len(own) + 1 - MOST_SCREENS)]:
            self.leave(oldest)
            oldest.end()
        for key in screen.keys:
            self._by_key[key][screen] = None
        return screen

    def leave(self, screen: Screen) -> None:
        """Forget a screen; harmless when it has left already."""
        for key in screen.keys:
            listeners = self._by_key.get(key, {})
            listeners.pop(screen, None)
            if not listeners:
                self._by_key.pop(key, None)

    def end_all(self) -> None:
        """End every stream, and new ones at once: a server that stops waits for its open answers."""
        self._closed = True
        for screen in self.everyone():
            screen.end()

    def end_of(self, session: uuid.UUID) -> None:
        """End the streams of one session, which is over."""
        for screen in self.everyone():
            if screen.caller.session == session:
                screen.end()

    def everyone(self) -> set[Screen]:
        """Return all open screens."""
        return {screen for listeners in self._by_key.values() for screen in listeners}

    def hearing(self, change: Change) -> set[Screen]:
        """Return the screens whose person may hear of the change."""
        return {screen for key in audience(change) for screen in self._by_key.get(key, ())}

    def of(self, person: uuid.UUID) -> list[Screen]:
        """Return a person's own screens."""
        return list(self._by_key.get(f"person:{person}", ()))

    def present(self, persons: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """Return those of the persons who have a screen open."""
        return {person for person in persons if f"person:{person}" in self._by_key}
