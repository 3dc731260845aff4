"""Checking a receipt without the product: by the command, and by the ten lines of docs/receipts.md."""

import json
import re
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from fieldloop.__main__ import main
from fieldloop.evidence import signing
from fieldloop.evidence.receipts import Receipt, written

DOCS = Path(__file__).parents[2] / "docs" / "receipts.md"
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
AT = datetime(2026, 11, 27, 10, 5, 7, tzinfo=UTC)


def a_receipt(*, sealed: bool = True, claimed: bool = False) -> str:
    return written(
        Receipt(
            kid=signing.keys().kid(),
            order=uuid.UUID("0193a6c8-7f2e-7c41-9d0b-2f5f6a7b8c9d"),
            sha256=SHA,
            phase="after",
            claim="0" * 64,
            taken_at=None if claimed else AT,
            received_at=AT,
            sealed=sealed,
            claimed=claimed,
        )
    )


@pytest.fixture
def keys(own_settings: Path, tmp_path: Path) -> str:
    """Return a file with the keys, as the API answers them."""
    path = tmp_path / "keys.json"
    path.write_bytes(msgspec.json.encode({"keys": signing.keys().public()}))
    return str(path)


def stored(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "receipt.txt"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def test_the_ten_lines_of_the_documentation_verify_a_receipt(keys: str, tmp_path: Path):
    [code] = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 11
    signing.keys().rotate()
    Path(keys).write_bytes(msgspec.json.encode({"keys": signing.keys().public()}))
    receipt = a_receipt()
    good = [sys.executable, "-c", code, stored(tmp_path, receipt), keys]
    said = subprocess.run(good, capture_output=True, text=True, check=True).stdout
    assert said == f"0193a6c8-7f2e-7c41-9d0b-2f5f6a7b8c9d {SHA} after received 2026-11-27T10:05:07Z\n"
    other = a_receipt(sealed=False)
    forged = f"{other.partition('.')[0]}.{receipt.partition('.')[2]}"
    stored(tmp_path, forged)
    refused = subprocess.run(good, capture_output=True, text=True, check=False)
    assert "InvalidSignature" in refused.stderr


def test_the_documentation_shows_every_field_of_a_receipt():
    [shown] = re.findall(r"```json\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert tuple(json.loads(shown)) == Receipt.__struct_fields__


def test_the_command_says_what_each_receipt_proves(keys: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    lines = [a_receipt(), "", a_receipt(sealed=False, claimed=True), a_receipt(sealed=False)]
    assert main(["check-receipt", stored(tmp_path, *lines), "--keys", keys]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3
    assert all(line.startswith("good: ") and SHA in line and "received 2026-11-27T10:05:07Z" in line for line in said)
    assert [line.rpartition("(")[2] for line in said] == ["sealed)", "claimed)", "seal does not match)"]
    assert "taken not said" in said[1]


def test_a_forged_receipt_ends_with_1(keys: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    forged = stored(tmp_path, a_receipt(), a_receipt()[:-3] + "AAA")
    assert main(["check-receipt", forged, "--keys", keys]) == 1
    assert [line[:5] for line in capsys.readouterr().out.splitlines()] == ["good:", "NOT S"]


@pytest.mark.parametrize("wrong", ["missing", "no_keys"])
def test_what_cannot_be_checked_is_one_line(keys: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str):
    file = stored(tmp_path, a_receipt())
    arguments = {"missing": ["nowhere.txt", "--keys", keys], "no_keys": [file, "--keys", file]}[wrong]
    assert main(["check-receipt", *arguments]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
