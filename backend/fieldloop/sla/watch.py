"""Whether deadlines are being watched: what the database says of it in, what is wrong out. Pure."""

from dataclasses import dataclass, fields

SWEEP_S = 60.0
"""A sweeper looks every second, and after the longest pause every five."""
OVERDUE_S = 60.0
WAITING_S = 300.0
RECONCILE_S = 300.0
ROUND_S = 300.0
"""A synthetic order that has not come round so long after it was to be filed will not do so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How it stands, in seconds by the database's own clock; None: it never happened."""

    swept_s: float | None
    """Since a sweeper last looked for what is due."""
    reconciled_s: float | None
    """Since the clocks of open orders were last checked."""
    overdue_s: float
    """How long the longest waiting order has been due for a look; those pushed aside have a figure of their own."""
    waiting_s: float
    """How long the longest waiting notice has been due for sending."""
    aside: int
    """Orders whose sweep raised, and which are tried again every five minutes."""
    repaired: int
    """Orders that no sweep would have found, and which were put right; since the beginning."""

    synthetic_s: float | None = None
    """How long the last synthetic order took from filing to closing."""
    synthetic_age_s: float | None = None
    """Since one last came round, or since the first was filed; None: there are none."""
    synthetic_every_s: int | None = None

    def figures(self) -> dict[str, float | int | None]:
        """Return every figure by its name."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: round(value, 1) if isinstance(value, float) else value for name, value in found.items()}


def wrong(watch: Watch) -> list[str]:
    """Return what makes it untrue that no deadline can be missed, by a stable name each."""
    found = {
        "sweep_late": watch.swept_s is None or watch.swept_s > SWEEP_S,
        "order_overdue": watch.overdue_s > OVERDUE_S,
        "notice_unsent": watch.waiting_s > WAITING_S,
        "synthetic_late": _not_come_round(watch),
    }
    return [name for name, is_so in found.items() if is_so]


def doubtful(watch: Watch) -> list[str]:
    """Return what somebody should look at, although every other order is watched."""
    found = {
        "orders_pushed_aside": watch.aside > 0,
        "reconciler_late": watch.reconciled_s is None or watch.reconciled_s > RECONCILE_S,
    }
    return [name for name, is_so in found.items() if is_so]


def _not_come_round(watch: Watch) -> bool:
    age_s, every_s = watch.synthetic_age_s, watch.synthetic_every_s
    return age_s is not None and every_s is not None and age_s > every_s + ROUND_S


WRONG = ("sweep_late", "order_overdue", "notice_unsent", "synthetic_late")
