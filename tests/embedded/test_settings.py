"""Settings are read once, and a wrong one is one clear line."""

from pathlib import Path

import pytest

from fieldloop.settings import Settings, SettingsError


def test_without_variables_the_product_is_whole_and_reachable_from_phones() -> None:
    settings = Settings.from_env({})
    assert (settings.host, settings.port, settings.clock_speed) == ("0.0.0.0", 8000, 1.0)
    assert (settings.database_url, settings.redis_url, settings.public_url) == (None, None, None)
    assert not settings.demo
    assert not settings.secure_cookies
    assert settings.media.name == "media"
    assert settings.media.parent == settings.data.parent


def test_a_data_folder_carries_photos_and_keys_unless_told_otherwise(tmp_path: Path) -> None:
    settings = Settings.from_env({"FIELDLOOP_DATA": str(tmp_path)})
    assert (settings.media, settings.keys) == (tmp_path / "media", tmp_path / "keys")
    elsewhere = {"FIELDLOOP_DATA": str(tmp_path), "FIELDLOOP_MEDIA": str(tmp_path / "photos")}
    assert Settings.from_env(elsewhere).media == tmp_path / "photos"


def test_an_empty_variable_is_an_unset_one() -> None:
    assert Settings.from_env({"FIELDLOOP_PORT": " ", "FIELDLOOP_DATABASE_URL": ""}) == Settings.from_env({})


def test_https_to_the_outside_makes_cookies_secure() -> None:
    assert Settings.from_env({"FIELDLOOP_PUBLIC_URL": "https://loop.example/"}).secure_cookies
    assert Settings.from_env({"FIELDLOOP_PUBLIC_URL": "https://loop.example/"}).public_url == "https://loop.example"
    assert not Settings.from_env({"FIELDLOOP_PUBLIC_URL": "http://loop.example"}).secure_cookies


def test_push_hosts_are_a_list() -> None:
    settings = Settings.from_env({"FIELDLOOP_PUSH_HOSTS": "127.0.0.1:9001, Push.example:443,"})
    assert settings.push_hosts == {"127.0.0.1:9001", "push.example:443"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIELDLOOP_PORT", "http"),
        ("FIELDLOOP_PORT", "0"),
        ("FIELDLOOP_PORT", "65536"),
        ("FIELDLOOP_PORT", "²"),
        ("FIELDLOOP_CLOCK_SPEED", "0"),
        ("FIELDLOOP_CLOCK_SPEED", "nan"),
        ("FIELDLOOP_CLOCK_SPEED", "fast"),
        ("FIELDLOOP_SYNTHETIC_MINUTES", "-1"),
        ("FIELDLOOP_SYNTHETIC_MINUTES", "0.5"),
        ("FIELDLOOP_SYNTHETIC_MINUTES", "1441"),
        ("FIELDLOOP_DEMO", "maybe"),
        ("FIELDLOOP_PUSH_HOSTS", "push.example"),
        ("FIELDLOOP_PUSH_HOSTS", "http://push.example:80"),
        ("FIELDLOOP_PUSH_HOSTS", "push.example:port"),
        ("FIELDLOOP_DATABASE_URL", "mysql://db"),
        ("FIELDLOOP_DATABASE_URL", "postgresql://"),
        ("FIELDLOOP_REDIS_URL", "localhost:6379"),
        ("FIELDLOOP_PUBLIC_URL", "loop.example"),
        ("FIELDLOOP_PUSH_SUBJECT", "someone"),
        ("FIELDLOOP_TILES_URL", "tiles.example/{z}/{x}/{y}"),
        ("FIELDLOOP_TILES_URL", "https://tiles.example/{z}/{x}"),
        ("FIELDLOOP_TILES_URL", "https://a b;script-src/{z}/{x}/{y}"),
        ("FIELDLOOP_TILES_URL", "https://{s}{s}.example/{z}/{x}/{y}"),
        ("FIELDLOOP_DATA", __file__),
    ],
)
def test_a_wrong_value_names_its_variable_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as raised:
        Settings.from_env({name: value})
    assert "\n" not in str(raised.value)


def test_tiles_are_a_service_its_credit_and_its_system() -> None:
    env = {"FIELDLOOP_TILES_URL": "https://{s}.tiles.example/{z}/{x}/{y}.png", "FIELDLOOP_TILES_SYSTEM": "BD09"}
    tiles = Settings.from_env(env).tiles
    assert tiles is not None
    assert (tiles.system, tiles.attribution, tiles.source) == ("bd09", "", "https://*.tiles.example")
    assert Settings.from_env({"FIELDLOOP_TILES_SYSTEM": "moon"}).tiles is None
    with pytest.raises(SettingsError, match="FIELDLOOP_TILES_SYSTEM"):
        Settings.from_env(env | {"FIELDLOOP_TILES_SYSTEM": "moon"})


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env({"FIELDLOOP_DATABASE_URL": "mysql://root:hidden@db/fieldloop"})
    assert "hidden" not in str(raised.value)


def test_photos_may_lie_in_a_bucket_and_the_unfinished_ones_stay_on_the_disk(tmp_path: Path) -> None:
    address = "s3://city/photos?endpoint=https://s3.example&region=cn-east-1"
    settings = Settings.from_env({"FIELDLOOP_DATA": str(tmp_path), "FIELDLOOP_MEDIA": address})
    assert (settings.bucket, settings.media) == (address, tmp_path / "media")
    assert Settings.from_env({"FIELDLOOP_MEDIA": str(tmp_path)}).bucket is None


@pytest.mark.parametrize(
    "address", ["s3:", "s3:///photos", "s3://key:word@city/photos", "s3://city?secret_access_key=k"]
)
def test_the_address_of_a_bucket_holds_no_keys_and_a_wrong_one_is_not_repeated(address: str) -> None:
    with pytest.raises(SettingsError, match="FIELDLOOP_MEDIA") as caught:
        Settings.from_env({"FIELDLOOP_MEDIA": address})
    assert "word" not in str(caught.value)
