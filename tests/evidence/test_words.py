"""The questions themselves."""

import pytest

from fieldloop.evidence.words import KINDS, QUESTIONS, question

NUMBERS = {
    "bits": 3,
    "days": 12,
    "distance_m": 740,
    "accuracy_m": 8,
    "shifted_m": 260,
    "minutes": 7,
    "distance_km": 40,
    "kmh": 240,
    "brightness": 14,
    "sharpness": 2.1,
    "limit": 6,
    "likeness": 0.2,
    "change": 4,
}


@pytest.mark.parametrize("way", sorted(QUESTIONS))
def test_every_question_asks_in_both_languages_and_accuses_nobody(way: str):
    kind, _, by = way.partition(".")
    for text in question(kind, NUMBERS | ({"by": by} if by else {})):
        assert text.endswith("?")
        assert "{" not in text
        assert not {word for word in ("fake", "fraud", "cheat", "假", "骗", "作弊") if word in text.lower()}
    assert question(kind, NUMBERS | {"mirrored": 1}) != question(kind, NUMBERS)


def test_the_database_knows_the_same_kinds():
    from fieldloop.evidence.tables import Finding

    [check] = [each.ddl for each in Finding._meta.constraints if each._meta.name == "finding_kind_known"]
    assert all(f"'{kind}'" in check for kind in KINDS)
    assert check.count("'") == 2 * len(KINDS)
