"""The keys that sign receipts and tree heads."""

import hashlib
import logging
import stat
import threading
from pathlib import Path

import pytest

from fieldloop.base64url import decode, encode
from fieldloop.evidence.signing import Keys, PublicKey, kid_of, verify


def privates(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".pem")


def test_the_first_signature_makes_a_key_that_only_its_owner_may_read(tmp_path: Path):
    keys = Keys(tmp_path / "keys")
    kid, signature = keys.sign(b"hello")
    path = tmp_path / "keys" / "signing-0001.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kid == keys.kid() == Keys(tmp_path / "keys").kid()
    assert verify(b"hello", kid, signature, keys.public())


def test_only_the_very_bytes_under_the_very_key_verify(tmp_path: Path):
    keys, others = Keys(tmp_path / "one"), Keys(tmp_path / "two")
    kid, signature = keys.sign(b"hello")
    assert not verify(b"hellp", kid, signature, keys.public())
    assert not verify(b"hello", kid, signature[:-1], keys.public())
    assert not verify(b"hello", kid, bytes(64), keys.public())
    assert not verify(b"hello", others.kid(), signature, [*keys.public(), *others.public()])
    assert not verify(b"hello", kid, signature, others.public())


def test_a_key_cannot_be_listed_under_the_id_of_another(tmp_path: Path):
    mine, theirs = Keys(tmp_path / "mine"), Keys(tmp_path / "theirs")
    known = mine.public()[0]
    forged = PublicKey(known.kid, theirs.public()[0].public_key, known.since)
    _, signature = theirs.sign(b"hello")
    assert not verify(b"hello", known.kid, signature, [forged])
    assert not verify(b"hello", known.kid, signature, [PublicKey(known.kid, "no key", known.since)])


def test_a_rotation_signs_anew_and_old_signatures_verify(tmp_path: Path):
    keys = Keys(tmp_path)
    old, signature = keys.sign(b"hello")
    new = Keys(tmp_path).rotate()  # by another process
    assert new != old
    assert keys.sign(b"hello")[0] == new
    assert [key.kid for key in keys.public()] == [old, new]
    assert verify(b"hello", old, signature, keys.public())
    assert privates(tmp_path) == ["signing-0002.pem"]


def test_processes_that_start_together_get_one_key(tmp_path: Path):
    together, found = threading.Barrier(8), list[str]()

    def start() -> None:
        together.wait()
        found.append(Keys(tmp_path).kid())

    _at_once(start)
    assert len(found) == 8
    assert len(set(found)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["signing-0001.json", "signing-0001.pem"]


def test_rotations_at_the_same_moment_lose_no_key(tmp_path: Path):
    first, together, found = Keys(tmp_path).kid(), threading.Barrier(8), list[str]()

    def rotate() -> None:
        together.wait()
        found.append(Keys(tmp_path).rotate())

    _at_once(rotate)
    known = [key.kid for key in Keys(tmp_path).public()]
    assert known[0] == first
    assert set(found) <= set(known)
    assert known[-1] == Keys(tmp_path).kid()
    assert len(privates(tmp_path)) == 1


def test_a_public_half_that_was_never_written_is_written_later(tmp_path: Path):
    public = Keys(tmp_path).public()
    (tmp_path / "signing-0001.json").unlink()
    assert Keys(tmp_path).public() == public


def test_a_file_that_is_no_key_is_refused_without_showing_it(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "signing-0001.pem").write_text("hello")
    with caplog.at_level(logging.DEBUG), pytest.raises(ValueError) as refused:
        Keys(tmp_path).sign(b"")
    assert "hello" not in str(refused.value) + caplog.text


def test_the_id_is_made_from_the_key(tmp_path: Path):
    key = Keys(tmp_path).public()[0]
    public = decode(key.public_key)
    assert public is not None
    assert len(public) == 32
    assert key.kid == kid_of(public) == hashlib.sha256(public).hexdigest()[:16]


@pytest.mark.parametrize("text", ["a", "a===", "ab+/", "aé", "YQ==", "YR", "a b"])
def test_bytes_are_written_in_one_way_only(text: str):
    assert decode(text) is None
    assert decode(encode(b"\xfb\xff\x00")) == b"\xfb\xff\x00"


def _at_once(work: object) -> None:
    assert callable(work)
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
