"""An installation that was there before the record: its events are chained by the migration."""

from fieldloop import db
from fieldloop.migrate import _load, migration_files
from fieldloop.record.queries import as_event, timelines
from fieldloop.record.rules import chained
from tests.notify.rows import an_event, an_order

_BEFORE = """
alter table order_event drop column prev, drop column hash;
alter table orders drop column chain;
drop table record_export, record_head, record_node, record_leaf, record_queue;
"""


async def test_events_that_are_there_are_chained_each_order_s_in_their_order(owned: str):
    orders = [await an_order() for _ in range(3)]
    for turn in range(6):
        await an_event(orders[turn % 3], "file" if turn < 3 else "comment")
    photo = "a" * 64
    await db.execute(
        "insert into photo (sha256, size_bytes, width, height, format, received_at)"
        " values ($1, 1, 1, 1, 'JPEG', now())",
        photo,
    )
    await db.execute(
        "insert into order_photo (id, order_id, photo, phase, source, received_at)"
        " values (gen_random_uuid(), $1, $2, 'found', 'device', now())",
        orders[0],
        photo,
    )
    await db.execute(_BEFORE)
    manager = await _load(migration_files()["2026-11-27T07:00:00:000001"]).forwards()
    async with db.transaction():
        await manager.run()
    for order in orders:
        rows = await timelines([order])
        assert len(rows) == 2
        assert [row["hash"] for row in rows] == chained(as_event(row) for row in rows)
        assert all(row["waits"] for row in rows)
        assert await db.fetchval("select chain from orders where id = $1", order) == rows[-1]["hash"]
    assert [row["tied"] for row in await timelines(orders[:1])] == [[["found", photo, ""]], []]
