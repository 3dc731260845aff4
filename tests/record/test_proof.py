"""A proof is checked by the documented script alone, and by an older head that its reader kept."""

import base64
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from fieldloop import db
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, shown_key
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.page import page
from fieldloop.record.proof import prove
from tests.record.checker import checked


@pytest.fixture(scope="module")
def template(record_template: str) -> str:
    """The demo's open work."""
    return record_template


async def test_it_holds_for_whoever_kept_an_older_head_and_for_nobody_when_changed(database: str, tmp_path: Path):
    await give_places(7)
    first = await sign_head((), timedelta())
    while await give_places(200):
        pass
    assert first
    assert await sign_head((), timedelta())
    no = await db.fetchval("select no from orders where state = 'submitted' order by no limit 1")
    photo = await db.fetchval("select picture from orders where no = $1", no)
    storage().put(shown_key(photo, Shape.VIEW, 0), b"what is shown")
    text = page(await prove(no, []))
    assert f"data:image/webp;base64,{base64.b64encode(b'what is shown').decode()}" in text
    assert photo in text
    file, kept = tmp_path / "proof.html", tmp_path / "heads.jsonl"
    file.write_text(text, encoding="utf-8")
    kept.write_bytes(first.line())
    assert checked(file, "--head", kept)[0] == 0, checked(file, "--head", kept)
    other = json.loads(first.line()) | {"root": "0" * 64}
    kept.write_text(json.dumps(other))
    code, said = checked(file, "--head", kept)
    assert (code, "does not continue" in said) == (1, True)
    inside = re.search(r'id="proof">(.*?)</script>', text, re.DOTALL)
    assert inside
    for old, new in (('"submit"', '"seen"'), ('"worker"', '"manager"'), ('"size":', '"size":1')):
        file.write_text(text.replace(inside[1], inside[1].replace(old, new, 1)), encoding="utf-8")
        assert checked(file)[0] == 1, old
