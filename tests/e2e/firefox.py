"""Firefox as a phone's browser, driven over WebDriver BiDi: the WebSocket it opens itself, no driver beside it."""

import ctypes
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import connect

from .autopush import Autopush
from .notifications import Desktop

_WAIT = 60
# Everything but this machine goes to a closed port: whatever the browser tries in the background stays here.
_PREFERENCES: dict[str, Any] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "intl.locale.requested": "zh-CN",
    "intl.accept_languages": "zh-CN, zh",
    "permissions.default.desktop-notification": 1,
    "permissions.default.geo": 2,
    # What Firefox switches off for whoever drives it: push is one of these things.
    "remote.prefs.recommended": False,
    "dom.push.testing.allowInsecureServerURL": True,
}
# The page itself tells when it has what is waited for, or what it has instead.
_SHOWN = """(selector) => new Promise((resolve) => {
  const look = () => { if (document.querySelector(selector)) { watcher.disconnect(); resolve(''); } };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { subtree: true, childList: true, attributes: true });
  setTimeout(() => resolve(`no ${selector} at ${location}: ${document.body.innerText}`), 45_000);
  look();
})"""


def find_firefox() -> str:
    """Return the path of the machine's own Firefox, if it can show notifications; nothing is downloaded."""
    try:
        ctypes.CDLL("libnotify.so.4")  # as Firefox opens it
    except OSError:
        raise RuntimeError("Firefox shows nothing without libnotify (Debian: apt install libnotify4)") from None
    for name in ("firefox-esr", "firefox"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("no Firefox on the PATH: its tests need it (Debian: apt install firefox-esr)")


class Firefox:
    """Use as a context manager; one window, where `go`, `click` and `wait_for` work like a person does."""

    def __init__(self, push: Autopush, desktop: Desktop) -> None:
        self._preferences = _PREFERENCES | {"dom.push.serverURL": push.url}
        self._env = {**os.environ, **desktop.env, "MOZ_HEADLESS": "1"}
        self._events: list[dict[str, Any]] = []
        self._calls = 0
        self._open = ExitStack()
        self._rest: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        lines = (f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in self._preferences.items())
        Path(self._folder.name, "user.js").write_text("\n".join(lines))
        command = [find_firefox(), "--no-remote", "--profile", self._folder.name, "--remote-debugging-port", "0"]
        env = {**self._env, "HOME": self._folder.name}
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, text=True, errors="replace"
        )
        try:
            line = connect(f"{self._address()}/session", max_size=None, compression=None, open_timeout=_WAIT)
            self._line = self._open.enter_context(line)
            self.call("session.new", capabilities={})
            self.call("session.subscribe", events=["browsingContext.load"])
            self.window: str = self.call("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser one thing; events that come meanwhile are kept."""
        self._calls += 1
        self._line.send(json.dumps({"id": self._calls, "method": method, "params": params}))
        while True:
            message = self._receive()
            if message.get("id") == self._calls:
                if message["type"] == "error":
                    raise AssertionError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    def go(self, url: str) -> None:
        self.call("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def ask(self, function: str, *arguments: str) -> Any:
        """Run a function in the page as if a person had just tapped, and return the plain value it promises."""
        result = self.call(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": each} for each in arguments],
            target={"context": self.window},
            awaitPromise=True,
            userActivation=True,
        )
        if result["type"] == "exception":
            raise AssertionError(result["exceptionDetails"]["text"])
        return result["result"].get("value")

    def wait_for(self, selector: str) -> None:
        if missing := self.ask(_SHOWN, selector):
            raise AssertionError(missing)

    def click(self, selector: str) -> None:
        self.wait_for(selector)
        self.ask("(selector) => document.querySelector(selector).click()", selector)

    def opened(self, ending: str) -> None:
        """Wait until a window has loaded an address with this ending, and go on there."""

        def there(event: dict[str, Any]) -> bool:
            return event["method"] == "browsingContext.load" and event["params"]["url"].endswith(ending)

        self.window = self._event(there)["params"]["context"]

    def _event(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while not (found := next(filter(wanted, self._events), None)):
            self._receive()
        return found

    def _receive(self) -> dict[str, Any]:
        try:
            message: dict[str, Any] = json.loads(self._line.recv(timeout=_WAIT))
        except TimeoutError:
            raise AssertionError(f"Firefox said nothing for {_WAIT} s; so far: {self._events[-5:]}") from None
        if message["type"] == "event":
            self._events.append(message)
        return message

    def _address(self) -> str:
        """Read where the browser listens; what it says later is read by nobody, but must not fill the pipe."""
        said = self._process.stderr
        assert said
        for line in said:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                self._rest = threading.Thread(target=deque, args=(said, 0), daemon=True)
                self._rest.start()
                return found[1]
        raise AssertionError("Firefox ended before it listened")

    def _stop(self) -> None:
        self._open.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        if self._rest:
            self._rest.join(10)
        assert self._process.stderr
        self._process.stderr.close()
        self._folder.cleanup()
