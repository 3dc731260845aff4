"""Holidays of this year and the next: taken from the library as soon as it knows them, and open orders counted anew."""

from functools import partial

from fieldloop import db
from fieldloop.orders import reckoning
from fieldloop.sla.calendars import is_behind, take_in
from fieldloop.sla.reckon_which import of_calendar


async def fill_years() -> bool:
    """Fill in what calendars do not know yet; the next year's make-up workdays come late, with an update."""
    this = db.clock.now().year
    for row in await db.fetch("select * from calendar where region is not null order by code"):
        for year in (this, this + 1):
            if await is_behind(row, year):
                await reckoning.change(partial(take_in, row["code"], year), of_calendar(row["code"]))
    return False
