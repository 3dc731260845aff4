"""A roster read from CSV: all of it, or every line that is wrong."""

import uuid
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fieldloop.roster.lines import COLUMNS, FAULTS, Bad, Known, logins, plan, read
from fieldloop.roster.rules import Kind, Shift, Spell

ANN, BOB = uuid.UUID(int=1), uuid.UUID(int=2)
KNOWN = {"ann": Known(ANN, ZoneInfo("Asia/Shanghai")), "bob": Known(BOB, UTC)}
HEADER = ",".join(COLUMNS)


def test_a_file_says_the_whole_roster_of_everybody_it_names():
    lines, bad = read(
        f"\N{BYTE ORDER MARK}{HEADER}\r\nann,shift,1,08:00,17:00,\r\n Ann ,SHIFT,周二,22:00,06:00,\r\n\r\n"
        "ann,leave,,2026-12-01T08:00,2026-12-03T00:00Z,bob\r\nann,stand_in,,,,BOB\r\nbob,extra,,2026-12-05,2026-12-06,\r\n"
    )
    assert bad == []
    assert logins(lines) == {"ann", "bob"}
    found, bad = plan(lines, KNOWN)
    assert bad == []
    assert found[ANN].shifts == [Shift(1, time(8), time(17)), Shift(2, time(22), time(6))]
    moments = datetime(2026, 12, 1, 0, tzinfo=UTC), datetime(2026, 12, 3, tzinfo=UTC)
    assert found[ANN].spells == [Spell(Kind.LEAVE, *moments, BOB)]
    assert (found[ANN].stand_in, found[BOB].stand_in) == (BOB, None)
    assert found[BOB].spells == [
        Spell(Kind.EXTRA, datetime(2026, 12, 5, tzinfo=UTC), datetime(2026, 12, 6, tzinfo=UTC))
    ]


@pytest.mark.parametrize("text", ["", "login,kind\nann,shift", "ann,shift,1,08:00,17:00,"])
def test_the_first_line_names_the_columns(text: str):
    assert read(text) == ([], [Bad(1, "header")])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ann,shift,1,08:00,17:00", "columns"),
        ("eve,shift,1,08:00,17:00,", "login"),
        (",shift,1,08:00,17:00,", "login"),
        ("ann,nap,1,08:00,17:00,", "kind"),
        ("ann,shift,8,08:00,17:00,", "weekday"),
        ("ann,shift,,08:00,17:00,", "weekday"),
        ("ann,shift,1,8 o'clock,17:00,", "time"),
        ("ann,shift,1,08:00,17:00+08:00,", "time"),
        ("ann,shift,1,08:00,17:00,bob", "stand_in"),
        ("ann,leave,,tomorrow,2026-12-03,", "moment"),
        ("ann,leave,,2026-12-03,2026-12-03,", "order"),
        ("ann,leave,,2026-12-01,2026-12-03,eve", "stand_in"),
        ("ann,leave,,2026-12-01,2026-12-03,ann", "stand_in"),
        ("ann,stand_in,,,,", "stand_in"),
    ],
)
def test_each_line_that_is_wrong_is_named_with_what_is_wrong(line: str, code: str):
    lines, bad = read(f"{HEADER}\nbob,shift,1,08:00,17:00,\n{line}\n")
    _, more = plan(lines, KNOWN)
    assert [*bad, *more] == [Bad(3, code)]
    assert all(FAULTS[code])


def test_a_second_stand_in_of_one_person_is_a_mistake():
    lines, _ = read(f"{HEADER}\nann,stand_in,,,,bob\nann,stand_in,,,,bob\n")
    assert plan(lines, KNOWN)[1] == [Bad(3, "twice")]
