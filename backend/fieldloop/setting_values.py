"""How one setting is read: each takes the environment and a variable's name; what cannot be used is a SettingsError."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting has a value the product cannot run with; the message is one line for the operator."""


def folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    """Return a folder that is there or may be made."""
    path = Path(env[name]).expanduser().absolute() if name in env else default
    if path.exists() and not path.is_dir():
        raise SettingsError(f"{name}={path} is not a folder")
    return path


def address(env: Mapping[str, str], name: str, *schemes: str) -> str | None:
    """Return an address with one of the schemes, or None."""
    value = env.get(name)
    if value is None:
        return None
    # Never echoed: a database address carries its password.
    try:
        scheme, rest = urlsplit(value).scheme, value.partition(":")[2].strip("/")
    except ValueError:
        scheme, rest = "", ""
    if scheme not in schemes or not rest:
        raise SettingsError(f"{name} must be an address that starts with {' or '.join(f'{s}:' for s in schemes)}")
    return value


def port(env: Mapping[str, str], name: str, default: int) -> int:
    """Return a port."""
    value = env.get(name, str(default))
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise SettingsError(f"{name}={value} is not a port number (1 to 65535)")
    return int(value)


def minutes(env: Mapping[str, str], name: str) -> int:
    """Return a whole number of minutes up to a day, 0 when it is not set."""
    value = env.get(name, "0")
    if not (value.isascii() and value.isdigit() and int(value) <= 1_440):
        raise SettingsError(f"{name}={value} is no number of minutes (0 to 1440; 0 is never)")
    return int(value)


def speed(env: Mapping[str, str], name: str) -> float:
    """Return how many times faster."""
    value = env.get(name, "1")
    try:
        speed = float(value)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= 100_000:
        raise SettingsError(f"{name}={value} is not a speed (a number above 0, at most 100000; 1 is real time)")
    return speed


def flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Return yes or no."""
    value = env.get(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise SettingsError(f"{name}={value} is neither 1 nor 0")
    return value in {"1", "true", "yes", "on"}


def hosts(env: Mapping[str, str], name: str) -> frozenset[str]:
    """Return a set of `host:port`."""
    hosts = frozenset(part.strip().lower() for part in env.get(name, "").split(",") if part.strip())
    for host in hosts:
        try:
            parts = urlsplit(f"//{host}")
            right = bool(parts.hostname) and parts.port is not None and not parts.path
        except ValueError:
            right = False
        if not right:
            raise SettingsError(f"{name}: {host} is not host:port")
    return hosts
