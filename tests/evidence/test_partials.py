"""Photos that grow on disk: whoever writes, killed whenever, what lies there is the photo's own beginning."""

import os
import secrets
import time
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.evidence.partials import Partial, drop_unfinished
from fieldloop.evidence.rules import Piece, read_complete, read_offset, start_of
from fieldloop.evidence.storage import StorageError

PHOTO = secrets.token_bytes(1_000)
WILL, NAME = uuid.uuid4(), "ab" * 32


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 1_000)), st.integers(0, 400)), max_size=12))
def test_no_order_of_pieces_makes_anything_but_a_beginning(pieces: list[tuple[int | None, int]]):
    """Each piece breaks off after some bytes; one that does not fit writes nothing."""
    grown = b""
    for offset, size_bytes in pieces:
        start = start_of(Piece(offset), len(grown))
        if start is not None:
            part = PHOTO[start : start + size_bytes]
            grown = grown[:start] + part + grown[start + len(part) :]
        assert PHOTO.startswith(grown)


@given(st.integers(0, 10**15 - 1))
def test_an_offset_is_read_as_it_was_written(offset: int):
    assert read_offset(str(offset)) == offset


@given(st.text(max_size=20))
def test_what_is_no_offset_is_none_and_never_an_error(text: str):
    offset = read_offset(text)
    assert offset is None or (offset >= 0 and text.isascii())
    assert read_complete(text) in {None, text == "?1"}


def test_two_writers_of_one_file_leave_its_beginning(tmp_path: Path):
    partial = Partial(tmp_path / "partial", WILL, NAME)
    with partial.opened(make=True) as one, partial.opened(make=True) as other:
        one.write(PHOTO[:300], 0)
        other.write(PHOTO[:200], 0)
        assert partial.size() == 300
        other.write(PHOTO[200:500], 200)
        one.write(PHOTO[300:400], 300)
    assert partial.size() == 500
    with partial.opened(make=True) as again:
        assert again.read(1_000) == PHOTO[:500]


def test_who_is_not_done_reads_what_somebody_else_removed(tmp_path: Path):
    partial = Partial(tmp_path / "partial", WILL, NAME)
    with partial.opened(make=True) as growing:
        growing.write(PHOTO[:500], 0)
        partial.drop()
        growing.write(PHOTO[500:], 500)
        assert growing.read(1_000) == PHOTO
    assert partial.size() == 0


def test_each_uploader_s_bytes_lie_apart(tmp_path: Path):
    with Partial(tmp_path, WILL, NAME).opened(make=True) as growing:
        growing.write(PHOTO, 0)
    assert Partial(tmp_path, uuid.uuid4(), NAME).size() == 0


def test_a_disk_that_refuses_is_an_error_of_the_place(tmp_path: Path):
    (tmp_path / "partial").write_bytes(b"a file where a folder belongs")
    partial = Partial(tmp_path / "partial", WILL, NAME)
    with pytest.raises(StorageError) as caught, partial.opened(make=True):
        pass
    assert not caught.value.permanent


def test_what_nobody_went_on_with_goes_in_bounded_steps(tmp_path: Path):
    names = [f"{number:064x}" for number in range(5)]
    for name in names:
        with Partial(tmp_path, WILL, name).opened(make=True) as growing:
            growing.write(PHOTO, 0)
    old = time.time() - 1_000
    for name in names[:4]:
        os.utime(tmp_path / f"{WILL.hex}-{name}", (old, old))
    assert [drop_unfinished(tmp_path, 500, 3) for _ in range(3)] == [3, 1, 0]
    assert [Partial(tmp_path, WILL, name).size() for name in names] == [0, 0, 0, 0, 1_000]


def test_where_nothing_ever_broke_off_nothing_has_to_go(tmp_path: Path):
    assert drop_unfinished(tmp_path / "partial", 0, 10) == 0
