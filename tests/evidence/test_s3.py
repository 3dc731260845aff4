"""The same files in S3: a real server of its protocol, and the whole way of a photo through it."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from fieldloop.evidence import actions
from fieldloop.evidence.jobs import derive_next
from fieldloop.evidence.rules import Shape, key
from fieldloop.evidence.storage import Storage, StorageError, in_bucket
from fieldloop.settings import settings
from tests.cast import bearer
from tests.evidence.calls import look, send
from tests.evidence.pictures import fresh, sha256
from tests.evidence.s3 import s3


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with s3() as found:
        yield found
    in_bucket.cache_clear()


@pytest.fixture
def storage(bucket: tuple[str, Any]) -> Storage:
    return in_bucket(bucket[0])


@pytest.fixture
async def photos_lie_there(
    bucket: tuple[str, Any], own_settings: object, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("FIELDLOOP_MEDIA", bucket[0])
        settings.cache_clear()
        yield
    settings.cache_clear()


def test_what_is_put_comes_back_and_what_is_dropped_is_gone(storage: Storage):
    storage.put("ab/cd/name/original", b"bytes")
    storage.put("ab/cd/name/view", b"less")
    storage.put("ab/cd/other/view", b"more")
    assert storage.get("ab/cd/name/original") == b"bytes"
    assert (storage.has("ab/cd/name/view"), storage.has("ab/cd/name/thumb")) == (True, False)
    assert sorted(one.key for one in storage.listed("ab")) == [
        *("ab/cd/name/original", "ab/cd/name/view", "ab/cd/other/view"),
    ]
    storage.drop_folder("ab/cd/name")
    storage.drop_folder("ab/cd/name")
    assert [one.key for one in storage.listed("ab")] == ["ab/cd/other/view"]


def test_a_file_that_is_not_there_will_not_come_by_asking_again(storage: Storage):
    with pytest.raises(StorageError) as caught:
        storage.get("ab/cd/name/original")
    assert caught.value.permanent


def test_a_bucket_that_is_not_there_is_a_storage_that_is_away(bucket: tuple[str, Any]):
    other = in_bucket(bucket[0].replace("photos-of-a-city", "another-bucket"))
    with pytest.raises(StorageError) as caught:
        other.get("ab/cd/name/original")
    assert not caught.value.permanent


def test_a_server_that_is_away_may_come_back(bucket: tuple[str, Any], storage: Storage):
    bucket[1].stop()
    for attempt in (lambda: storage.get("a"), lambda: storage.put("a", b""), lambda: storage.has("a")):
        with pytest.raises(StorageError) as caught:
            attempt()
        assert not caught.value.permanent


async def test_a_photo_goes_all_the_way_through_a_bucket(photos_lie_there: None, client: httpx.AsyncClient):
    data = fresh()
    assert (await send(client, bearer("will"), data)).status_code == 201
    assert not (settings().media / key(sha256(data), Shape.ORIGINAL)).exists()
    await derive_next()
    assert all(actions.storage().has(key(sha256(data), shape)) for shape in Shape)
    assert (await look(client, "will", sha256(data), "original")).content == data
    assert (await look(client, "will", sha256(data), "thumb")).status_code == 200


async def test_while_the_bucket_is_away_a_phone_hears_so_and_keeps_its_photo(
    photos_lie_there: None, bucket: tuple[str, Any], client: httpx.AsyncClient
):
    data = fresh()
    bucket[1].stop()
    answer = await send(client, bearer("will"), data)
    assert (answer.status_code, answer.json()["code"]) == (503, "server.unavailable")
    bucket[1].start()
