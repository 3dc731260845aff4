"""The whole product as its users get it: `fieldloop run` in a folder of its own, and its API for a test's own hands."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import asyncpg
import httpx
from playwright.sync_api import StorageState, StorageStateCookie
from uuid_utils import uuid7

from fieldloop.evidence.queries import MOST_FAILURES

from .autopush import Autopush
from .gcm import MiniGcm
from .pictures import sha256

PASSWORD = "fieldloop-demo"
CAMERA_KEY = "demo-camera-key"
SITE = "jy1-737-waste-room"
ELEMENT = "waste.bag_outside"
START_SECONDS = 120


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def new_id() -> str:
    return str(uuid.UUID(bytes=uuid7().bytes))


def now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass
class Product:
    """A running product; stops with everything it started when the block ends."""

    folder: Path
    gcm: MiniGcm
    autopush: Autopush
    port: int = field(default_factory=free_port)
    _people: dict[str, "Caller"] = field(default_factory=dict[str, "Caller"])
    _sessions: dict[str, StorageState] = field(default_factory=dict[str, StorageState])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "product.log").read_text(errors="replace")

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._client = httpx.Client(base_url=f"{self.url}/api/v1", timeout=30, trust_env=False)
        settings = {
            "FIELDLOOP_HOST": "127.0.0.1",
            "FIELDLOOP_PORT": str(self.port),
            "FIELDLOOP_DATA": str(self.folder / "data"),
            "FIELDLOOP_PUSH_HOSTS": f"{self.gcm.host},{self.autopush.host}",
        }
        plain = {name: value for name, value in os.environ.items() if not name.startswith("FIELDLOOP_")}
        with (self.folder / "product.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "fieldloop", "run"], env=plain | settings, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def person(self, login: str) -> "Caller":
        """Be one of the demo's people; logged in once, because logins are limited."""
        if login not in self._people:
            answer = self._log_in(login, bearer=True)
            self._people[login] = Caller(self._client, answer.json()["token"])
        return self._people[login]

    def session(self, login: str) -> StorageState:
        """Return what a browser keeps of somebody's login: do not log out of it, others use it too."""
        if login not in self._sessions:
            secret = self._log_in(login, bearer=False).cookies["fieldloop"]
            cookie = StorageStateCookie(name="fieldloop", value=secret, domain="127.0.0.1", path="/", expires=-1)
            self._sessions[login] = {"cookies": [{**cookie, "httpOnly": True, "sameSite": "Lax"}], "origins": []}
        return self._sessions[login]

    def _log_in(self, login: str, *, bearer: bool) -> httpx.Response:
        # A client of its own: its jar would send the cookie along with every later call.
        with httpx.Client(base_url=self._client.base_url, trust_env=False) as client:
            answer = client.post("/session", json={"login": login, "password": PASSWORD, "bearer": bearer})
            return answer.raise_for_status()

    def camera(self) -> "Caller":
        return Caller(self._client, CAMERA_KEY)

    def draw(self, order: str) -> str:
        """Draw a closed order for re-inspection, which otherwise chance does."""
        drawn, stratum = new_id(), "area || '/' || unit || '/' || element"
        what = f"$1::text::uuid, id, district, street, 'e2e', {stratum}, 1, now() from orders where id = $2::text::uuid"
        columns = "id, order_id, district, street, seed, stratum, rate, drawn_at"
        self._execute(f"insert into inspection ({columns}) select {what}", drawn, order)
        return drawn

    def damage(self, photo: str) -> None:
        """Note a photo as damaged, as the nightly look does."""
        self._execute("update photo set checked_at = now(), damaged_at = now() where sha256 = $1", photo)

    def rest(self) -> None:
        """Wait until every picture has its served forms: making them takes the machine from what is measured."""
        waits = "derived_at is null and removed_at is null and derive_failures < $1"
        while self._execute(f"select 1 from photo where {waits}", MOST_FAILURES):
            self._pause()

    def _execute(self, sql: str, *values: Any) -> Any:
        note = json.loads((self.folder / "data" / "servers.json").read_text())

        async def run() -> Any:
            connection = await asyncpg.connect(note["database_url"])
            found = await connection.fetchval(sql, *values)
            await connection.close()
            return found

        # Playwright has a loop of its own in this thread.
        with ThreadPoolExecutor(1) as other:
            return other.submit(asyncio.run, run()).result()

    def _wait_until_ready(self) -> None:
        tries = START_SECONDS * 4
        for _ in range(tries):
            if self._process.poll() is not None:
                raise AssertionError(f"the product stopped while starting:\n{self.log[-4000:]}")
            try:
                if httpx.get(f"{self.url}/health/ready", trust_env=False).is_success:
                    return
            except httpx.TransportError:
                pass
            self._pause()
        raise AssertionError(f"the product was not ready within {START_SECONDS} s:\n{self.log[-4000:]}")

    def _pause(self) -> None:
        """Wait a quarter of a second, or less when the product dies meanwhile."""
        try:
            self._process.wait(0.25)
        except subprocess.TimeoutExpired:
            return

    def _stop(self) -> None:
        self._client.close()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)


@dataclass(frozen=True)
class Caller:
    """Somebody, or some machine, that calls the API with a bearer token."""

    client: httpx.Client
    token: str

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self._call("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._call("POST", path, json=body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._call("PATCH", path, json=body)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._call("PUT", path, json=body)

    def put_photo(self, data: bytes) -> str:
        digest = sha256(data)
        self._call("PUT", f"/photos/{digest}", headers={"Content-Type": "image/jpeg"}, content=data)
        return digest

    def signal(self, photo: bytes | None = None, site: str = SITE, element: str = ELEMENT) -> dict[str, Any]:
        """See a problem as a camera does: the picture first, then the signal that names it."""
        body = {"id": new_id(), "source": "camera-e2e", "element": element, "site": site, "seen_at": now()}
        if photo is not None:
            body["photo"] = self.put_photo(photo)
        return self.post("/signals", body)

    def act(self, order: str, action: str, **rest: Any) -> dict[str, Any]:
        return self.post(f"/orders/{order}/actions", {"id": new_id(), "action": action, "at": now(), **rest})

    def _call(self, method: str, path: str, headers: dict[str, str] | None = None, **rest: Any) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {self.token}"}
        response = self.client.request(method, path, headers=bearer | (headers or {}), **rest)
        if response.is_error:
            raise AssertionError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json() if response.content else {}
