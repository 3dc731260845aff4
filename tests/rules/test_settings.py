"""What becomes of an element's settings."""

import re
from dataclasses import asdict
from pathlib import Path

import msgspec

from fieldloop.catalogue.rules import SETTINGS, differing, forgets_early, limit_columns, limits_of, merged
from fieldloop.catalogue.setting_shapes import SettingsPatch, SomeSettings, ThresholdsPatch
from fieldloop.catalogue.thresholds import Thresholds

SCREEN = Path(__file__).parents[2] / "pwa" / "src" / "core" / "settings.ts"
TIMES = ("extend_times", "extend_minutes", "suspend_days")
FIGURES = (
    "keep_days",
    "reopen_days",
    "clear_frames",
    "owner_minutes",
    "silent_minutes",
    "inspect_share",
    "sample_share",
    *TIMES,
    *("wait_times", "reporter_minutes", "unit_minutes"),
    "escalate_minutes",
    "warn_share",
)
FIX = {"fix": {"amount": 30, "unit": "minutes"}, "accept": {"amount": 5, "unit": "minutes"}}
NOW = (
    dict.fromkeys(SETTINGS)
    | {"stamp": True, "thresholds": {"far_m": 100, "dark_brightness": 9}, "reopen_days": 7}
    | {"limits": FIX, "urgent_limits": {"fix": {"amount": 9, "unit": "minutes"}}}
)


def test_what_was_not_said_stays():
    then = merged(NOW, {"stamp": False})
    assert (then["stamp"], then["thresholds"], then["reopen_days"]) == (False, NOW["thresholds"], 7)
    assert differing(NOW, then) == ["stamp"]


def test_of_the_thresholds_too_and_null_is_the_default_again():
    then = merged(NOW, {"thresholds": {"far_m": None, "speed_kmh": 90}})
    assert then["thresholds"] == {"dark_brightness": 9, "speed_kmh": 90}
    assert differing(NOW, then) == ["thresholds"]


def test_of_the_limits_each_clock_s_by_itself_in_minutes_or_in_another_unit():
    then = merged(NOW, {"limits": {"fix": {"amount": 2, "unit": "working_days"}}})
    assert differing(NOW, then) == ["limits"]
    own = {"fix": {"amount": 2, "unit": "working_days"}}
    assert limit_columns(then["limits"]) == {"accept_minutes": 5, "own_limits": own}
    assert limits_of({"accept_minutes": 5, "fix_minutes": 30, "review_minutes": 60, "own_limits": own}) == then[
        "limits"
    ] | {"review": {"amount": 60, "unit": "minutes"}}


def test_of_the_limits_of_urgent_orders_null_is_those_of_all_again():
    own = {"fix": {"amount": 9, "unit": "minutes"}, "accept": {"amount": 1, "unit": "urgent_hours"}}
    then = merged(NOW, {"urgent_limits": {"accept": own["accept"]}})
    assert (then["urgent_limits"], differing(NOW, then)) == (own, ["urgent_limits"])
    assert merged(NOW, {"urgent_limits": {"fix": None}})["urgent_limits"] == {}


def test_saying_what_is_so_anyway_changes_nothing():
    assert differing(NOW, merged(NOW, {"stamp": True, "thresholds": {"far_m": 100, "skew_minutes": None}})) == []


def test_photos_stay_while_a_reporter_may_speak():
    found = [keep for keep in (None, 1, 6, 7, 8) if forgets_early({"keep_days": keep, "reopen_days": 7})]
    assert found == [1, 6]


def test_every_threshold_can_be_set_and_its_default_is_within_what_is_allowed():
    assert list(ThresholdsPatch.__struct_fields__) == list(asdict(Thresholds()))
    msgspec.convert(asdict(Thresholds()), ThresholdsPatch)


def test_every_setting_can_be_changed_and_told_of():
    assert set(SettingsPatch.__struct_fields__) == {"id", "version", *SETTINGS}
    assert set(SomeSettings.__struct_fields__) == set(SETTINGS)


def test_the_screen_says_the_same_limits():
    said = dict(re.findall(r"^  (\w+): \[([\d.]+, [\d.]+)\],$", SCREEN.read_text(), re.MULTILINE))
    for struct, names in ((ThresholdsPatch, ThresholdsPatch.__struct_fields__), (SettingsPatch, FIGURES)):
        schema = msgspec.json.schema(struct)["$defs"][struct.__name__]["properties"]
        for name in names:
            limits = next(each for each in schema[name].get("anyOf", [schema[name]]) if "minimum" in each)
            assert said.pop(name) == f"{limits['minimum']:.9g}, {limits['maximum']:.9g}", name
    assert said == {}
