"""What administrators see and send of an element's settings."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from fieldloop.catalogue.ladders import Ladders
from fieldloop.catalogue.limit_shapes import Limits, LimitsPatch, UrgentLimits, UrgentPatch
from fieldloop.catalogue.thresholds import Thresholds
from fieldloop.shapes import Command, Names, PersonRef

_Share = Annotated[float, Meta(ge=0, le=1)]
_Bits = Annotated[float, Meta(ge=0, le=11)]
_Minutes = Annotated[float, Meta(ge=0, le=10_080)]
_Words = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]


class ThresholdsPatch(Command, kw_only=True):
    """From which number on a photo raises a question; null is the default again, what is absent stays."""

    reuse_bits: _Bits | UnsetType | None = UNSET
    same_place_bits: _Bits | UnsetType | None = UNSET
    same_place_difference: _Share | UnsetType | None = UNSET
    same_place_change: _Share | UnsetType | None = UNSET
    reuse_likeness: _Share | UnsetType | None = UNSET
    plain_contrast: Annotated[float, Meta(ge=0, le=128)] | UnsetType | None = UNSET
    far_m: Annotated[float, Meta(ge=1, le=1_000_000)] | UnsetType | None = UNSET
    early_minutes: _Minutes | UnsetType | None = UNSET
    late_minutes: _Minutes | UnsetType | None = UNSET
    skew_minutes: _Minutes | UnsetType | None = UNSET
    speed_kmh: Annotated[float, Meta(ge=1, le=10_000)] | UnsetType | None = UNSET
    dark_brightness: Annotated[float, Meta(ge=0, le=255)] | UnsetType | None = UNSET
    blurred_sharpness: Annotated[float, Meta(ge=0, le=100)] | UnsetType | None = UNSET
    place_likeness: _Share | UnsetType | None = UNSET
    unchanged_change: Annotated[float, Meta(ge=0, le=10)] | UnsetType | None = UNSET


class ChecklistLine(Command):
    """A line to tick while reviewing."""

    zh: _Words
    en: _Words


class SettingsPatch(Command, kw_only=True):
    """What is to change: `id` names this change, `version` is that of the settings it was made on."""

    id: uuid.UUID
    version: int
    stamp: bool | UnsetType = UNSET
    keep_days: Annotated[int, Meta(ge=1, le=36_500)] | UnsetType | None = UNSET
    reopen_days: Annotated[int, Meta(ge=0, le=365)] | UnsetType = UNSET
    clear_frames: Annotated[int, Meta(ge=0, le=100)] | UnsetType = UNSET
    owner_minutes: Annotated[int, Meta(ge=0, le=1_440)] | UnsetType = UNSET
    silent_minutes: Annotated[int, Meta(ge=0, le=1440)] | UnsetType = UNSET
    inspect_share: _Share | UnsetType = UNSET
    sample_share: _Share | UnsetType = UNSET
    other_unit: bool | UnsetType = UNSET
    extend_times: Annotated[int, Meta(ge=0, le=10)] | UnsetType = UNSET
    extend_minutes: Annotated[int, Meta(ge=1, le=525_600)] | UnsetType = UNSET
    suspend_days: Annotated[int, Meta(ge=0, le=365)] | UnsetType = UNSET
    unit_grants: bool | UnsetType = UNSET
    checklist: Annotated[list[ChecklistLine], Meta(max_length=20)] | UnsetType = UNSET
    ladders: Ladders | UnsetType = UNSET
    thresholds: ThresholdsPatch | UnsetType = UNSET
    limits: LimitsPatch | UnsetType = UNSET
    urgent_limits: UrgentPatch | UnsetType = UNSET
    escalate_minutes: Annotated[int, Meta(ge=1, le=525_600)] | UnsetType = UNSET
    wait_times: Annotated[int, Meta(ge=0, le=10)] | UnsetType = UNSET
    reporter_minutes: Annotated[int, Meta(ge=1, le=43_200)] | UnsetType = UNSET
    unit_minutes: Annotated[int, Meta(ge=1, le=43_200)] | UnsetType = UNSET
    warn_share: Annotated[float, Meta(ge=0.01, le=0.99)] | UnsetType = UNSET


class SomeSettings(msgspec.Struct, kw_only=True):
    """Those settings that a change was about; of the thresholds those that are not the default."""

    stamp: bool | UnsetType = UNSET
    keep_days: int | UnsetType | None = UNSET
    reopen_days: int | UnsetType = UNSET
    clear_frames: int | UnsetType = UNSET
    owner_minutes: int | UnsetType = UNSET
    silent_minutes: int | UnsetType = UNSET
    inspect_share: float | UnsetType = UNSET
    sample_share: float | UnsetType = UNSET
    other_unit: bool | UnsetType = UNSET
    extend_times: int | UnsetType = UNSET
    extend_minutes: int | UnsetType = UNSET
    suspend_days: int | UnsetType = UNSET
    unit_grants: bool | UnsetType = UNSET
    checklist: list[Names] | UnsetType = UNSET
    ladders: Ladders | UnsetType = UNSET
    thresholds: dict[str, float] | UnsetType = UNSET
    limits: Limits | UnsetType = UNSET
    urgent_limits: UrgentLimits | UnsetType = UNSET
    escalate_minutes: int | UnsetType = UNSET
    warn_share: float | UnsetType = UNSET
    wait_times: int | UnsetType = UNSET
    reporter_minutes: int | UnsetType = UNSET
    unit_minutes: int | UnsetType = UNSET


class ElementChange(msgspec.Struct):
    """Who changed what, when; the newest stand first."""

    version: int
    person: PersonRef
    at: datetime
    was: SomeSettings
    became: SomeSettings


class ElementSettings(msgspec.Struct, kw_only=True):
    """An element as who administers it sees it; `may_change` is false where other districts share it."""

    code: str
    name: Names
    version: int
    may_change: bool
    stamp: bool
    keep_days: int | None
    reopen_days: int
    clear_frames: int
    owner_minutes: int
    silent_minutes: int
    inspect_share: float
    sample_share: float
    other_unit: bool
    extend_times: int
    extend_minutes: int
    suspend_days: int
    unit_grants: bool
    checklist: list[Names]
    ladders: Ladders
    """Who is told when nobody acts; what it leaves out goes up from the unit to street and district."""
    default_ladders: Ladders
    named: list[PersonRef]
    """The persons whom its levels name, or did before a change that is listed."""
    limits: Limits
    urgent_limits: UrgentLimits
    escalate_minutes: int
    """Between two levels of escalation where no ladder says otherwise."""
    warn_share: float
    """The share of the limit after which whoever has the order is warned; of clocks that begin from now on."""
    wait_times: int
    """How often an order may wait for an answer; 0: never."""
    reporter_minutes: int
    unit_minutes: int
    """The longest that it waits for the reporter, or for another unit."""
    thresholds: Thresholds
    defaults: Thresholds
    changes: list[ElementChange]
