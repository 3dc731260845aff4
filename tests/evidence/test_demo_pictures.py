"""The demo's drawn photos: other places are other pictures, and only the pairs that are meant to are asked about."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations
from random import Random

from PIL import Image

from fieldloop.evidence.findings import Look
from fieldloop.seed.history import history
from fieldloop.seed.open_work import open_work
from fieldloop.seed.pictures import Shot, photograph
from fieldloop.seed.story import Story
from fieldloop.seed.told import told
from fieldloop.seed.town import Town
from tests.evidence.findings_table import is_reused, look, pair
from tests.evidence.variants import measured

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
TOWN = Town.from_tables()
OPEN = open_work(TOWN, NOW, 1)


def seen(shot: Shot) -> Look:
    return look(measured(Image.open(BytesIO(photograph(shot))).convert("RGB")))


def test_no_place_is_taken_for_another():
    others = [*told(TOWN, NOW, 1), *OPEN]
    stories = [*others, *history(TOWN, NOW, 1, Random(737), others)]
    places = {(shot.scene, shot.place) for story in stories for step in story.steps for _, shot in step.shots}
    assert len(places) > 40
    looks = {place: seen(Shot(*place, order="", take="")) for place in sorted(places)}
    alike = [(one, other) for one, other in combinations(looks, 2) if _taken_for_another(one, other, looks)]
    assert alike == []


def _taken_for_another(one: tuple[str, str], other: tuple[str, str], looks: dict[tuple[str, str], Look]) -> bool:
    return one[1] != other[1] and is_reused(looks[one], looks[other], same_site=False)


def _asked() -> Iterator[Story]:
    """Give the stories under review whose newest photo is asked about beside the one that people took before."""
    for story in OPEN:
        shots = [(phase, shot) for step in story.steps for phase, shot in step.shots if step.who != "camera"]
        before = [shot for phase, shot in shots if phase != "after"]
        after = [shot for phase, shot in shots if phase == "after"]
        if before and after and pair(seen(before[-1]), seen(after[-1])):
            yield story


def test_the_one_pair_under_review_that_shows_no_work_is_asked_about():
    assert [(story.pair, story.steps[-1].details.get("left")) for story in _asked()] == [
        (("jy2-918-drop-off", "waste.overflow"), True)
    ]
