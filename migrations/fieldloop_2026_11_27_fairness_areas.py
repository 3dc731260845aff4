"""Appeals and re-inspections carry their order's areas, so that figures of an area and a period have their indexes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T11:20:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "fairness areas"

_COLUMNS = """
alter table inspection
    add column neighbourhood varchar(32),
    add column grid varchar(32);
update inspection i set neighbourhood = o.neighbourhood, grid = o.grid from orders o where o.id = i.order_id;
alter table appeal
    add column district varchar(32),
    add column street varchar(32),
    add column neighbourhood varchar(32),
    add column grid varchar(32);
update appeal a set district = o.district, street = o.street, neighbourhood = o.neighbourhood, grid = o.grid
    from orders o where o.id = a.order_id;
alter table appeal alter column district set not null;
"""
_INDEXES = """
drop index inspection_district;
drop index inspection_street;
drop index appeal_judged_by;
create index inspection_district_drawn on inspection (district, drawn_at);
create index inspection_street_drawn on inspection (street, drawn_at);
create index inspection_neighbourhood_drawn on inspection (neighbourhood, drawn_at);
create index inspection_grid_drawn on inspection (grid, drawn_at) where grid is not null;
create index inspection_neighbourhood_pending on inspection (neighbourhood, id) where verdict is null;
create index inspection_grid_pending on inspection (grid, id) where verdict is null and grid is not null;
create index appeal_district_decided on appeal (district, decided_at);
create index appeal_street_decided on appeal (street, decided_at);
create index appeal_neighbourhood_decided on appeal (neighbourhood, decided_at);
create index appeal_grid_decided on appeal (grid, decided_at) where grid is not null;
"""


async def forwards() -> MigrationManager:
    """Add columns and indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        for sql in (_COLUMNS, _INDEXES):
            await db.execute(sql)

    manager.add_raw(add)
    return manager
