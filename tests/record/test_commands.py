"""The commands themselves, on a record that a real worker has placed, signed and handed out."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from fieldloop import db
from tests.databases import as_its_owner
from tests.record.checker import checked


@pytest.fixture(scope="module")
def template(record_template: str) -> str:
    """The demo's open work, whose events have no place yet."""
    return record_template


async def _started(database: str, *words: str | Path, **more: str) -> asyncio.subprocess.Process:
    env = os.environ | {"FIELDLOOP_DATABASE_URL": database} | more
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fieldloop", *words, env=env, stdout=pipe, stderr=pipe
    )


async def run(database: str, *words: str | Path) -> tuple[int, str]:
    """Run a command to its end; return its exit code and what it said."""
    process = await _started(database, *words)
    out, said = await process.communicate()
    return process.returncode or 0, (out + said).decode()


@asynccontextmanager
async def working(database: str, holder: Path) -> AsyncGenerator[None]:
    """A real worker that hands its heads to a folder."""
    process = await _started(database, "worker", FIELDLOOP_HEADS_FOLDER=str(holder))
    ended = asyncio.create_task(process.communicate())  # it must never wait for its log to be read
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await ended


# A worker signs and hands out when it starts, and then once a minute: each step is the first thing that one does.
STEPS = (
    "not exists (select from record_queue)",
    "exists (select from record_head)",
    "exists (select from record_export where done_at is not null)",
)


@pytest.mark.timeout(300)
async def test_what_a_worker_signed_is_verified_and_proved_from_the_command_line(database: str, tmp_path: Path):
    kept, proof = tmp_path / "holder" / "heads.jsonl", tmp_path / "proof.html"
    for step in STEPS:
        async with working(database, kept.parent):
            while not await db.fetchval(f"select {step}"):
                pass

    code, said = await run(database, "verify", "--head", kept)
    assert (code, said.split(":")[0]) == (0, "verified"), said
    no = await db.fetchval("select no from orders where state = 'submitted' order by no limit 1")
    code, said = await run(database, "prove", no, "--head", kept, "--out", proof)
    assert (code, said.strip()) == (0, str(proof)), said
    assert checked(proof, "--head", kept)[0] == 0

    await as_its_owner(
        "set session_replication_role = replica;"
        " update order_event set text = 'never said' where seq = 2 and order_id = (select id from orders limit 1)"
    )
    code, said = await run(database, "verify", "--head", kept, "--no-photos")
    assert (code, "is not what was written" in said) == (1, True), said
