"""What is sealed opens here, for its owner, and nowhere else."""

from pathlib import Path

import pytest

from fieldloop.notify.sealing import SealBrokenError, open_seal

ADDRESS = "wecombot://693a91f6-7acc"


def test_what_is_sealed_opens_for_its_owner_alone(tmp_path: Path):
    sealed = open_seal(tmp_path).close(ADDRESS, "unit:u1")
    assert open_seal(tmp_path).open(sealed, "unit:u1") == ADDRESS
    assert b"693a91f6" not in sealed
    assert sealed != open_seal(tmp_path).close(ADDRESS, "unit:u1")
    for owner, changed in (("unit:u2", sealed), ("unit:u1", sealed[:-1] + bytes([sealed[-1] ^ 1])), ("unit:u1", b"")):
        with pytest.raises(SealBrokenError):
            open_seal(tmp_path).open(changed, owner)


def test_another_installation_s_key_opens_nothing(tmp_path: Path):
    sealed = open_seal(tmp_path / "a").close(ADDRESS, "unit:u1")
    with pytest.raises(SealBrokenError):
        open_seal(tmp_path / "b").open(sealed, "unit:u1")


def test_the_key_is_its_owner_s_alone_and_a_damaged_one_is_said_so(tmp_path: Path):
    open_seal(tmp_path)
    path = tmp_path / "gateways.key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        open_seal(tmp_path)
