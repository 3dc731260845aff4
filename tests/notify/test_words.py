"""What a notice says, in both languages and in the area's own time."""

import json
import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldloop.notify import chat_words, words
from fieldloop.notify.rules import Telling

NOW = datetime(2021, 7, 15, 2, 0, 19, tzinfo=UTC)  # 10:00:19 in Pudong
ID = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
ZH = Telling(
    notice_id=ID,
    order_id=ID,
    order_no="20210715-000042",
    person_id=ID,
    kind="new",
    language="zh-CN",
    element="小包垃圾",
    place="737弄垃圾厢房",
    zone="Asia/Shanghai",
    state="dispatched",
    due_at=NOW + timedelta(minutes=5),
    attempts=1,
    created_at=NOW,
    moved_on=False,
    own_title=None,
    own_body=None,
    accept=True,
)
EN = replace(ZH, language="en", element="Bag outside the room", place="Waste room, Lane 737")


def test_a_new_order_says_what_where_and_by_when():
    assert words.title(ZH) == "新工单：小包垃圾"
    assert words.body(ZH, NOW) == "737弄垃圾厢房 · 请于 10:05 前接单"
    assert words.title(EN) == "New order: Bag outside the room"
    assert words.body(EN, NOW) == "Waste room, Lane 737 · accept by 10:05"


def test_a_late_order_says_when_it_was_due():
    late = {"kind": "late", "due_at": NOW - timedelta(minutes=1)}
    assert words.title(replace(ZH, **late)) == "已超时：小包垃圾"
    assert words.body(replace(ZH, **late), NOW) == "737弄垃圾厢房 · 应于 09:59 前接单"
    assert words.body(replace(EN, **late), NOW) == "Waste room, Lane 737 · was to be accepted by 09:59"


def test_each_state_asks_for_its_own_step():
    assert words.body(replace(ZH, state="accepted"), NOW).endswith("请于 10:05 前处置完毕")
    assert words.body(replace(EN, state="accepted"), NOW).endswith("finish by 10:05")
    assert words.body(replace(ZH, state="submitted"), NOW).endswith("请于 10:05 前核查")
    assert words.body(replace(EN, state="submitted"), NOW).endswith("review by 10:05")


def test_a_closed_order_asks_for_nothing():
    closed = {"kind": "closed", "state": "closed", "due_at": None}
    assert words.body(replace(ZH, **closed), NOW) == "737弄垃圾厢房"
    assert words.title(replace(EN, **closed)) == "Closed: Bag outside the room"


def test_another_day_is_named():
    tomorrow = {"due_at": NOW + timedelta(days=1)}
    assert words.body(replace(ZH, **tomorrow), NOW).endswith("请于 7月16日 10:00 前接单")
    assert words.body(replace(EN, **tomorrow), NOW).endswith("accept by 16 Jul 10:00")


def test_today_is_the_areas_today_and_not_the_servers():
    evening = datetime(2021, 7, 15, 15, 50, tzinfo=UTC)  # 23:50 in Pudong; ten minutes later it is the 16th there only
    due = replace(EN, due_at=evening + timedelta(minutes=20))
    assert words.body(due, evening).endswith("accept by 16 Jul 00:10")
    assert words.body(replace(due, zone="UTC"), evening).endswith("accept by 16:10")


def test_an_unknown_zone_is_told_in_utc_and_says_so():
    assert words.body(replace(EN, zone="Mars/Olympus"), NOW).endswith("accept by 02:05 UTC")


def test_an_unknown_kind_still_has_words():
    assert words.title(replace(ZH, kind="polished")) == "工单有变化：小包垃圾"
    assert words.title(replace(EN, kind="polished")) == "Order changed: Bag outside the room"


def test_long_words_are_cut():
    assert len(words.title(replace(ZH, element="垃" * 500))) == words.LONGEST_TITLE
    body = words.body(replace(ZH, place="弄" * 500), NOW)
    assert len(body) == words.LONGEST_BODY
    assert body.endswith("…")


