"""Heads reach those who hold them; what fails is tried again."""

import asyncio
import base64
import hashlib
import hmac
from datetime import timedelta
from pathlib import Path

import pytest

from fieldloop import db
from fieldloop.record import export, heads
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.heads import Head
from fieldloop.record.holders import Holders, holders
from fieldloop.settings import SettingsError
from tests.notify.rows import an_event, an_order

SECRET = "whsec_" + base64.b64encode(b"a secret of the holder").decode()


async def _signed(*names: str) -> Head:
    event = await an_event(await an_order(), "file")
    await db.execute("insert into record_queue (event) values ($1)", event)
    await give_places()
    head = await sign_head(names, timedelta())
    assert head
    return head


def _chosen(monkeypatch: pytest.MonkeyPatch, found: Holders) -> None:
    monkeypatch.setattr(export, "holders", lambda: found)


async def test_a_file_gets_each_head_once_as_a_line(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    _chosen(monkeypatch, Holders(folder=tmp_path / "elsewhere"))
    signed = [await _signed("file"), await _signed("file")]
    while await export.hand_out():
        pass
    assert not await export.hand_out()
    assert heads.read((tmp_path / "elsewhere" / "heads.jsonl").read_bytes().splitlines()) == signed


async def test_what_fails_is_tried_again_and_says_why(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "full").write_text("a file where a folder should be")
    _chosen(monkeypatch, Holders(folder=tmp_path / "full"))
    head = await _signed("file")
    assert await export.hand_out()
    assert not await export.hand_out()
    row = await db.fetchrow("select attempts, done_at, error from record_export")
    assert row
    assert (row["attempts"], row["done_at"]) == (1, None)
    assert "FileExistsError" in row["error"]
    _chosen(monkeypatch, Holders(folder=tmp_path / "free"))
    db.clock.shift += timedelta(minutes=5)
    assert await export.hand_out()
    assert heads.read((tmp_path / "free" / "heads.jsonl").read_bytes().splitlines()) == [head]


async def test_a_head_for_who_is_no_longer_a_holder_is_not_tried_for_ever(
    database: str, monkeypatch: pytest.MonkeyPatch
):
    _chosen(monkeypatch, Holders())
    await _signed("mail")
    assert await export.hand_out()
    row = await db.fetchrow("select done_at, error from record_export")
    assert row
    assert row["done_at"]
    assert "no longer" in row["error"]


async def test_a_webhook_gets_the_head_with_a_signature_that_its_holder_can_check(
    database: str, monkeypatch: pytest.MonkeyPatch
):
    posts: list[tuple[dict[str, str], bytes]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        said = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        posts.append((said, await reader.readexactly(int(said["content-length"]))))
        writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        _chosen(monkeypatch, Holders(webhook=f"http://127.0.0.1:{port}/heads", webhook_secret=SECRET))
        head = await _signed("webhook")
        assert await export.hand_out()
    said, body = posts[0]
    assert heads.read([body]) == [head]
    signed = f"{said['webhook-id']}.{said['webhook-timestamp']}.".encode() + body
    made = hmac.new(b"a secret of the holder", signed, hashlib.sha256).digest()
    assert said["webhook-signature"] == f"v1,{base64.b64encode(made).decode()}"
    assert await db.fetchval("select done_at is not null from record_export")


async def test_a_mail_carries_the_head(database: str, monkeypatch: pytest.MonkeyPatch):
    mails: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        while line := await reader.readline():
            match line.split()[0].upper():
                case b"DATA":
                    writer.write(b"354 go on\r\n")
                    mails.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                case b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    pass
            writer.write(b"250 ok\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        smtp = f"smtp://127.0.0.1:{port}"
        _chosen(monkeypatch, Holders(mail_to="auditor@example.org", mail_from="loop@example.org", smtp=smtp))
        head = await _signed("mail")
        assert await export.hand_out()
    assert await db.fetchval("select error from record_export") is None
    assert head.root.hex()[:16] in mails[0]


@pytest.mark.parametrize(
    "env",
    [
        {"FIELDLOOP_HEADS_MINUTES": "soon"},
        {"FIELDLOOP_HEADS_WEBHOOK": "ftp://x", "FIELDLOOP_HEADS_WEBHOOK_SECRET": SECRET},
        {"FIELDLOOP_HEADS_WEBHOOK": "https://x"},
        {"FIELDLOOP_HEADS_MAIL_TO": "a@b"},
        {"FIELDLOOP_HEADS_MAIL_TO": "a@b", "FIELDLOOP_HEADS_MAIL_FROM": "c@d", "FIELDLOOP_SMTP_URL": "http://x"},
    ],
)
def test_a_holder_that_cannot_be_reached_is_refused_at_once(env: dict[str, str]):
    with pytest.raises(SettingsError):
        Holders.from_env(env)


def test_without_settings_nobody_is_handed_anything(own_settings: Path):
    assert Holders.from_env({}).names == ()
    assert holders().minutes == 60
