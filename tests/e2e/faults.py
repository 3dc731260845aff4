"""What can go wrong between a phone and the server, and when: plans for the bad network of proxy.py."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

_NAMES = re.compile(r"(?<=/)([0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)")

Kind = Literal["pass", "refuse", "black-hole", "cut-request", "hold-request", "cut-answer", "hold-answer"]


@dataclass(frozen=True)
class Fault:
    """What happens to one exchange.

    `refuse`: reset before the server hears of it. `black-hole`: accepted, never answered. `cut-request` and
    `hold-request`: after `after` bytes of the body, a reset or silence. `cut-answer` and `hold-answer`: the server has
    the whole request and has answered; the answer is lost, or kept back until `release`.
    """

    kind: Kind = "pass"
    after: int = 0


PASS = Fault()
MOST_AFTER = 8192


@dataclass
class Exchange:
    """One request as it went: `kind` is its method and path with every id as `*`."""

    method: str
    path: str
    fault: Fault = PASS
    up: int = 0
    held: bool = False
    arrived: bool = False
    status: int = 0
    answered: bool = False

    @property
    def kind(self) -> str:
        return f"{self.method} {_NAMES.sub('*', self.path.partition('?')[0]).removeprefix('/api/v1')}"


Plan = Callable[[Exchange], Fault]


def passes(_: Exchange) -> Fault:
    """Let everything through."""
    return PASS


def always(kind: Kind, *kinds: str, after: int = 0) -> Plan:
    """Do the same to every exchange, or to every one of these kinds."""
    return lambda it: Fault(kind, after) if not kinds or it.kind in kinds else PASS


def perhaps(seed: int, *kinds: str, **chances: float) -> Plan:
    """Draw for each exchange of these kinds, alike for one seed: `perhaps(7, "PUT /photos/*", cut_answer=0.5)`."""
    dice = random.Random(seed)
    names = [name.replace("_", "-") for name in chances]
    weights = [*chances.values(), 1 - sum(chances.values())]

    def plan(it: Exchange) -> Fault:
        if kinds and it.kind not in kinds:
            return PASS
        drawn: Kind = dice.choices([*names, "pass"], weights)[0]  # pyright: ignore[reportAssignmentType]
        return Fault(drawn, dice.randrange(1, MOST_AFTER))

    return plan


@dataclass(frozen=True)
class Line:
    """How good the line is where nothing breaks: seconds each way, bytes a second up and down."""

    latency: float = 0
    up: float = 0
    down: float = 0
