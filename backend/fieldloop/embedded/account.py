"""Whom the servers run as: us, or `nobody` when we are root (PostgreSQL refuses to run as root)."""

import os
import pwd
import stat
from pathlib import Path
from typing import Any, NamedTuple

from fieldloop.embedded.failure import EmbeddedError


class Account(NamedTuple):
    """A user the servers run as; `drop` says that we must give up root to become it."""

    uid: int
    gid: int
    drop: bool

    def popen(self) -> dict[str, Any]:
        """Arguments that make `subprocess.Popen` switch to this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}

    def own_folder(self, path: Path) -> Path:
        """Make `path` a private folder of this account, or refuse when it belongs to somebody else."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            pass
        else:
            if self.drop:
                os.chown(path, self.uid, self.gid)
        # lstat: in a world-writable folder somebody could have put a link to a folder of ours there first.
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid:
            raise EmbeddedError(f"{path} belongs to another user; start as that user or remove it")
        path.chmod(0o700)
        return path

    def reaches(self, path: Path) -> bool:
        """Whether this account may walk through every folder above `path`, judged by the permission bits alone."""
        return not self.drop or all(self._may_pass(folder.stat()) for folder in path.resolve().parents)

    def _may_pass(self, found: os.stat_result) -> bool:
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account() -> Account:
    """The account for this process."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), drop=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError("PostgreSQL does not run as root and there is no user `nobody` to run it as") from None
    return Account(nobody.pw_uid, nobody.pw_gid, drop=True)
