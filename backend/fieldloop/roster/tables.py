"""What is planned: the week of a person, exceptions to it, and who stands in."""

from piccolo.columns import UUID, ForeignKey, Integer, SmallInt, Time, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.people.tables import Person


class Roster(Table, tablename="roster"):
    """Somebody for whom something is planned; whoever has no row is always on duty."""

    person = ForeignKey(Person, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    version = Integer(null=False, default=1)
    stand_in = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    changed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    changed_at = Timestamptz(null=False)

    roster_stand_in_is_another = Check("stand_in is distinct from person")


class Shift(Table, tablename="shift"):
    """A part of somebody's week, in the zone of their area; one that ends no later than it starts ends the next day."""

    id = UUID(primary_key=True, default=new_id)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    weekday = SmallInt(null=False)
    starts = Time(null=False)
    ends = Time(null=False)

    shift_weekday = Check("weekday between 1 and 7")


class Spell(Table, tablename="spell"):
    """An exception: leave, or an extra shift."""

    id = UUID(primary_key=True, default=new_id)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    kind = Varchar(length=8, null=False)
    from_at = Timestamptz(null=False)
    to_at = Timestamptz(null=False)
    stand_in = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)

    spell_kind_known = Check("kind in ('leave', 'extra')")
    spell_ends_later = Check("from_at < to_at")
    spell_stand_in_is_another = Check("stand_in is distinct from person")
