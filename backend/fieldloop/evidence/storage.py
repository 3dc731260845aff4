"""obstore: where files lie, on this machine's disk or in any S3, by the same calls."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import BaseError, InvalidPathError
from obstore.store import LocalStore, ObjectStore, S3Store

if TYPE_CHECKING:  # it is only in the stubs
    from obstore.store import S3Config

# obstore raises its own errors for what S3 may say, built-in ones for what a disk may say and for a key it cannot take.
_ERRORS = (BaseError, OSError, ValueError)


class StorageError(Exception):
    """A file could not be read or written; `permanent` when trying again cannot help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is there, and when the storage's own clock says it was written."""

    key: str
    written_at: datetime


class Storage:
    """Whole files by key. Calls block, so they belong into a thread."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    def put(self, key: str, data: bytes) -> None:
        """Write the file, whole or not at all, and return when it would survive a power cut."""
        try:
            obstore.put(self._store, key, data)
            if self._folder and not _settle(self._folder / key):
                # It was swept as an orphan's just now: what it replaced had lain there without a photo.
                obstore.put(self._store, key, data)
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

    def drop(self, key: str) -> None:
        """Remove the file; one that is not there is as good as removed."""
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
        except _ERRORS as error:
            raise _failure(error) from error

    def drop_folder(self, folder: str) -> None:
        """Remove every file below a folder; what is cut off in the middle is finished by doing it again."""
        for stored in list(self.listed(folder)):
            self.drop(stored.key)
        if self._folder:
            with suppress(OSError):  # somebody writes there again
                (self._folder / folder).rmdir()

    def listed(self, folder: str) -> Iterator[Stored]:
        """Give every file below a folder."""
        try:
            for found in obstore.list(self._store, folder, chunk_size=1000):
                yield from (Stored(one["path"], one["last_modified"]) for one in found)
        except FileNotFoundError:
            return
        except _ERRORS as error:
            raise _failure(error) from error


@lru_cache(maxsize=8)
def on_disk(folder: Path) -> Storage:
    """Return the storage in a folder of this machine, made when it is not there."""
    return Storage(LocalStore(prefix=folder, mkdir=True), folder)


@lru_cache(maxsize=8)
def in_bucket(url: str) -> Storage:
    """Return the storage in a bucket, s3://bucket/prefix?endpoint=…&region=…; the keys are AWS_* of the environment.

    A service that is away is given up on after seconds: whoever asked tries again, and must not hold a thread for long.
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    config: S3Config = {"region": options.get("region", "us-east-1")}
    if endpoint := options.get("endpoint"):
        config["endpoint"] = endpoint
    store = S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=config,
        client_options={"allow_http": True, "timeout": timedelta(seconds=30), "connect_timeout": timedelta(seconds=3)},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
    )
    return Storage(store)


def _settle(path: Path) -> bool:
    # obstore renames a finished file into place but never asks the disk to keep it; an answer of 201 promises that.
    for part in (path, path.parent):
        try:
            descriptor = os.open(part, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return True


def _failure(error: Exception) -> StorageError:
    # A bucket that is not there says the same of every file: that is a storage that is away.
    gone = isinstance(error, FileNotFoundError | InvalidPathError | ValueError)
    permanent = gone and "NoSuchBucket" not in str(error)
    return StorageError(f"{type(error).__name__}: {error}", permanent=permanent)
