"""A share of two cities' recorded requests, replayed; `make chaos` replays all of them."""

import pytest

from tests.chaos.replay import replay
from tests.chaos.requests311 import last, requests, sample

pytestmark = pytest.mark.usefixtures("database")


async def test_whoever_was_late_by_the_record_is_found_and_nobody_else():
    some = sample(requests())
    assert len(some) > 200
    assert 60 < sum(each.breached(last(some)) for each in some) < len(some) - 60
    report = await replay(some)
    assert report.broken(timed=True) == []
