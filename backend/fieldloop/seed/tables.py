"""Reads the tables in `data/`: tabs between columns, names in the first line, an empty field is None."""

import csv
from importlib.resources import files

Line = dict[str, str | None]


def table(name: str) -> list[Line]:
    """Return the lines of `data/NAME.tsv`."""
    text = files("fieldloop.seed").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{column: value or None for column, value in line.items()} for line in reader]


def must(line: Line, column: str) -> str:
    """Return a field that may not be empty."""
    value = line[column]
    if value is None:
        raise ValueError(f"{column} is empty in {line}")
    return value


def words(line: Line, column: str) -> list[str]:
    """Return a field of several words."""
    return (line[column] or "").split()
