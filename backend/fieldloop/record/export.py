"""Hand tree heads to those who hold them: a file, a webhook, a mail. What fails is tried again and stays visible."""

import asyncio
import base64
import hashlib
import hmac
import os
import smtplib
import ssl
import uuid
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import structlog
from prometheus_client import Counter

from fieldloop import db
from fieldloop.record.heads import Head
from fieldloop.record.holders import Holders, holders

HANDED = Counter("fieldloop_heads_handed_total", "Tree heads handed to holders", ["holder", "outcome"])
_TIMEOUT_S = 20
_LONGEST = timedelta(hours=1)
_log = structlog.get_logger()

# Longer than any holder may take: who dies with a head in hand leaves it to the next one after that.
_LEASE = timedelta(minutes=5)

_TAKE = """
with due as (
  select id from record_export where done_at is null and next_at <= $1 order by next_at limit 1 for update skip locked
)
update record_export x set next_at = $2, attempts = x.attempts + 1 from due, record_head h
where x.id = due.id and h.id = x.head
returning x.id, x.holder, x.attempts, h.size, h.root, h.at, h.kid, h.signature
"""


class NoHolder(Exception):
    """Who is to get a head is no longer in the settings."""


async def hand_out() -> bool:
    """Hand out one head that is due; return whether there may be more. At least once: a holder may get one twice.

    No transaction is open while a holder answers: an old snapshot makes every phone fetch the same changes again.
    """
    now = db.clock.now()
    row = await db.fetchrow(_TAKE, now, now + _LEASE)
    if row is None:
        return False
    head = Head(row["size"], row["root"], row["at"], row["kid"], row["signature"])
    try:
        await _hand(holders(), row["holder"], head, str(row["id"]))
    except NoHolder:
        await _end(row["id"], now, "no longer a holder in the settings")
    except (OSError, ValueError, httpx.HTTPError, smtplib.SMTPException) as error:
        _log.warning("record.not_handed", holder=row["holder"], size=head.size, error=type(error).__name__)
        HANDED.labels(row["holder"], "failed").inc()
        wait = min(_LONGEST, timedelta(seconds=30) * 2 ** min(row["attempts"] - 1, 10))
        sql = "update record_export set next_at = $2, error = $3 where id = $1 and done_at is null"
        await db.execute(sql, row["id"], now + wait, f"{type(error).__name__}: {error}"[:300])
    else:
        HANDED.labels(row["holder"], "done").inc()
        await _end(row["id"], now, None)
    return True


async def _end(export_id: uuid.UUID, now: datetime, error: str | None) -> None:
    await db.execute("update record_export set done_at = $2, error = $3 where id = $1", export_id, now, error)


async def _hand(chosen: Holders, holder: str, head: Head, handing: str) -> None:
    if holder == "file" and chosen.folder:
        await asyncio.to_thread(append, chosen.folder, head.line())
    elif holder == "webhook" and chosen.webhook:
        await _post(chosen, head, handing)
    elif holder == "mail" and chosen.mail_to:
        await asyncio.to_thread(_mail, chosen, head)
    else:
        raise NoHolder


def append(folder: Path, line: bytes) -> None:
    """Add a line to the file of heads and return when it would survive a power cut."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "heads.jsonl").open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


async def _post(chosen: Holders, head: Head, handing: str) -> None:
    assert chosen.webhook
    body, at = head.line().rstrip(), str(int(db.clock.now().timestamp()))
    signed = {"webhook-id": handing, "webhook-timestamp": at}
    signed["webhook-signature"] = signature(chosen.webhook_secret, handing, at, body)
    async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
        answer = await client.post(chosen.webhook, content=body, headers=signed | {"content-type": "application/json"})
    answer.raise_for_status()


def signature(secret: str, handing: str, at: str, body: bytes) -> str:
    """Return a post's signature as standardwebhooks.com describes it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"{handing}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def _mail(chosen: Holders, head: Head) -> None:
    assert chosen.mail_to
    mail, server = EmailMessage(), urlsplit(chosen.smtp)
    mail["From"], mail["To"] = chosen.mail_from, chosen.mail_to
    mail["Subject"] = f"Fieldloop: {head.size} {head.root.hex()[:16]}"
    mail.set_content(
        "请保存此邮件：它可以证明工单记录此后未被改动。\n"
        "Keep this mail: with it anybody can show whether the record was changed later.\n\n" + head.line().decode()
    )
    secure = ssl.create_default_context()
    host = server.hostname or ""
    with (
        smtplib.SMTP_SSL(host, server.port or 465, timeout=_TIMEOUT_S, context=secure)
        if server.scheme == "smtps"
        else smtplib.SMTP(host, server.port or 25, timeout=_TIMEOUT_S)
    ) as line:
        if server.username:
            if server.scheme == "smtp":
                line.starttls(context=secure)
            line.login(unquote(server.username), unquote(server.password or ""))
        line.send_message(mail)
