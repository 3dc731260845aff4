"""The drill, against the whole application: closed and printed, joined, left alone, refused in one line."""

import re
from datetime import timedelta

import httpx
import pytest

from fieldloop import db, drill
from fieldloop.__main__ import main
from fieldloop.cli.stop import Stop
from fieldloop.drill_words import words
from fieldloop.sla.jobs import sweep_due

ENGLISH, CHINESE = words({"LANG": "en_US.UTF-8"}), words({"LC_ALL": "zh_CN.UTF-8", "LANG": "C"})


@pytest.fixture
def template(demo_template: str) -> str:
    """Copy the seeded database, not the cast's."""
    return demo_template


async def half_a_limit_later() -> None:
    db.clock.shift += timedelta(minutes=4.1)
    await sweep_due()


@pytest.mark.usefixtures("demo_mode")
async def test_the_loop_closes_and_its_timeline_is_printed(
    client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
):
    closed = await drill.closed_loop(client, ENGLISH)
    assert (closed["state"], closed["site"]["code"]) == ("closed", "jy1-737-waste-room")
    assert [photo["sealed"] for photo in closed["photos"]] == [False, True]
    printed = capsys.readouterr().out
    assert re.findall(r"^\d\d:\d\d:\d\d  (?:\S+ )*\S+ {2,}(.*)$", printed, re.MULTILINE) == [
        "filed",
        "dispatched → Jinyang Residents' Committee 1",
        "accepted",
        "assigned → 王建国",
        "arrived",
        "submitted",
        "approved, closed",
    ]
    assert re.search(r"^From signal to closed: \d+\.\d seconds\.$", printed, re.MULTILINE)


@pytest.mark.usefixtures("demo_mode")
async def test_it_plays_on_what_still_waits(client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]):
    alone = await drill.left_alone(client, CHINESE, half_a_limit_later)
    assert alone["level"] == 3
    printed = capsys.readouterr().out
    assert printed.count("督办") == 3
    assert printed.count("即将到期提醒") == 1
    closed = await drill.closed_loop(client, CHINESE)
    assert closed["id"] == alone["id"]
    assert "接着办理这一单" in capsys.readouterr().out


@pytest.mark.usefixtures("demo_mode")
async def test_it_looks_elsewhere_when_a_site_is_taken(client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]):
    for _ in range(3):
        await drill.left_alone(client, ENGLISH, half_a_limit_later)
    with pytest.raises(Stop, match="three sites"):
        await drill.left_alone(client, ENGLISH, half_a_limit_later)
    assert capsys.readouterr().out.count("trying the next site") == 6


async def test_it_plays_only_in_a_demo(client: httpx.AsyncClient):
    with pytest.raises(Stop, match="runs no Fieldloop demo"):
        await drill.closed_loop(client, ENGLISH)


def test_a_server_that_is_not_there_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
):
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["drill", "--url", f"http://127.0.0.1:{unused_tcp_port}"]) == 1
    assert capsys.readouterr().err.startswith("fieldloop: nothing answers at")
