"""What a refusal says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue; `zh` and `en` are (what happened, what to do)."""

    status: int
    zh: tuple[str, str]
    en: tuple[str, str]
