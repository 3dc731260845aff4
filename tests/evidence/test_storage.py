"""Files on the disk of this machine."""

import threading
from pathlib import Path

import pytest

from fieldloop.evidence.storage import Storage, StorageError, on_disk


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return on_disk(tmp_path / "media")


def test_what_is_put_comes_back(storage: Storage):
    storage.put("ab/cd/name/original", b"bytes")
    assert storage.get("ab/cd/name/original") == b"bytes"
    assert storage.has("ab/cd/name/original")
    assert not storage.has("ab/cd/name/view")


def test_a_file_that_is_not_there_will_not_come_by_asking_again(storage: Storage):
    with pytest.raises(StorageError) as caught:
        storage.get("ab/cd/name/original")
    assert caught.value.permanent


@pytest.mark.parametrize("key", ["../outside", "ab/../../outside", "ab//cd"])
def test_no_key_leads_out_of_the_folder(storage: Storage, key: str, tmp_path: Path):
    (tmp_path / "outside").write_bytes(b"secret")
    with pytest.raises(StorageError) as caught:
        storage.get(key)
    assert caught.value.permanent


def test_a_folder_in_the_way_is_an_error_of_the_place_and_may_pass(storage: Storage, tmp_path: Path):
    (tmp_path / "media" / "ab").write_bytes(b"a file where a folder belongs")
    with pytest.raises(StorageError) as caught:
        storage.put("ab/cd/name/original", b"bytes")
    assert not caught.value.permanent


def test_a_reader_never_sees_half_a_file(storage: Storage):
    versions = [bytes([number]) * 3_000_000 for number in range(2)]
    storage.put("ab/cd/name/view", versions[0])
    done = threading.Event()

    def write() -> None:
        for turn in range(20):
            storage.put("ab/cd/name/view", versions[turn % 2])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        assert storage.get("ab/cd/name/view") in versions
    writer.join()


def test_nothing_but_the_file_is_left_behind(storage: Storage, tmp_path: Path):
    storage.put("ab/cd/name/thumb", b"one")
    storage.put("ab/cd/name/thumb", b"two")
    assert [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()] == ["thumb"]
