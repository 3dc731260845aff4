"""What the log says of a fault, and what it keeps to itself."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from fieldloop import logs


@pytest.fixture
def chain() -> Iterator[list[Any]]:
    """The processors of a running product, put away again afterwards."""
    before = structlog.get_config()
    logs.set_up()
    yield structlog.get_config()["processors"]
    structlog.configure(**before)


def line(chain: list[Any], **event: Any) -> str:
    found: Any = event
    for process in chain:
        found = process(None, "error", found)
    return found


def fails() -> None:
    password = "do-not-log-this"
    raise ValueError(f"{len(password)} letters")


def test_a_fault_is_one_line_of_json_with_its_place_and_without_the_values_of_variables(chain: list[Any]):
    with pytest.raises(ValueError) as caught:
        fails()
    text = line(chain, event="fault", exc_info=caught.value)
    assert "\n" not in text
    assert "do-not-log-this" not in text
    found = json.loads(text)
    assert (found["event"], found["level"]) == ("fault", "error")
    assert found["exception"][0]["exc_value"] == "15 letters"
    assert found["exception"][0]["frames"][-1]["name"] == "fails"


def test_a_line_cannot_be_forged(chain: list[Any]):
    text = line(chain, event="refused", login='x"}\n{"event": "forged')
    assert "\n" not in text
    assert json.loads(text)["login"].startswith('x"}\n')
