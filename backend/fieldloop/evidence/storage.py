"""obstore: where files lie, on this machine's disk now, in S3 by the same calls."""

import os
from functools import lru_cache
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, InvalidPathError
from obstore.store import LocalStore, ObjectStore

# obstore raises its own errors for what S3 may say, built-in ones for what a disk may say and for a key it cannot take.
_ERRORS = (BaseError, OSError, ValueError)


class StorageError(Exception):
    """A file could not be read or written; `permanent` when trying again cannot help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Storage:
    """Whole files by key. Calls block, so they belong into a thread."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    def put(self, key: str, data: bytes) -> None:
        """Write the file, whole or not at all, and return when it would survive a power cut."""
        try:
            obstore.put(self._store, key, data)
            if self._folder:
                _settle(self._folder / key)
        except _ERRORS as error:
            raise _failure(error) from error

    def get(self, key: str) -> bytes:
        """Read the whole file."""
        try:
            return obstore.get(self._store, key).bytes().to_bytes()
        except _ERRORS as error:
            raise _failure(error) from error

    def has(self, key: str) -> bool:
        """Tell whether the file is there."""
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        except _ERRORS as error:
            raise _failure(error) from error
        return True


@lru_cache(maxsize=8)
def on_disk(folder: Path) -> Storage:
    """Return the storage in a folder of this machine, made when it is not there."""
    return Storage(LocalStore(prefix=folder, mkdir=True), folder)


def _settle(path: Path) -> None:
    # obstore renames a finished file into place but never asks the disk to keep it; an answer of 201 promises that.
    for part in (path, path.parent):
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _failure(error: Exception) -> StorageError:
    permanent = isinstance(error, FileNotFoundError | InvalidPathError | ValueError)
    return StorageError(f"{type(error).__name__}: {error}", permanent=permanent)
