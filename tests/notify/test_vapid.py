"""Our identity towards push services."""

import stat
import threading
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from fieldloop.notify.vapid import LIFE_S, RENEW_S, Vapid, open_key


def claims(header: str, identity: Vapid, key: ec.EllipticCurvePrivateKey, audience: str) -> dict[str, object]:
    token, public = header.removeprefix("vapid t=").split(", k=")
    assert public == identity.public_key
    return jwt.decode(
        token,
        key.public_key(),
        algorithms=["ES256"],
        audience=audience,
        options={"verify_exp": False},  # the test's clock is a number
    )


def test_the_first_start_makes_a_key_that_only_its_owner_may_read(tmp_path: Path):
    key = open_key(tmp_path / "keys")
    path = tmp_path / "keys" / "vapid.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert open_key(tmp_path / "keys").private_numbers() == key.private_numbers()


def test_processes_that_start_together_get_one_key(tmp_path: Path):
    together, found = threading.Barrier(8), list[object]()

    def start() -> None:
        together.wait()
        found.append(open_key(tmp_path).private_numbers())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["vapid.pem"]


def test_a_file_that_is_no_key_is_refused(tmp_path: Path):
    (tmp_path / "vapid.pem").write_text("hello")
    with pytest.raises(ValueError):
        open_key(tmp_path)


def test_the_header_names_the_service_with_its_port_and_ends_within_a_day(tmp_path: Path):
    key = open_key(tmp_path)
    identity = Vapid(key, "mailto:a@example.org", lambda: 1_000_000.0)
    found = claims(identity.header("https://push.local:8443"), identity, key, "https://push.local:8443")
    assert found == {"aud": "https://push.local:8443", "exp": 1_000_000 + LIFE_S, "sub": "mailto:a@example.org"}
    assert LIFE_S <= 12 * 3600


def test_a_header_is_signed_once_per_service_and_again_before_it_ends(tmp_path: Path):
    now = [1_000_000.0]
    identity = Vapid(open_key(tmp_path), "mailto:a@example.org", lambda: now[0])
    first = identity.header("https://one.example")
    assert identity.header("https://two.example") != first
    now[0] += LIFE_S - RENEW_S - 1
    assert identity.header("https://one.example") == first
    now[0] += 2
    assert identity.header("https://one.example") != first


def test_the_cache_of_headers_cannot_grow_for_ever(tmp_path: Path):
    identity = Vapid(open_key(tmp_path), "mailto:a@example.org", lambda: 0.0)
    for number in range(250):
        identity.header(f"https://{number}.push.apple.com")
    assert len(identity._headers) <= 100
