"""The rules behind the findings: what makes one ask, and what does not."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.catalogue.thresholds import Thresholds, thresholds
from fieldloop.evidence.alike import fit, mirrored
from fieldloop.evidence.claims import claimed
from fieldloop.evidence.findings import Case, Look, Shot, Trace, Twin, compared, reused
from fieldloop.evidence.words import question
from fieldloop.places.coordinates import gcj02_to_wgs84
from fieldloop.places.rules import distance_m
from tests.evidence.variants import littered, measured, photographs, taken_again

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SITE = (31.25, 121.57)
CASE = Case(
    id=uuid.UUID(int=1),
    site="site1",
    lat=SITE[0],
    lon=SITE[1],
    discovered_at=NOON - timedelta(minutes=30),
    accepted_at=NOON - timedelta(minutes=20),
    thresholds=Thresholds(),
)
PICTURES = list(photographs().values())


def a_look(number: int = 0, **changes: Any) -> Look:
    found = measured(PICTURES[number])
    names = ("hash", "mirror", "grey", "sharpness", "brightness", "contrast")
    return replace(Look(**{name: getattr(found, name) for name in names}), **changes)


def a_shot(**changes: Any) -> Shot:
    """Return an after-photo as it should be: at the site, by the camera, between accepting and submitting."""
    said: dict[str, Any] = {
        "id": uuid.UUID(int=9),
        "photo": "aa",
        "phase": "after",
        "source": "camera",
        "person": uuid.UUID(int=5),
        "received_at": NOON,
        "taken_at": NOON - timedelta(minutes=5),
        "lat": SITE[0],
        "lon": SITE[1],
        "accuracy_m": 8.0,
        "handed_at": NOON - timedelta(minutes=1),
    }
    return Shot(**(said | changes))


def asked(**changes: Any) -> dict[str, dict[str, float | int | str]]:
    return {found.kind: found.numbers for found in claimed(CASE, a_shot(**changes))}


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


def test_of_a_photo_as_it_should_be_nothing_is_asked():
    assert asked() == {}
    assert asked(look=a_look()) == {}
    assert asked(taken_at=None, lat=None, lon=None, accuracy_m=None) == {}


def test_a_photo_far_away_is_asked_about_with_both_distances():
    lat = SITE[0] + 0.01
    assert asked(lat=lat)["far"] == {"distance_m": 1112, "shifted_m": 1411, "accuracy_m": 8, "limit_m": 200}
    assert "far" not in asked(lat=lat, accuracy_m=2_000)


def test_a_phone_that_means_gcj_02_is_not_far_away():
    # 500 m off on the map, and the site itself by the other system.
    back = gcj02_to_wgs84(*SITE)
    lat, lon = 2 * SITE[0] - back[0], 2 * SITE[1] - back[1]
    assert distance_m(*SITE, lat, lon) > 400
    assert asked(lat=lat, lon=lon) == {}


def test_coordinates_outside_china_are_what_they_are():
    assert gcj02_to_wgs84(48.8, 2.3) == (48.8, 2.3)


def test_the_clock_of_the_phone_is_asked_about():
    assert asked(taken_at=minutes(9))["clock_skew"] == {"minutes": 9}
    assert asked(taken_at=minutes(4), handed_at=minutes(1))["after_submission"] == {"minutes": 3}
    exif = {"look": a_look(exif_at=minutes(-65))}
    assert asked(**exif)["clock_skew"] == {"minutes": 60, "by": "exif"}
    assert asked(**exif, source="gallery") == {"gallery": {}}


def test_what_was_taken_too_early_is_asked_about():
    assert asked(taken_at=minutes(-25))["before_acceptance"] == {"minutes": 5}
    assert asked(taken_at=minutes(-25), phase="before") == {}
    assert asked(taken_at=minutes(-40), phase="before")["before_acceptance"] == {"minutes": 10, "by": "discovered"}


def test_a_place_that_looks_made_up_is_asked_about():
    assert asked(accuracy_m=0)["mock_place"] == {"accuracy_m": 0}
    far = Trace(minutes(-15), SITE[0] + 1, SITE[1], 8)
    assert asked(trace=far)["mock_place"] == {"by": "speed", "distance_km": 111.2, "minutes": 10, "kmh": 667}
    for slow in (replace(far, lat=SITE[0] + 0.01), replace(far, taken_at=minutes(-65))):
        assert asked(trace=slow) == {}


def test_dark_and_blurred_photos_are_asked_about():
    assert list(asked(look=a_look(brightness=20.0, sharpness=1.0))) == ["dark"]
    assert list(asked(look=a_look(sharpness=1.05))) == ["blurred"]


def test_the_thresholds_are_the_element_s():
    assert thresholds({"far_m": 5000, "reuse_bits": "many", "unknown": 1, "dark_brightness": True}) == replace(
        Thresholds(), far_m=5000.0
    )
    patient = replace(CASE, thresholds=thresholds({"far_m": 5000}))
    assert claimed(patient, a_shot(lat=SITE[0] + 0.01)) == []


def a_twin(look: Look, **changes: Any) -> Twin:
    """Return the use of a picture for another order at another site, three days before, by the same person."""
    said: dict[str, Any] = {
        "photo": "bb",
        "order_id": uuid.UUID(int=2),
        "phase": "after",
        "person": uuid.UUID(int=5),
        "received_at": NOON - timedelta(days=3),
        "site": "site2",
        "lat": 31.4,
        "lon": 121.6,
        "hash": look.hash,
        "grey": look.grey,
    }
    return Twin(**(said | changes))


def kinds(shot: Shot, *twins: Twin) -> list[str]:
    return [found.kind for found in reused(CASE, shot, twins)]


def test_a_used_picture_is_asked_about_by_whose_it_was():
    look = a_look()
    shot = a_shot(look=look)
    assert kinds(shot, a_twin(look)) == ["reused_by_person"]
    assert kinds(shot, a_twin(look, person=None)) == ["reused_anywhere"]
    assert kinds(shot, a_twin(look, order_id=CASE.id)) == ["reused_here"]
    [found] = reused(CASE, shot, [a_twin(look)])
    assert (found.numbers, found.other_photo) == ({"bits": 0, "days": 3}, "bb")


def test_a_mirror_image_is_found_and_said_to_be_one():
    look = a_look()
    turned = replace(look, hash=look.mirror, grey=mirrored(look.grey or b""))
    [found] = reused(CASE, a_shot(look=look), [a_twin(turned)])
    assert found.numbers == {"bits": 0, "days": 3, "mirrored": 1}
    assert "mirror" in question(found.kind, found.numbers)[1]


def test_of_a_photo_that_is_gone_the_hash_alone_is_held_against_another_order_s():
    look = a_look()
    shot, nearly = a_shot(look=look), replace(look, hash=look.hash ^ 0b11111)
    assert kinds(shot, a_twin(look, grey=None)) == ["reused_by_person"]
    assert kinds(shot, a_twin(nearly)) == ["reused_by_person"]
    assert kinds(shot, a_twin(nearly, grey=None)) == []
    # Two honest photos of one place have nearly the same hash.
    assert kinds(shot, a_twin(look, grey=None, site="site1")) == []
    assert kinds(shot, a_twin(look, grey=None, site="site1", photo="aa")) == ["reused_by_person"]
    gone = replace(look, grey=None)
    assert kinds(a_shot(look=gone), a_twin(look)) == ["reused_by_person"]
    assert compared(CASE, [a_shot(phase="before", photo="bb", look=gone), a_shot(look=look)]) == []


def test_another_picture_is_no_copy_and_one_without_content_is_compared_by_its_bytes_only():
    assert kinds(a_shot(look=a_look(0)), a_twin(a_look(1))) == []
    plain = a_look(contrast=1.0)
    assert kinds(a_shot(look=plain), a_twin(plain)) == []
    assert kinds(a_shot(look=plain), a_twin(plain, photo="aa")) == ["reused_by_person"]


def test_at_the_same_site_an_honest_second_photo_is_no_copy():
    one, other = (a_look_of(taken_again(seed, 0.02)(PICTURES[0])) for seed in (1, 2))
    assert kinds(a_shot(look=one), a_twin(other, site="site1")) == []
    assert kinds(a_shot(look=one), a_twin(one, site="site1")) == ["reused_by_person"]
    assert kinds(a_shot(look=one), a_twin(one, site=None, lat=SITE[0], lon=SITE[1])) == ["reused_by_person"]


def a_look_of(picture: Any) -> Look:
    found = measured(picture)
    return Look(found.hash, found.mirror, found.grey, found.sharpness, found.brightness, found.contrast)


def pair(before: Look, after: Look, **changes: Any) -> list[str]:
    first = a_shot(photo="bb", phase="before", look=before, **changes)
    return [found.kind for found in compared(CASE, [first, a_shot(look=after)])]


def test_before_and_after_are_compared():
    place = PICTURES[1]
    before = a_look_of(taken_again(1, 0.02)(littered(1)(place)))
    assert pair(before, a_look_of(taken_again(2, 0.02)(place))) == []
    assert pair(before, before) == ["unchanged"]
    assert pair(before, a_look(9)) == ["other_place"]


def test_a_camera_on_a_pole_is_not_compared_and_neither_is_the_same_photo():
    assert pair(a_look(0), a_look(9), source="device") == []
    same = a_shot(look=a_look(0))
    assert compared(CASE, [replace(same, phase="before"), same]) == []
    assert pair(a_look(0, contrast=1.0), a_look(9)) == []


def test_what_was_found_when_it_was_opened_again_is_not_what_was_there_before():
    found = a_shot(phase="found", photo="bb", look=a_look(0), received_at=NOON + timedelta(hours=1))
    after = a_shot(look=a_look(0))
    assert compared(CASE, [after, found]) == []
    assert [asked.kind for asked in compared(CASE, [replace(found, received_at=NOON), after])] == ["unchanged"]


@given(st.binary(min_size=1024, max_size=1024))
def test_any_grey_copy_fits_itself(grey: bytes):
    found = fit(grey, grey, reach=1)
    assert found.likeness == pytest.approx(1.0) or len(set(grey)) == 1
    assert found.difference == 0
    assert mirrored(mirrored(grey)) == grey