def test_the_payload_holds_all_a_phone_needs():
    message = json.loads(words.payload(ZH, NOW))
    assert message == {
        "notice_id": str(ID),
        "order_id": str(ID),
        "kind": "new",
        "title": "新工单：小包垃圾",
        "body": "737弄垃圾厢房 · 请于 10:05 前接单",
        "due_at": "2021-07-15T02:05:19+00:00",
        "url": f"/orders/{ID}",
        "tag": f"order-{ID}",
        "accept": True,
    }


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "推送测试"), ("en", "Push test")])
def test_a_trial_says_that_it_is_one(language: str, title: str):
    message = json.loads(words.trial(language))
    assert message.pop("body")
    assert message == {"kind": "test", "title": title, "url": "/me/phone", "tag": "test", "accept": False}


def test_the_longest_payload_fits_into_a_push():
    assert len(words.payload(replace(ZH, element="垃" * 500, place="弄" * 500), NOW)) < 3_993


def test_administrators_words_are_filled_with_the_order_s_own():
    own = replace(EN, own_title="{element}!", own_body="Go to {place}: {deadline}")
    assert words.title(own) == "Bag outside the room!"
    assert words.body(own, NOW) == "Go to Waste room, Lane 737: accept by 10:05"
    assert words.body(replace(own, due_at=None, own_body="{place} · {deadline}"), NOW) == "Waste room, Lane 737"
    tricky = replace(own, own_title="{element}", element="{place}")
    assert words.title(tricky) == "{place}"


def test_what_stands_in_braces_must_be_known():
    assert words.faults("{element} at {place}", words.TITLE_FACTS) == []
    assert words.faults("{deadline}", words.TITLE_FACTS) == ["deadline"]
    assert words.faults("{deadline}", words.BODY_FACTS) == []
    assert words.faults("{element.__class__} {", words.BODY_FACTS) == ["{", "}", "{"]


def test_a_burst_is_one_message_whose_text_fits_a_push():
    many = [replace(ZH, place="长" * 200)] * 30
    message = json.loads(chat_words.bundle(many, NOW))
    assert (message["title"], message["tag"], message["url"]) == ("30 件工单待查看", "bundle", "/orders")
    assert len(chat_words.bundle(many, NOW)) < 3_993
    title, text = chat_words.message([EN, EN], NOW, "https://fieldloop.example")
    assert (title, text.splitlines()[-1]) == ("2 orders to look at", "https://fieldloop.example/orders")


def test_two_copies_of_a_message_to_a_chat_are_known_by_number_and_moment():
    later = NOW + timedelta(minutes=9)
    (_, first), (_, copy) = (chat_words.message([ZH], now, None) for now in (NOW, later))
    assert first.splitlines()[-1] == copy.splitlines()[-1] == "工单 20210715-000042，10:00 通知"
    assert first != copy, "its deadline is over meanwhile"
    _, several = chat_words.message([EN, EN], NOW, None)
    assert [line.endswith(" · 20210715-000042") for line in several.splitlines()] == [True, True]
    assert "Order 20210715-000042, told at 10:00" in chat_words.message([EN], NOW, "https://fieldloop.example")[1]


def test_every_kind_says_itself_in_both_languages():
    for kind in words.kinds():
        assert words.title(replace(ZH, kind=kind)) != words.title(replace(EN, kind=kind))


@pytest.mark.parametrize("kind", words.kinds())
def test_the_desk_has_a_word_for_each_kind_in_both_languages(kind: str):
    desk = (Path(__file__).parents[2] / "pwa" / "src" / "screens" / "telling-words.ts").read_text()
    blocks = re.findall(r"kinds: \{(.*?)\}", desk, re.DOTALL)
    assert [bool(re.search(rf"\b{kind}: '[^']+'", block)) for block in blocks] == [True, True]
