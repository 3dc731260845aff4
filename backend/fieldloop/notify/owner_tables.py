"""Who owns a site, and how they are reached."""

from piccolo.columns import Bytea, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.people.tables import Person
from fieldloop.places.tables import Site


class SiteOwner(Table, tablename="site_owner"):
    """The owner of a site; the address holds keys and is stored sealed, and without one a link is handed over."""

    site = ForeignKey(Site, primary_key=True, default=None, null=False, on_delete=OnDelete.cascade)
    name = Varchar(length=120, null=False)
    language = Varchar(length=8, null=False)
    service = Varchar(length=16, null=True, default=None)
    hint = Varchar(length=80, null=True, default=None)
    sealed = Bytea(null=True, default=None)
    set_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    set_at = Timestamptz(null=False)

    site_owner_language = Check("language in ('zh-CN', 'en')")
    site_owner_reached = Check("(service is null) = (sealed is null) and (service is null) = (hint is null)")
