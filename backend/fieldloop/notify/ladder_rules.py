"""The rungs beyond web push, and how each may end. Pure."""

from enum import StrEnum

MOST_ATTEMPTS = 20  # of one rung: a quarter of an hour, then the next ones have long begun


class Rung(StrEnum):
    """A way to reach somebody."""

    STREAM = "stream"
    GATEWAY = "gateway"
    STAND_IN = "stand_in"
    SUPERVISOR = "supervisor"


class RungOutcome(StrEnum):
    """How a rung ended."""

    DELIVERED = "delivered"
    TOLD = "told"
    NOBODY = "nobody"
    STOPPED = "stopped"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    NO_GATEWAY = "no_gateway"
