"""The embedded PostgreSQL: made on first start, repaired after a hard kill, reached through a unix socket only."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from fieldloop.embedded import binaries
from fieldloop.embedded.account import Account
from fieldloop.embedded.failure import EmbeddedError
from fieldloop.embedded.orphan import end_orphans
from fieldloop.embedded.process import Child, child_env, last_line

USER = DATABASE = "fieldloop"
APPLICATION = "fieldloop_app"
"""Owns nothing: see `fieldloop.grants`, which makes it."""
SOCKET = ".s.PGSQL.5432"

# Small on purpose: one machine, a few dozen connections; a city sets FIELDLOOP_DATABASE_URL.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "io_method": "sync",
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
# After a crash the whole data folder is written out first: by one call to the kernel it takes a tenth of the time.
if sys.platform == "linux":
    _SETTINGS["recovery_init_sync_method"] = "syncfs"
# For tests: nothing has to outlive the machine.
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(folder: Path, sockets: Path, account: Account, *, durable: bool) -> Child:
    """Start the server on `folder` (made when missing) and return when it answers."""
    programs = binaries.postgres_bin(account)
    log = folder.with_name("postgres.log")
    if not folder.exists():
        _make(folder, programs, account, log, durable=durable)
    account.own_folder(folder)
    _check_version(folder)
    end_orphans("postgres", folder / "postmaster.pid", signal.SIGINT)
    wanted = _SETTINGS | {"unix_socket_directories": str(sockets)} | ({} if durable else _FORGETFUL)
    command = [str(programs / "postgres"), "-D", _here(folder, account)]
    command += [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]
    # SIGINT is PostgreSQL's fast stop: it ends the sessions and writes a checkpoint.
    stop = {"stop_signal": signal.SIGINT, "parent_death": signal.SIGINT}
    child = Child("PostgreSQL", command, cwd=folder, log=log, account=account, **stop)
    child.wait_ready(lambda: _ready(folder, child.pid))
    return child


def url(sockets: Path) -> str:
    """The address as asyncpg and libpq read it."""
    return f"postgresql://{USER}@/{DATABASE}?host={sockets}"


def as_application(owner_url: str) -> str:
    """The same address for the role that serves and works."""
    return owner_url.replace(f"//{USER}@", f"//{APPLICATION}@", 1)


def _here(folder: Path, account: Account) -> str:
    """The data folder as the server's account can name it.

    `nobody` cannot walk to a folder below /root, but it may stand in it: we change into the folder while still root,
    and the kernel's link to the current folder asks no parent for permission.
    """
    return "/proc/self/cwd" if account.drop and sys.platform == "linux" else str(folder)


def _make(folder: Path, programs: Path, account: Account, log: Path, *, durable: bool) -> None:
    """1. initdb beside the target. 2. Create the database. 3. Rename: a kill half-way leaves no half-made cluster."""
    draft = folder.with_name("postgres.draft")
    shutil.rmtree(draft, ignore_errors=True)
    account.own_folder(draft)
    here = _here(draft, account)
    initdb = [str(programs / "initdb"), "-D", here, "-U", USER, "-E", "UTF8", "--locale-provider=builtin", "--locale=C"]
    initdb += ["--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--data-checksums"]
    # Built on a copy of template1 in single-user mode: no server, no socket, no second program needed.
    create = [str(programs / "postgres"), "--single", "-D", here, "-F", "postgres"]
    with log.open("w+b") as output:
        for command, text in ((initdb + ([] if durable else ["--no-sync"]), b""), (create, _CREATE)):
            done = subprocess.run(
                command,
                check=False,
                input=text,
                cwd=draft,
                env=child_env(),
                stdout=output,
                stderr=output,
                **account.popen(),
            )
            if done.returncode:
                raise EmbeddedError(f"PostgreSQL could not make its data folder: {last_line(log)} (see {log})")
    draft.rename(folder)


_CREATE = f"CREATE DATABASE {DATABASE};\n".encode()


def _check_version(folder: Path) -> None:
    found = (folder / "PG_VERSION").read_text().strip() if (folder / "PG_VERSION").is_file() else "unknown"
    if found != binaries.POSTGRES_MAJOR:
        raise EmbeddedError(
            f"{folder} is of PostgreSQL {found}, this is {binaries.POSTGRES_MAJOR}: dump it with that one first"
        )


def _ready(folder: Path, pid: int) -> bool:
    """What pg_ctl looks at: the last line of postmaster.pid, when the file is this server's."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"
