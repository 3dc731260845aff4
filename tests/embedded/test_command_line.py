"""What an operator gets wrong is one line on standard error and exit code 1."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldloop import demo
from fieldloop.__main__ import main
from fieldloop.cli import banner

from .processes import command, descendants, environment, fieldloop, kill, wait_for_end

NOWHERE = {"database_url": "postgresql://me:hidden@127.0.0.1:1/loop", "redis_url": "redis://127.0.0.1:1/0"}


@pytest.fixture
def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


@contextmanager
def product(data: Path, port: str) -> Generator[subprocess.Popen[str]]:
    """`fieldloop run` without the demo, from the moment it says that it runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "fieldloop", "run"],
        env=environment(data=str(data), host="127.0.0.1", port=port, demo="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said: list[str] = []
        while not said or "Ctrl-C stops everything" not in said[-1]:
            line = process.stdout.readline()
            assert line, f"it ended: {process.communicate()[1]}"
            said.append(line)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def refused(result: subprocess.CompletedProcess[str]) -> str:
    """The one line, after checking that it is one."""
    assert result.returncode == 1, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("fieldloop: ")
    return lines[0]


@pytest.mark.parametrize(
    "name",
    ["run", "serve", "worker", "migrate", "seed", "create-admin", "drill", "rotate-keys", "check-receipt", "openapi"],
)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 5
    with pytest.raises(SystemExit):
        main(["--help"])
    assert name in capsys.readouterr().out


def test_the_logins_shown_at_the_start_are_those_of_the_demo() -> None:
    assert tuple(banner.PEOPLE.split()) == demo.LOGINS


def test_a_wrong_setting(tmp_path: Path) -> None:
    line = refused(fieldloop("run", data=str(tmp_path), port="eight"))
    assert line == "fieldloop: FIELDLOOP_PORT=eight is not a port number (1 to 65535)"


@pytest.mark.parametrize("name", ["run", "serve"])
def test_a_taken_port(name: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = refused(fieldloop(name, data=str(tmp_path), host="127.0.0.1", port=port))
    assert line.startswith(f"fieldloop: cannot listen on 127.0.0.1 port {port}: Address already in use")


@pytest.mark.parametrize("name", ["run", "serve", "worker", "migrate"])
def test_an_unreachable_database(name: str, tmp_path: Path, free_port: str) -> None:
    line = refused(fieldloop(name, data=str(tmp_path), port=free_port, **NOWHERE))
    assert line == (
        "fieldloop: cannot reach Redis at 127.0.0.1:1/0: Connection refused"
        if name == "run"
        else "fieldloop: cannot reach the database at 127.0.0.1:1/loop: Connection refused"
    )
    assert "hidden" not in line


def test_a_deployment_without_a_database(tmp_path: Path, free_port: str) -> None:
    line = refused(fieldloop("serve", data=str(tmp_path), port=free_port))
    assert line.startswith("fieldloop: no database: set FIELDLOOP_DATABASE_URL")


def test_a_short_password_for_an_administrator(tmp_path: Path) -> None:
    assert "at least 10 characters" in refused(fieldloop("create-admin", "root", data=str(tmp_path)))


def test_it_stops_whole_when_asked_and_starts_again_after_a_hard_kill(tmp_path: Path, free_port: str) -> None:
    with product(tmp_path, free_port) as process:
        pids = descendants(process.pid)
        assert len(pids) >= 5
        process.kill()
        process.wait()
        wait_for_end(pids)
    with product(tmp_path, free_port) as process:
        second = fieldloop("run", data=str(tmp_path), host="127.0.0.1", port=free_port)
        assert "Address already in use" in refused(second)
        pids = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        wait_for_end(pids)


def test_a_worker_that_dies_is_replaced(tmp_path: Path, free_port: str) -> None:
    with product(tmp_path, free_port) as process:
        assert process.stderr
        kill(next(pid for pid in descendants(process.pid) if command(pid).endswith("fieldloop worker ")))
        said = iter(process.stderr.readline, "")
        assert any("worker ended with code -9, next try in 0.5 s" in line for line in said)
        assert any("worker.started" in line for line in said)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(30) == 0


def test_keys_are_rotated_without_a_database(tmp_path: Path):
    said = fieldloop("rotate-keys", data=str(tmp_path)).stdout
    assert said.startswith("key ")
    assert (tmp_path / "keys" / "signing-0002.pem").exists()
