"""WebKit as an iPhone's browser in what it lacks: no push, no background sync, no Blobs in IndexedDB.

Driven by plain W3C WebDriver over HTTP; it stands in for Safari and proves nothing about iOS itself.
"""

import base64
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import httpx

from .product import free_port

_WAIT_MS = 60_000
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# The page itself tells when it has what is waited for, or what it has instead.
_SHOWN = """const [selector, words, tell] = arguments;
const found = () => [...document.querySelectorAll(selector)].some((it) => it.textContent.includes(words));
const end = (missing) => { watcher.disconnect(); clearTimeout(timer); tell(missing); };
const watcher = new MutationObserver(() => found() && end(''));
watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
const timer = setTimeout(() => end(`no ${selector} ${words} at ${location}: ${document.body.innerText}`), 45_000);
if (found()) end('');"""
_UNTIL = """const [argument, tell] = arguments, holds = HOLDS, end = Date.now() + 45_000;
(async () => {
  while (!(await holds(argument))) {
    if (Date.now() > end) return tell(`never so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  tell('');
})();"""
# WebKit's driver knows no way to fill a hidden file input.
_PICK = """const [selector, base64] = arguments;
const input = document.querySelector(selector), given = new DataTransfer();
const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
given.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
input.files = given.files;
input.dispatchEvent(new Event('change', { bubbles: true }));"""


def find_webkit() -> dict[str, str]:
    """Return the paths of the driver, its browser and a screen for it; nothing is downloaded."""
    found = {"WebKitWebDriver": shutil.which("WebKitWebDriver"), "Xvfb": shutil.which("Xvfb")}
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    found["MiniBrowser"] = str(browsers[-1]) if browsers else None
    if missing := [name for name, path in found.items() if path is None]:
        raise RuntimeError(
            f"no {' and no '.join(missing)}: WebKit's tests need it (Debian: apt install webkit2gtk-driver xvfb)"
        )
    return {name: path for name, path in found.items() if path}


class WebKit:
    """Use as a context manager; one window, where `go`, `click` and `wait_for` work like a person does."""

    def __enter__(self) -> Self:
        paths = find_webkit()
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._started: list[subprocess.Popen[Any]] = []
        self._client = httpx.Client(trust_env=False, timeout=90)
        try:
            self._start(paths)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._call("DELETE", "")
        self._stop()

    def go(self, url: str) -> None:
        self._call("POST", "/url", {"url": url})

    def reload(self) -> None:
        self._call("POST", "/refresh", {})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a function body in the page and return its plain value."""
        return self._call("POST", "/execute/sync", {"script": script, "args": arguments})

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run a function body that calls its last argument with the answer."""
        return self._call("POST", "/execute/async", {"script": script, "args": arguments})

    def wait_for(self, selector: str, words: str = "") -> None:
        if missing := self.ask(_SHOWN, selector, words):
            raise AssertionError(missing)

    def wait_until(self, holds: str, argument: Any = None) -> None:
        """Wait until a function of the page promises true."""
        if missing := self.ask(_UNTIL.replace("HOLDS", holds), argument):
            raise AssertionError(missing)

    def click(self, selector: str) -> None:
        self.wait_for(selector)
        found = self._call("POST", "/element", {"using": "css selector", "value": selector})
        self._call("POST", f"/element/{found[_ELEMENT]}/click", {})

    def photograph(self, selector: str, photo: bytes) -> None:
        """Hand a picture to the page as the camera does."""
        self.wait_for(selector)
        self.run(_PICK, selector, base64.b64encode(photo).decode())

    def _start(self, paths: dict[str, str]) -> None:
        folder = self._folder.name
        reader, writer = os.pipe()
        with open(reader, "rb") as display:  # noqa: PTH123 (a pipe)
            screen = [paths["Xvfb"], "-displayfd", str(writer), "-screen", "0", "800x900x24", "-nolisten", "tcp"]
            self._started.append(_quietly(screen, pass_fds=[writer]))
            os.close(writer)
            number = display.readline().decode().strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        port = free_port()
        home = {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder}
        env = {**os.environ, **home, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        self._started.append(_quietly([paths["WebKitWebDriver"], f"--port={port}"], env=env))
        self._url = f"http://127.0.0.1:{port}/session"
        # WebKit keeps a page that was left as it was, with its half-done step of the database, and the next page waits
        # for that for ever.
        options = {"binary": paths["MiniBrowser"], "args": ["--automation", "--enable-page-cache=false"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        retrying = httpx.HTTPTransport(retries=12)
        with httpx.Client(trust_env=False, timeout=90, transport=retrying) as client:
            self._session = client.post(self._url, json=wanted).raise_for_status().json()["value"]["sessionId"]
        self._call("POST", "/timeouts", {"script": _WAIT_MS, "pageLoad": _WAIT_MS})
        self._call("POST", "/window/rect", {"width": 420, "height": 860})

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._client.request(method, f"{self._url}/{self._session}{path}", json=body)
        value = answer.json()["value"]
        if answer.is_error:
            raise AssertionError(f"{method} {path}: {value['error']}: {value['message']}")
        return value

    def _stop(self) -> None:
        self._client.close()
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
        self._folder.cleanup()


def _quietly(command: list[str], **more: Any) -> "subprocess.Popen[Any]":
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
