"""An ordinary week, made up by chance from the element dictionary: most of it in time, some of it not."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from fieldloop.seed.story import MACHINES, Story
from fieldloop.seed.town import Town

_CITY = ZoneInfo("Asia/Shanghai")
_ORDERS = 92
_RECENT = 8  # closed within the last hours, so that today's figures are not zero whenever the demo starts
_QUICK_MINUTES = 120

Course = Literal["in_time", "accepted_late", "fixed_late", "returned", "void"]
_COURSES: dict[Course, int] = {"in_time": 74, "accepted_late": 6, "fixed_late": 6, "returned": 4, "void": 10}


def history(town: Town, now: datetime, speed: float, chance: Random, others: list[Story]) -> list[Story]:
    """Return closed and void stories of the last week; none gets in the way of another or of `others`."""
    taken: dict[tuple[str, str], list[Story]] = {}
    for story in others:
        taken.setdefault(story.pair, []).append(story)
    told: list[Story] = []
    while len(told) < _ORDERS:
        draft = _draft(town, now, speed, chance, len(told))
        if draft is None:
            continue
        story = _placed(draft, now, chance, recent=len(told) < _RECENT)
        if any(_overlap(story, other) for other in taken.get(story.pair, [])):
            continue
        taken.setdefault(story.pair, []).append(story)
        told.append(story)
    return told


def _draft(town: Town, now: datetime, speed: float, chance: Random, number: int) -> Story | None:
    """Draw an element, a site and a finder; None when nobody answers for it there or nobody would have found it."""
    fitting = [f for f in town.findings.values() if number >= _RECENT or f.accept + f.fix <= _QUICK_MINUTES]
    finding = chance.choices(fitting, [f.weight for f in fitting])[0]
    place = chance.choice([place for place in town.places.values() if place.kind in finding.sites])
    unit = town.unit_for(place.code, finding.element)
    finders = town.finders(place.code, chance.choice(finding.channels))
    if unit is None or not finders:
        return None
    story = Story(finding=finding, place=place, begins_at=now, speed=speed, key=str(number))
    course = chance.choices(list(_COURSES), list(_COURSES.values()))[0] if number >= _RECENT else "in_time"
    return _told(story, town, unit, chance.choice(finders), course, chance)


def _told(story: Story, town: Town, unit: str, finder: str, course: Course, chance: Random) -> Story:
    finding, hand = story.finding, chance.choice(town.workers(unit))
    coordinator, manager = town.coordinator(unit), town.manager(story.place.code)
    accept = finding.accept * (chance.uniform(1.1, 1.7) if course == "accepted_late" else chance.uniform(0.1, 0.7))
    fix = finding.fix * (chance.uniform(1.05, 1.4) if course == "fixed_late" else chance.uniform(0.15, 0.75))
    story.found_by(finder, chance.choice(finding.notes))
    if course == "void" and finder in MACHINES:
        return story.then(accept, "void", coordinator, reason="false_alarm", text="现场核实，未发现问题")
    if chance.random() < 0.1:
        story.found_by(chance.choice(town.workers("huxun-patrol")), after=accept * 0.5)
        accept *= 0.5
    _accept(story, accept, coordinator, hand, chance)
    if finding.before or chance.random() < 0.3:
        story.then(fix * 0.6, "arrive", hand)
        fix *= 0.4
    story.then(fix, "submit", hand)
    if course == "returned" and finding.after:
        story.then(chance.uniform(4, 60), "return", manager, reason="not_done", text="角落还没处理到，请再看一下")
        story.then(finding.fix * chance.uniform(0.1, 0.5), "submit", hand)
    return story.then(chance.uniform(3, 80), "approve", manager)


def _accept(story: Story, minutes: float, coordinator: str, hand: str, chance: Random) -> None:
    """Let the unit's coordinator accept and assign, or one of its people take it directly."""
    first = hand if chance.random() < 0.5 else coordinator
    if chance.random() < 0.4:
        minutes /= 2
        story.then(minutes, "seen", first)
    story.then(minutes, "accept", first)
    if first == hand:
        return
    story.then(chance.uniform(0.5, 3), "assign", coordinator, person=hand)


def _placed(draft: Story, now: datetime, chance: Random, *, recent: bool) -> Story:
    """Return the draft at a moment at which it is over by now."""
    if recent:
        return draft.moved(now - timedelta(minutes=chance.uniform(4, 110)) - draft.ends_at)
    today = now.astimezone(_CITY).date()
    day = today - timedelta(days=chance.randrange(7))
    hour = time(chance.choice((6, 7, 7, 8, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 18, 19, 20)), chance.randrange(60))
    by = datetime.combine(day, hour, _CITY) + timedelta(seconds=chance.randrange(60)) - draft.begins_at
    while draft.ends_at + by > now - timedelta(minutes=4):
        by -= timedelta(days=1)
    return draft.moved(by)


def _overlap(story: Story, other: Story) -> bool:
    # Found again while it is open, an order would be joined and not filed.
    over = other.steps[-1].action in {"approve", "void", "confirm"}
    return other.begins_at <= story.ends_at and not (over and other.ends_at < story.begins_at)
