"""Chromium as a field worker's phone or a manager's desk."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

from .gcm import MiniGcm
from .notifications import Desktop

SHANGHAI = {"latitude": 31.2304, "longitude": 121.5535}
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36"
)
HERE: dict[str, Any] = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "geolocation": SHANGHAI,
    "permissions": ["geolocation", "notifications"],
}
PHONE: dict[str, Any] = HERE | {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": PHONE_AGENT,
}
DESK: dict[str, Any] = HERE | {"viewport": {"width": 1280, "height": 800}}

# No name but this machine's resolves and no proxy is asked: whatever the browser tries in the background stays here.
_FLAGS = [
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
]


def find_chromium() -> str:
    """Return the path of the machine's own Chromium; nothing is downloaded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("no Chromium on the PATH: the browser tests need it (Debian: apt install chromium)")


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium whose contexts are private windows: quick to make, but they cannot subscribe to push."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS)


def launch_with_camera(playwright: Playwright, film: Path | None = None) -> Browser:
    """Start a Chromium with a made-up camera, each frame unlike the last; only a context with `camera` may use it.

    With a `film` (y4m) that is what the camera sees, over and over.
    """
    flags = [*_FLAGS, "--use-fake-device-for-media-stream"]
    if film:
        flags.append(f"--use-file-for-fake-video-capture={film}")
    return playwright.chromium.launch(executable_path=find_chromium(), args=flags)


def launch_on_disk(playwright: Playwright, profile: Path, look: dict[str, Any]) -> BrowserContext:
    """Start a Chromium of its own whose profile outlives it."""
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=find_chromium(), args=_FLAGS, handle_sigterm=False, **look
    )


def launch_with_push(
    playwright: Playwright, profile: Path, gcm: MiniGcm, desktop: Desktop, look: dict[str, Any] = PHONE
) -> BrowserContext:
    """Start a Chromium of its own with a profile on disk: the only kind that may subscribe to push and be installed."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=find_chromium(),
        args=[*_FLAGS, *gcm.flags],
        env={**os.environ, **desktop.env},
        **look,
    )
    context.add_init_script(gcm.init_script)
    return context
