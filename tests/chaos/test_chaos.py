"""The short run of `make chaos`: what is promised whatever dies when. About time nothing is promised here."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.chaos.races import races
from tests.chaos.run import chaos
from tests.chaos.trouble import SHORT, Plan

SEED = 737


@pytest.mark.timeout(300)
async def test_whatever_dies_when_everybody_late_is_told_of_exactly_once(tmp_path: Path):
    began = datetime.now(UTC)
    report = await chaos(tmp_path, SHORT, SEED)
    assert report.broken(timed=False) == [], report.log[-4000:]
    happened = {name for name, count in report.counts.items() if count}
    assert happened >= {"worker killed", "PostgreSQL restarted", "Valkey restarted", "Valkey flushed", "commands"}
    # The workers' clocks were ten minutes off, either way, and none of this was any different for it.
    believed = said_at(report.log, "worker.started")
    assert min(believed) < began < datetime.now(UTC) < max(believed)


@pytest.mark.timeout(300)
async def test_of_a_hand_and_a_deadline_one_comes_first_whatever_the_hosts_clocks_say(tmp_path: Path):
    plan = Plan(orders=150, seconds=3, workers=2, kill_s=(0, 0), postgres_s=0, valkey_s=0)
    report = await races(tmp_path, plan, SEED)
    assert report.broken(timed=False) == [], report.log[-4000:]


def said_at(log: str, event: str) -> list[datetime]:
    """Return the moments of a line, as the processes that wrote it believed them to be."""
    found = [json.loads(line) for line in log.splitlines() if f'"{event}"' in line]
    return [datetime.fromisoformat(each["timestamp"]) for each in found]
