"""PostgreSQL and Valkey as children: they start, keep their data, stop, and never get in the way of the next start."""

import asyncio
import json
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from fieldloop import embedded
from fieldloop.embedded.account import account

from .processes import kill, wait_for_end

PARENT = Path(__file__).with_name("parent.py")
BUSY = Path(__file__).with_name("busy.py")


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    shutil.rmtree(tmp_path / "data", ignore_errors=True)


def ask(servers: embedded.Running, sql: str) -> Any:
    async def once() -> Any:
        connection: Any = await asyncpg.connect(servers.database_url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(once())


def ping(servers: embedded.Running) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(servers.redis_url.removeprefix("unix://"))
        client.sendall(b"PING\r\n")
        return client.recv(64)


def start_and_kill_parent(data: Path) -> dict[str, int]:
    """Leave behind what a hard kill leaves; return the pids the servers had."""
    with subprocess.Popen([sys.executable, str(PARENT), str(data)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pids: dict[str, int] = json.loads(parent.stdout.readline())
        parent.kill()
    return pids


def test_servers_answer_and_keep_their_data_over_a_stop(data: Path) -> None:
    with embedded.start(data) as servers:
        ask(servers, "create table kept as select 7 as n")
        assert ping(servers) == b"+PONG\r\n"
        pids = list(servers.pids().values())
    wait_for_end(pids)
    with embedded.start(data) as servers:
        assert ask(servers, "select n from kept") == 7


def test_the_database_sorts_by_code_point_and_lives_in_utc(data: Path) -> None:
    with embedded.start(data, durable=False, with_valkey=False) as servers:
        assert ask(servers, "show timezone") == "UTC"
        assert ask(servers, "select 'Z' < 'a' and 'z' < '河' and lower('ÄÖ') = 'äö'")
        assert servers.redis_url == ""


def test_nothing_outlives_a_killed_parent_and_the_next_start_works(data: Path) -> None:
    pids = start_and_kill_parent(data)
    assert set(pids) == {"PostgreSQL", "Valkey"}
    with embedded.start(data) as servers:
        assert ask(servers, "select 1") == 1
        assert ping(servers) == b"+PONG\r\n"
    wait_for_end(list(pids.values()))


def test_a_pid_file_that_names_a_stranger_does_not_block_the_start(data: Path) -> None:
    embedded.start(data, durable=False).stop()
    with subprocess.Popen(["sleep", "600"], **account().popen()) as stranger:
        (data / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n/elsewhere\n1\n5432\n/run\n\n0 0\nready\n")
        (data / "valkey" / "valkey.pid").write_text(f"{stranger.pid}\n")
        with embedded.start(data, durable=False) as servers:
            assert ask(servers, "select 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_a_session_busy_while_its_server_was_killed_does_not_block_the_start(data: Path) -> None:
    with embedded.start(data, durable=False, with_valkey=False) as servers:
        with subprocess.Popen([sys.executable, str(BUSY), servers.database_url]) as client:
            while not ask(servers, "select count(*) from pg_stat_activity where application_name = 'busy'"):
                assert client.poll() is None
            kill(servers.pids()["PostgreSQL"])
            client.kill()
        assert servers.revive() == ["PostgreSQL"]
        assert ask(servers, "select 1") == 1


def test_a_second_start_on_the_same_folder_is_refused(data: Path) -> None:
    with embedded.start(data, durable=False) as servers:
        with pytest.raises(embedded.EmbeddedError, match=r"already running: process \d+ uses "):
            embedded.start(data)
        assert embedded.urls(data) == (servers.database_url, servers.redis_url)
    assert embedded.urls(data) is None


def test_a_server_that_dies_comes_back_once_but_not_in_a_circle(data: Path) -> None:
    with embedded.start(data, durable=False) as servers:
        assert servers.revive() == []
        kill(servers.pids()["Valkey"])
        assert servers.revive() == ["Valkey"]
        assert ping(servers) == b"+PONG\r\n"
        kill(servers.pids()["Valkey"])
        with pytest.raises(embedded.EmbeddedError, match="Valkey ended again"):
            servers.revive()


def test_a_folder_with_a_long_path_below_a_closed_one_is_used_as_it_is(data: Path) -> None:
    closed = data / "closed"
    deep = closed / ("x" * 120)
    deep.mkdir(parents=True)
    closed.chmod(0o700)
    with embedded.start(deep, durable=False) as servers:
        assert ask(servers, "select 1") == 1
        assert ping(servers) == b"+PONG\r\n"
        sockets = Path(servers.redis_url.removeprefix("unix://")).parent
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert (deep / "postgres" / "PG_VERSION").is_file()
    assert not sockets.exists()


def test_a_first_start_that_was_cut_short_is_begun_anew(data: Path) -> None:
    (data / "postgres.draft" / "base").mkdir(parents=True)
    with embedded.start(data, durable=False, with_valkey=False) as servers:
        assert ask(servers, "select 1") == 1


def test_data_of_another_postgresql_is_left_alone(data: Path) -> None:
    embedded.start(data, durable=False, with_valkey=False).stop()
    (data / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.EmbeddedError, match="is of PostgreSQL 15, this is 18"):
        embedded.start(data)


def test_a_folder_of_somebody_else_is_refused(data: Path) -> None:
    data.mkdir()
    (data / "valkey").symlink_to(data)
    with pytest.raises(embedded.EmbeddedError, match="belongs to another user"):
        embedded.start(data, with_postgres=False)
