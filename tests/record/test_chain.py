"""What an event says, byte for byte."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from fieldloop import db
from fieldloop.record.rules import GENESIS, Event, Tied, canonical, chained, link

EVENT = Event(
    id=uuid.UUID("01939b7a-0000-7000-8000-000000000001"),
    order=uuid.UUID("01939b7a-0000-7000-8000-000000000002"),
    seq=3,
    action="submit",
    from_state="accepted",
    to_state="submitted",
    actor="person",
    person=uuid.UUID("01939b7a-0000-7000-8000-000000000003"),
    role="worker",
    at=datetime(2026, 11, 27, 15, 0, 5, 70, timezone(timedelta(hours=8))),
    received_at=datetime(2026, 11, 27, 7, 0, 6, tzinfo=UTC),
    reason=None,
    text="干净了\n“好”",
    data={"photos": 2, "b": [1.0, 0.5, True, None], "a": {"é": "e\u0301"}},
    photos=[Tied("before", "b" * 64), Tied("after", "a" * 64, "c" * 64)],
)
json_values: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "é", "量"]), inner),
    max_leaves=8,
)


def test_the_bytes_are_those_of_the_documentation():
    assert canonical(EVENT).decode() == (
        '["fieldloop-event-1","01939b7a-0000-7000-8000-000000000001","01939b7a-0000-7000-8000-000000000002",3,'
        '"submit","accepted","submitted","person","01939b7a-0000-7000-8000-000000000003","worker",'
        '"2026-11-27T07:00:05.000070Z","2026-11-27T07:00:06.000000Z",null,"干净了\\n“好”",'
        '{"a":{"é":"é"},"b":[1,0.5,true,null],"photos":2},'
        f'[["{"a" * 64}","after","{"c" * 64}"],["{"b" * 64}","before",""]]]'
    )


def test_the_order_of_photos_and_of_names_says_nothing():
    assert canonical(replace(EVENT, photos=list(reversed(EVENT.photos)))) == canonical(EVENT)
    assert canonical(replace(EVENT, data=dict(reversed(list(EVENT.data.items()))))) == canonical(EVENT)


def test_each_hash_holds_the_one_before():
    first = link(GENESIS, canonical(EVENT))
    assert chained([EVENT, EVENT]) == [first, link(first, canonical(EVENT))]


@given(json_values)
def test_data_has_one_form_however_it_was_written(value: Any):
    said = canonical(replace(EVENT, data={"value": value}))
    again = msgspec.json.decode(msgspec.json.encode(value))
    assert canonical(replace(EVENT, data={"value": again})) == said
    read = msgspec.json.decode(said)
    assert canonical(replace(EVENT, data=read[-2])) == said


async def test_data_comes_out_of_the_database_as_it_was_hashed(database: str):
    values = [0.1, 1e-7, 100.0, 1e15, -0.0, 12345678901, 3.141592653589793, "e\u0301", True, None, [], {}]
    data = {"values": values, "b": 1, "a": 2}
    stored = await db.fetchval("select $1::jsonb", data)
    assert canonical(replace(EVENT, data=stored)) == canonical(replace(EVENT, data=data))
