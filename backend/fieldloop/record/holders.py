"""Who is handed each tree head, so that somebody else holds it: settings FIELDLOOP_HEADS_*, read once and checked."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from fieldloop.settings import SettingsError

_ADDRESS = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


class Holders(Struct, frozen=True, kw_only=True):
    """What an operator decides; every field says which variable sets it."""

    minutes: int = 60
    """FIELDLOOP_HEADS_MINUTES: how often a head is signed while events come in."""
    folder: Path | None = None
    """FIELDLOOP_HEADS_FOLDER: heads are appended to `heads.jsonl` there; best on a disk of somebody else's."""
    webhook: str | None = None
    """FIELDLOOP_HEADS_WEBHOOK: address that each head is posted to."""
    webhook_secret: str = ""
    """FIELDLOOP_HEADS_WEBHOOK_SECRET: `whsec_…`, the secret that signs the posts (standardwebhooks.com)."""
    mail_to: str | None = None
    """FIELDLOOP_HEADS_MAIL_TO: whom each head is written to."""
    mail_from: str = ""
    """FIELDLOOP_HEADS_MAIL_FROM: the sender of these mails."""
    smtp: str = ""
    """FIELDLOOP_SMTP_URL: `smtp://user:password@host:587` (STARTTLS when there is a password), or `smtps://`."""

    @property
    def names(self) -> tuple[str, ...]:
        """Who is handed a head."""
        wanted = {"file": self.folder, "webhook": self.webhook, "mail": self.mail_to}
        return tuple(name for name, value in wanted.items() if value)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Holders":
        """Read and check every variable; an empty one counts as unset."""
        env = {name: value.strip() for name, value in environ.items() if value.strip()}
        folder = env.get("FIELDLOOP_HEADS_FOLDER")
        found = cls(
            minutes=_minutes(env.get("FIELDLOOP_HEADS_MINUTES", "60")),
            folder=Path(folder).expanduser().absolute() if folder else None,
            webhook=env.get("FIELDLOOP_HEADS_WEBHOOK"),
            webhook_secret=env.get("FIELDLOOP_HEADS_WEBHOOK_SECRET", ""),
            mail_to=env.get("FIELDLOOP_HEADS_MAIL_TO"),
            mail_from=env.get("FIELDLOOP_HEADS_MAIL_FROM", ""),
            smtp=env.get("FIELDLOOP_SMTP_URL", ""),
        )
        if found.webhook:
            if urlsplit(found.webhook).scheme not in {"http", "https"}:
                raise SettingsError("FIELDLOOP_HEADS_WEBHOOK must start with http: or https:")
            if not found.webhook_secret.startswith("whsec_"):
                raise SettingsError("FIELDLOOP_HEADS_WEBHOOK needs a FIELDLOOP_HEADS_WEBHOOK_SECRET, whsec_…")
        if found.mail_to:
            if not (_ADDRESS.fullmatch(found.mail_to) and _ADDRESS.fullmatch(found.mail_from)):
                raise SettingsError("FIELDLOOP_HEADS_MAIL_TO and FIELDLOOP_HEADS_MAIL_FROM must be one address each")
            if urlsplit(found.smtp).scheme not in {"smtp", "smtps"} or not urlsplit(found.smtp).hostname:
                raise SettingsError("FIELDLOOP_HEADS_MAIL_TO needs a FIELDLOOP_SMTP_URL, smtp: or smtps:")
        return found


@cache
def holders() -> Holders:
    """The holders of this process; raises SettingsError."""
    return Holders.from_env(os.environ)


def _minutes(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 10_000):
        raise SettingsError(f"FIELDLOOP_HEADS_MINUTES={value} is not a number of minutes (1 to 10000)")
    return int(value)
