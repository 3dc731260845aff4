"""A refusal with a stable code; `refusals` has the words, `problems` makes HTTP of it."""

from typing import Any, Literal

from fieldloop.refusal import Kind
from fieldloop.refusals import CATALOGUE

Language = Literal["zh-CN", "en"]


class Problem(Exception):
    """A refusal with its catalogue code and the facts a client may use (they go into the answer's body)."""

    def __init__(self, code: str, facts: dict[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def kind(self) -> Kind:
        """Return the catalogue's entry."""
        return CATALOGUE[self.code]


def problem(code: str, **facts: Any) -> Problem:
    """Make the problem `code`; an unknown code is a fault of the caller and raises KeyError at once."""
    _ = CATALOGUE[code]
    return Problem(code, facts)


def words(code: str, language: Language) -> tuple[str, str]:
    """Return (title, detail) of a code."""
    kind = CATALOGUE[code]
    return kind.en if language == "en" else kind.zh


def language_of(accept_language: str) -> Language:
    """Choose the answer's language from an Accept-Language header; Chinese unless English is asked for first."""
    for part in accept_language.lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "zh-CN"
