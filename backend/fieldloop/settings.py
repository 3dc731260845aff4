"""Every setting of the product: read once from FIELDLOOP_* environment variables, checked, then frozen."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from fieldloop import setting_values as values
from fieldloop.setting_values import SettingsError

_CHECKOUT = Path(__file__).resolve().parents[2]
# It goes into a header: nothing but what a host's name is made of, `{s}` for one of several, and a port.
_HOST = re.compile(r"(\{s\}\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")

TilesSystem = Literal["wgs84", "gcj02", "bd09"]


class Tiles(Struct, frozen=True):
    """A service that draws the map, and the coordinate system it draws in."""

    url: str
    attribution: str
    system: TilesSystem

    @property
    def source(self) -> str:
        """The service as a Content-Security-Policy names it; `{s}` is any of its hosts."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


class Settings(Struct, frozen=True, kw_only=True):
    """What an operator decides; every field says which variable sets it."""

    database_url: str | None
    """FIELDLOOP_DATABASE_URL; None: the embedded PostgreSQL."""
    owner_url: str | None
    """FIELDLOOP_OWNER_URL: the same database as its tables' owner, for migrations; None: the application's role."""
    redis_url: str | None
    """FIELDLOOP_REDIS_URL; None: the embedded Valkey."""
    host: str
    """FIELDLOOP_HOST; all addresses by default: a phone on the same network must reach a laptop's `make run`."""
    port: int
    """FIELDLOOP_PORT."""
    data: Path
    """FIELDLOOP_DATA: folder of the embedded servers and of the keys."""
    media: Path
    """FIELDLOOP_MEDIA: folder of photos, always of unfinished ones; below FIELDLOOP_DATA when only that is set."""
    bucket: str | None
    """FIELDLOOP_MEDIA=s3://bucket/prefix?endpoint=https://…&region=…: photos lie there; keys: AWS_ACCESS_KEY_ID, …"""
    push_hosts: frozenset[str]
    """FIELDLOOP_PUSH_HOSTS: further push services, `host:port` with commas; only these may be plain http."""
    gateway_hosts: frozenset[str]
    """FIELDLOOP_GATEWAY_HOSTS: our own mail servers and web hooks for notices, `host:port` with commas."""
    clock_speed: float
    """FIELDLOOP_CLOCK_SPEED: how many times faster deadlines run (demo and drills only)."""
    demo: bool
    """FIELDLOOP_DEMO: seed the demo, with its public passwords."""
    secure_cookies: bool
    """FIELDLOOP_SECURE_COOKIES: `__Host-` cookies with Secure; on by itself under an https FIELDLOOP_PUBLIC_URL."""
    public_url: str | None
    """FIELDLOOP_PUBLIC_URL: the address people type when a proxy stands in front, without a slash at the end."""
    tiles: Tiles | None
    """FIELDLOOP_TILES_URL with {z}, {x} and {y}, _ATTRIBUTION, _SYSTEM (wgs84, gcj02 or bd09): the map's pictures."""
    synthetic_minutes: int
    """FIELDLOOP_SYNTHETIC_MINUTES: how often a synthetic order is sent round the loop; 0, the default: never."""
    push_subject: str
    """FIELDLOOP_PUSH_SUBJECT: whom a push service may write to (`mailto:` or `https:`, RFC 8292)."""

    @property
    def keys(self) -> Path:
        """Folder of the secrets made on first start (VAPID)."""
        return self.data / "keys"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check every variable; an empty one counts as unset."""
        env = {
            name: value.strip() for name, value in environ.items() if name.startswith("FIELDLOOP_") and value.strip()
        }
        public_url = values.address(env, "FIELDLOOP_PUBLIC_URL", "http", "https")
        data = values.folder(env, "FIELDLOOP_DATA", _home() / ".data")
        return cls(
            database_url=values.address(env, "FIELDLOOP_DATABASE_URL", "postgresql", "postgres"),
            owner_url=values.address(env, "FIELDLOOP_OWNER_URL", "postgresql", "postgres"),
            redis_url=values.address(env, "FIELDLOOP_REDIS_URL", "redis", "rediss", "unix"),
            host=env.get("FIELDLOOP_HOST", "0.0.0.0"),  # noqa: S104 - the field says why
            port=values.port(env, "FIELDLOOP_PORT", 8000),
            data=data,
            media=_media(env, data / "media" if "FIELDLOOP_DATA" in env else _home() / "media"),
            bucket=_bucket(env),
            push_hosts=values.hosts(env, "FIELDLOOP_PUSH_HOSTS"),
            gateway_hosts=values.hosts(env, "FIELDLOOP_GATEWAY_HOSTS"),
            clock_speed=values.speed(env, "FIELDLOOP_CLOCK_SPEED"),
            demo=values.flag(env, "FIELDLOOP_DEMO", default=False),
            secure_cookies=values.flag(
                env, "FIELDLOOP_SECURE_COOKIES", default=(public_url or "").startswith("https:")
            ),
            public_url=public_url.rstrip("/") if public_url else None,
            tiles=_tiles(env),
            synthetic_minutes=values.minutes(env, "FIELDLOOP_SYNTHETIC_MINUTES"),
            push_subject=values.address(env, "FIELDLOOP_PUSH_SUBJECT", "mailto", "https")
            or "mailto:fieldloop@example.org",
        )


@cache
def settings() -> Settings:
    """The settings of this process; raises SettingsError."""
    return Settings.from_env(os.environ)


def _home() -> Path:
    """The checkout, or the current folder when installed from a wheel."""
    return _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else Path.cwd()


def _media(env: Mapping[str, str], default: Path) -> Path:
    return (
        default if env.get("FIELDLOOP_MEDIA", "").startswith("s3:") else values.folder(env, "FIELDLOOP_MEDIA", default)
    )


def _bucket(env: Mapping[str, str]) -> str | None:
    value = env.get("FIELDLOOP_MEDIA", "")
    if not value.startswith("s3:"):
        return None
    parts = urlsplit(value)
    # Keys in an address end in logs: they come by the environment only, where S3's own tools look for them too.
    if not parts.netloc or "@" in parts.netloc or set(parse_qs(parts.query)) - {"endpoint", "region"}:
        raise SettingsError("FIELDLOOP_MEDIA must be s3://bucket/prefix with nothing but ?endpoint= and region=")
    return value


def _tiles(env: Mapping[str, str]) -> Tiles | None:
    url = values.address(env, "FIELDLOOP_TILES_URL", "https", "http")
    if url is None:
        return None
    if not all(part in url for part in ("{z}", "{x}", "{y}")) or _HOST.fullmatch(urlsplit(url).netloc) is None:
        raise SettingsError("FIELDLOOP_TILES_URL must name a host and hold {z}, {x} and {y}")
    match env.get("FIELDLOOP_TILES_SYSTEM", "wgs84").lower():
        case "wgs84" | "gcj02" | "bd09" as system:
            return Tiles(url, env.get("FIELDLOOP_TILES_ATTRIBUTION", ""), system)
        case other:
            raise SettingsError(f"FIELDLOOP_TILES_SYSTEM={other} is none of wgs84, gcj02, bd09")
