"""Files that photos grow in while they arrive, always on this machine's disk, also where finished photos lie in S3.

No lock is needed, among however many processes: whoever writes says where, everybody who writes one file claims to
bring the same bytes, and only the hash at the end decides. A file grows without gaps and is never cut, so that its
length is the offset to go on from, whatever was killed in between. An API on another machine would find nothing and
ask for the photo from its first byte: with several, keep a phone on one of them.
"""

import os
import time
import uuid
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from fieldloop.evidence.storage import StorageError


class PartialGoneError(Exception):
    """What was to be gone on with is not there any more."""


class Growing:
    """An open file; what it took in stays readable here even when somebody else finishes or removes it."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def write(self, data: bytes, at: int) -> None:
        """Write at a place; in the kernel's hands when this returns, so that killing us loses nothing."""
        left = memoryview(data)
        while left:
            done = os.pwrite(self._file.fileno(), left, at)
            left, at = left[done:], at + done

    def read(self, size_bytes: int) -> bytes:
        """Read from the beginning."""
        return os.pread(self._file.fileno(), size_bytes, 0)


class Partial:
    """What one uploader has brought of one photo so far."""

    def __init__(self, folder: Path, owner: uuid.UUID, sha256: str) -> None:
        self._folder, self._owner = folder, f"{owner.hex}-"
        self._path = folder / f"{owner.hex}-{sha256}"

    def size(self) -> int:
        """Return how many bytes are here."""
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _failure(error) from error

    def others(self) -> tuple[int, int]:
        """Return how many files the same uploader has begun besides, and their bytes. Blocks."""
        files = size_bytes = 0
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if entry.name.startswith(self._owner) and entry.name != self._path.name:
                        with suppress(FileNotFoundError):  # finished meanwhile
                            size_bytes += entry.stat(follow_symlinks=False).st_size
                            files += 1
        except FileNotFoundError:
            return 0, 0
        except OSError as error:
            raise _failure(error) from error
        return files, size_bytes

    @contextmanager
    def opened(self, *, make: bool) -> Generator[Growing]:
        """Open it; what the disk cannot do becomes a StorageError.

        Only what begins at the first byte may `make` it: raises PartialGoneError when somebody else finished or dropped
        it meanwhile, since what is written behind nothing would leave a hole.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                descriptor = os.open(self._path, os.O_RDWR | (os.O_CREAT if make else 0), 0o600)
            except FileNotFoundError as error:
                raise PartialGoneError from error
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                yield Growing(file)
        except OSError as error:
            raise _failure(error) from error

    def drop(self) -> None:
        """Remove it."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _failure(error) from error


def drop_unfinished(folder: Path, older_than_s: float, limit: int) -> int:
    """Remove up to `limit` files that nothing was added to for so long; return how many. Blocks."""
    before, dropped = time.time() - older_than_s, 0
    if not folder.is_dir():
        return 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if dropped == limit:
                break
            try:
                if entry.stat(follow_symlinks=False).st_mtime < before:
                    Path(entry.path).unlink()
                    dropped += 1
            except FileNotFoundError:  # finished, or another worker was quicker
                continue
    return dropped


def _failure(error: OSError) -> StorageError:
    return StorageError(f"{type(error).__name__}: {error}", permanent=False)
