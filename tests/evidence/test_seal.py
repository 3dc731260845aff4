"""What the phone seals and what we commit to, by the vectors that the phone's own tests read too."""

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.evidence.seal import Claim, Sealing, commitment, seal_of, sealing, well_formed

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "seals.json").read_text())["vectors"]
ORDER, SHA, NONCE = uuid.UUID(VECTORS[0]["order"]), VECTORS[0]["sha256"], VECTORS[0]["nonce"]
AT = datetime(2026, 11, 27, 10, 5, 1, 123_000, UTC)


def claimed(said: dict[str, Any]) -> Claim:
    lat, lon, accuracy_m = (None if said[name] is None else float(said[name]) for name in ("lat", "lon", "accuracy_m"))
    taken_at = datetime.fromisoformat(said["taken_at"]) if said["taken_at"] else None
    return Claim(taken_at=taken_at, lat=lat, lon=lon, accuracy_m=accuracy_m, nonce=said["nonce"], seal=said["seal"])


@pytest.mark.parametrize("said", VECTORS, ids=lambda said: said["name"])
def test_the_phone_s_seal_is_ours(said: dict[str, Any]):
    claim = claimed(said)
    assert seal_of(ORDER, SHA, claim) == said["seal"]
    assert sealing(ORDER, SHA, claim, {said["nonce"]: True}) is Sealing.SEALED


def test_the_text_that_is_sealed_is_as_documented():
    lines = ("fieldloop-seal-1", ORDER, NONCE, SHA, "2026-11-27T10:05:01.123Z", "31.25", "-0.0000012", "1.5e+21")
    text = "\n".join(str(line) for line in lines)
    claim = Claim(taken_at=AT, lat=31.25, lon=-0.0000012, accuracy_m=1.5e21, nonce=NONCE)
    assert seal_of(ORDER, SHA, claim) == hashlib.sha256(text.encode()).hexdigest()


def test_a_moment_is_the_same_in_every_zone_and_keeps_its_microseconds():
    here = Claim(taken_at=AT, nonce=NONCE)
    there = Claim(taken_at=AT.astimezone(timezone(timedelta(hours=8))), nonce=NONCE)
    assert seal_of(ORDER, SHA, here) == seal_of(ORDER, SHA, there)
    assert seal_of(ORDER, SHA, here) != seal_of(ORDER, SHA, Claim(taken_at=AT + timedelta(microseconds=1), nonce=NONCE))


@pytest.mark.parametrize(
    "other",
    [
        {"nonce": "f" * 32},
        {"taken_at": AT + timedelta(milliseconds=1)},
        {"lat": 31.250001},
        {"lon": 121.570001},
        {"accuracy_m": 8.5},
        {"seal": "0" * 64},
        {"seal": None},
        {"nonce": None},
    ],
)
def test_whatever_was_changed_after_sealing_shows(other: dict[str, Any]):
    true: dict[str, Any] = {"taken_at": AT, "lat": 31.25, "lon": 121.57, "accuracy_m": 8.0, "nonce": NONCE}
    true["seal"] = seal_of(ORDER, SHA, Claim(**true))
    known = {NONCE: True}
    assert sealing(ORDER, SHA, Claim(**true), known) is Sealing.SEALED
    assert sealing(ORDER, SHA, Claim(**{**true, **other}), known) is Sealing.BROKEN
    assert sealing(ORDER, "0" * 64, Claim(**true), known) is Sealing.BROKEN
    assert sealing(uuid.uuid4(), SHA, Claim(**true), known) is Sealing.BROKEN


def test_no_seal_or_one_of_an_earlier_round_is_a_claim_and_no_fault():
    assert sealing(ORDER, SHA, Claim(taken_at=AT), {NONCE: True}) is Sealing.CLAIMED
    sealed = claimed(VECTORS[0])
    assert sealing(ORDER, SHA, sealed, {NONCE: False}) is Sealing.CLAIMED
    assert sealing(ORDER, SHA, sealed, {}) is Sealing.BROKEN


@pytest.mark.parametrize("text", ["", "\0", "F" * 32, "a" * 31, "é" * 32, "0" * 32 + "\n"])
def test_what_cannot_be_a_nonce_is_broken_and_not_stored(text: str):
    nonce, seal = well_formed(text, text)
    assert (nonce, seal) == ("", "")
    assert sealing(ORDER, SHA, Claim(nonce=nonce, seal=seal), {"": True, NONCE: True}) is Sealing.BROKEN


def test_the_commitment_is_the_salted_hash_of_the_claim_as_json():
    claim = Claim(taken_at=AT, lat=31.25, lon=121.57, accuracy_m=8.0, source="camera", nonce=NONCE, seal="0" * 64)
    said = {
        "accuracy_m": 8,
        "lat": 31.25,
        "lon": 121.57,
        "nonce": NONCE,
        "seal": "0" * 64,
        "source": "camera",
        "taken_at": "2026-11-27T10:05:01.123Z",
    }
    text = json.dumps(said, separators=(",", ":"), sort_keys=True)
    assert commitment(b"salt", claim) == hashlib.sha256(b"salt" + text.encode()).hexdigest()
    nothing = json.dumps(dict.fromkeys(said) | {"source": "device"}, separators=(",", ":"), sort_keys=True)
    assert commitment(b"", Claim(source="device")) == hashlib.sha256(nothing.encode()).hexdigest()


@given(st.floats(-180, 180), st.floats(-180, 180))
def test_two_places_never_share_a_seal(one: float, two: float):
    seals = {seal_of(ORDER, SHA, Claim(lat=lat, lon=0.0, nonce=NONCE)) for lat in (one, two)}
    assert len(seals) == len({one, two})
