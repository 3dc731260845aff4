"""A story: one order from its discovery on, as steps of named people at known moments."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, Self, TypedDict, Unpack

from fieldloop.seed.pictures import Shot
from fieldloop.seed.town import Finding, Place

Phase = Literal["found", "before", "after"]
MACHINES = ("camera", "sensor", "hotline")
Shots = tuple[tuple[Phase, Shot], ...]


class Details(TypedDict, total=False):
    """What some actions need besides their actor."""

    reason: str
    text: str
    person: str
    unit: str
    left: bool  # the after-photo shows that it is still there: a question for whoever reviews


@dataclass(frozen=True, slots=True)
class Step:
    """Something done at a moment; `find` begins the story or joins it, everything else is an action."""

    at: datetime
    action: str
    who: str
    details: Details
    shots: Shots


@dataclass(slots=True, kw_only=True)
class Story:
    """One order's life. `speed` is the product's clock speed: limits and lives shrink together."""

    finding: Finding
    place: Place
    begins_at: datetime
    speed: float
    key: str = ""
    steps: list[Step] = field(default_factory=list[Step])

    def found_by(self, who: str, note: str | None = None, after: float = 0) -> Self:
        """Begin, or find the same thing once more; a hotline sends no photo."""
        shots = self._shots("found", 0 if who == "hotline" else 1)
        return self._add(after, "find", who, {"text": note or self.finding.notes[0]}, shots)

    def then(self, minutes: float, action: str, who: str, **details: Unpack[Details]) -> Self:
        """Add an action some minutes after the step before it, with the photos the element asks for."""
        shots: Shots = ()
        if action == "arrive":
            shots = self._shots("before", self.finding.before)
        elif action == "submit":
            shots = self._shots("after", self.finding.after, left=details.get("left", False))
        return self._add(minutes, action, who, details, shots)

    def moved(self, by: timedelta) -> Self:
        """Return the same story at another time."""
        steps = [replace(step, at=step.at + by) for step in self.steps]
        return replace(self, begins_at=self.begins_at + by, steps=steps)

    @property
    def pair(self) -> tuple[str, str]:
        """Return the site and the element: only one open order may have them."""
        return self.place.code, self.finding.element

    @property
    def ends_at(self) -> datetime:
        """Return the moment of the last step."""
        return self.steps[-1].at if self.steps else self.begins_at

    def _add(self, minutes: float, action: str, who: str, details: Details, shots: Shots) -> Self:
        at = self.ends_at + timedelta(minutes=minutes / self.speed)
        self.steps.append(Step(at, action, who, details, shots))
        return self

    def _shots(self, phase: Phase, count: int, *, left: bool = False) -> Shots:
        scene = self.finding.scene
        if scene is None:
            return ()
        mess = None if phase == "after" and not left else self.finding.mess
        order, taken = f"{self.finding.element} {self.key}", len(self.steps)
        return tuple((phase, Shot(scene, self.place.code, order, f"{taken} {n}", mess)) for n in range(count))
