"""A desktop that shows notifications: a private D-Bus with the one service through which Chromium shows them.

The test sees what a person would see, and a click here is a trusted click in the browser.
"""

import asyncio
import itertools
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
CLICK_ON_BODY = "default"
DISMISSED_BY_USER, CLOSED_BY_CALL = 2, 3

# No service folders: nothing else of this machine is started on our bus.
_BUS_CONFIG = """<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""


@dataclass(frozen=True)
class Notification:
    """What is on the desktop; actions are label by key."""

    id: int
    title: str
    body: str
    actions: dict[str, str]


def find_dbus_daemon() -> str:
    """Return the path of the machine's own message bus."""
    if path := shutil.which("dbus-daemon"):
        return path
    raise RuntimeError("no dbus-daemon on the PATH: the browser tests need it (Debian: apt install dbus)")


class Desktop:
    """Use as a context manager; give `env` to the browser, then `wait_for` what it shows and `click` it."""

    def __init__(self) -> None:
        self.shown: list[Notification] = []
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        config = Path(self._folder.name) / "bus.conf"
        config.write_text(_BUS_CONFIG.replace("FOLDER", self._folder.name))
        command = [find_dbus_daemon(), f"--config-file={config}", "--nofork", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._daemon.stdout
        self.address = self._daemon.stdout.readline().strip()
        self._daemon.stdout.close()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus = asyncio.run_coroutine_threadsafe(self._connect(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._bus.disconnect)
        asyncio.run_coroutine_threadsafe(self._bus.wait_for_disconnect(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._daemon.terminate()
        self._daemon.wait(10)
        self._folder.cleanup()

    @property
    def env(self) -> dict[str, str]:
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def wait_for(self, words: str, seconds: float = 20) -> Notification:
        """Return the newest notification that has these words in its title or body."""

        def found() -> Notification | None:
            return next((n for n in reversed(self.shown) if words in f"{n.title}\n{n.body}"), None)

        with self._changed:
            notification = self._changed.wait_for(found, seconds)
            if notification is None:
                raise AssertionError(f"no notification with {words!r} within {seconds} s; shown: {self.shown}")
            return notification

    def click(self, notification: Notification, action: str = CLICK_ON_BODY) -> None:
        """Tap the notification's body, or one of its buttons by key."""
        self._emit("ActionInvoked", "us", [notification.id, action])
        self._emit("NotificationClosed", "uu", [notification.id, DISMISSED_BY_USER])

    async def _connect(self) -> MessageBus:
        bus = await MessageBus(self.address, bus_type=BusType.SESSION).connect()
        bus.add_message_handler(self._handle)
        await bus.request_name(SERVICE)
        return bus

    def _handle(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != SERVICE:
            return None
        match message.member:
            case "Notify":
                return Message.new_method_return(message, "u", [self._show(message.body)])
            case "CloseNotification":
                self._emit("NotificationClosed", "uu", [message.body[0], CLOSED_BY_CALL])
                return Message.new_method_return(message)
            case "GetCapabilities":
                return Message.new_method_return(message, "as", [["actions", "body", "persistence"]])
            case _:
                return Message.new_method_return(message, "ssss", ["fieldloop-tests", "fieldloop", "1", "1.2"])

    def _show(self, call: list[Any]) -> int:
        _app, replaces, _icon, title, body, actions, _hints, _timeout = call
        with self._changed:
            number = replaces or next(self._numbers)
            labels = dict(zip(actions[::2], actions[1::2], strict=True))
            self.shown.append(Notification(number, title, body, labels))
            self._changed.notify_all()
        return number

    def _emit(self, signal: str, signature: str, body: list[Any]) -> None:
        message = Message.new_signal(PATH, SERVICE, signal, signature, body)
        self._loop.call_soon_threadsafe(self._bus.send, message)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
