"""The tree: the vectors of Certificate Transparency, and its laws for any size."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from fieldloop.record import merkle
from fieldloop.record.merkle import EMPTY, Frontier, Place

# The reference tests of Certificate Transparency (RFC 6962): eight entries and the roots of their trees.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSIONS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCIES = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
sizes = st.integers(1, 300)


def _grown(entries: list[bytes]) -> tuple[Frontier, dict[Place, bytes]]:
    frontier, nodes = Frontier(), dict[Place, bytes]()
    for entry in entries:
        nodes |= dict(frontier.add(entry))
    return frontier, nodes


def _entries(size: int) -> list[bytes]:
    return [number.to_bytes(4) for number in range(size)]


def _by_the_book(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, as it stands there."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + _by_the_book(entries[:k]) + _by_the_book(entries[k:])).digest()


def _path(spans: list[merkle.Span], nodes: dict[Place, bytes]) -> list[bytes]:
    return [merkle.value(span, nodes.__getitem__) for span in spans]


def test_the_roots_are_those_of_certificate_transparency():
    frontier = Frontier()
    assert frontier.root() == EMPTY
    for entry, root in zip(ENTRIES, ROOTS, strict=True):
        list(frontier.add(entry))
        assert frontier.root().hex() == root


def test_the_paths_are_those_of_certificate_transparency():
    _, nodes = _grown(ENTRIES)
    for (index, size), path in INCLUSIONS.items():
        assert [step.hex() for step in _path(merkle.inclusion(index, size), nodes)] == path
    for (older, size), path in CONSISTENCIES.items():
        assert [step.hex() for step in _path(merkle.consistency(older, size), nodes)] == path


@given(sizes)
def test_a_tree_that_grew_has_the_root_of_the_book(size: int):
    frontier, nodes = _grown(_entries(size))
    assert frontier.root() == _by_the_book(_entries(size)) == merkle.value((0, size), nodes.__getitem__)
    assert len(nodes) == sum(size >> level for level in range(size.bit_length()))


@given(sizes, st.data())
def test_every_leaf_is_shown_to_be_in_every_tree_that_holds_it(size: int, data: st.DataObject):
    frontier, nodes = _grown(_entries(size))
    index = data.draw(st.integers(0, size - 1))
    path = _path(merkle.inclusion(index, size), nodes)
    entry = _entries(size)[index]
    assert merkle.root_by_inclusion(index, size, entry, path) == frontier.root()
    assert merkle.root_by_inclusion(index, size, b"other", path) != frontier.root()
    assert merkle.root_by_inclusion(index, size, entry, [*path, EMPTY]) is None
    if path:
        assert merkle.root_by_inclusion(index, size, entry, path[:-1]) is None


@given(sizes, st.data())
def test_a_tree_is_shown_to_continue_every_older_one(size: int, data: st.DataObject):
    older = data.draw(st.integers(1, size))
    frontier, nodes = _grown(_entries(size))
    before = _by_the_book(_entries(older))
    path = _path(merkle.consistency(older, size), nodes)
    assert merkle.roots_by_consistency(older, size, before, path) == (before, frontier.root())
    changed = _by_the_book([b"changed", *_entries(older)[1:]])
    assert merkle.roots_by_consistency(older, size, changed, path) != (changed, frontier.root())


@given(sizes, st.data())
def test_the_frontier_of_a_size_is_found_among_the_stored_subtrees(size: int, data: st.DataObject):
    stop = data.draw(st.integers(0, size))
    frontier, nodes = _grown(_entries(size))
    again = Frontier(stop, [nodes[place] for place in merkle.peaks(0, stop)])
    for entry in _entries(size)[stop:]:
        list(again.add(entry))
    assert again == frontier
