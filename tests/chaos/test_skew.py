"""The seam by which the chaos puts a host's clock wrong: what it moves, and what it must leave alone."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
_SAY = """
from datetime import UTC, date, datetime
from tests.chaos.skew import move_wall_clock
before = datetime
move_wall_clock(float({by}))
import time
assert datetime is before
assert datetime.now().tzinfo is None and datetime.utcnow().tzinfo is None
assert isinstance(datetime.now(UTC), datetime)
assert datetime.today() - datetime.now() < datetime.resolution * 10**6
print(datetime.now(UTC).timestamp(), time.time(), time.time_ns() / 1e9, time.monotonic())
"""


@pytest.mark.parametrize("by", [600.0, -600.0])
def test_every_way_to_ask_for_the_time_of_day_is_moved_and_the_monotonic_clock_is_not(by: float):
    early, early_ticks = time.time(), time.monotonic()
    said = subprocess.run(
        [sys.executable, "-c", _SAY.format(by=by)], cwd=HERE, check=True, capture_output=True, text=True
    )
    late, late_ticks = time.time(), time.monotonic()
    *walls, ticks = map(float, said.stdout.split())
    assert all(early + by - 0.01 <= wall <= late + by + 0.01 for wall in walls)
    assert early_ticks <= ticks <= late_ticks


def test_nothing_is_moved_here():
    assert abs(datetime.now(UTC) - datetime.fromtimestamp(time.time(), UTC)) < timedelta(minutes=1)
