"""What an address is, where it leads, and what an answer means."""

import pytest

from fieldloop.notify.gateway_rules import BUSY_S, Heard, hint, judged, may_call, plain
from fieldloop.notify.rules import Answer


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab-12", "wecombot://ab-12"),
        (" https://oapi.dingtalk.com/robot/send?access_token=ab12 ", "dingtalk://ab12"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/ab-12", "feishu://ab-12"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/ab-12/", "lark://ab-12"),
        ("mailto://user:pass@mail.example", "mailto://user:pass@mail.example"),
        ("https://evil.example/?https://open.feishu.cn/open-apis/bot/v2/hook/a", None),
    ],
)
def test_what_a_service_shows_to_copy_is_understood(copied: str, kept: str | None):
    assert plain(copied) == (kept or copied)


@pytest.mark.parametrize(
    ("service", "host", "port", "scheme", "may"),
    [
        ("wecombot", "qyapi.weixin.qq.com", 443, "https", True),
        ("wecombot", "qyapi.weixin.qq.com", 80, "http", False),
        ("wecombot", "oapi.dingtalk.com", 443, "https", False),
        ("wecombot", "169.254.169.254", 80, "http", False),
        ("json", "169.254.169.254", 80, "http", False),
        ("json", "hooks.example", 8080, "http", True),
        ("json", "hooks.example", 80, "http", False),
        ("mailto", "hooks.example", 25, "", False),
        ("mailto", "hooks.example", 8080, "", True),
    ],
)
def test_a_service_is_called_on_its_own_host_or_on_one_the_operator_listed(
    service: str, host: str, port: int, scheme: str, *, may: bool
):
    assert may_call(service, host, port, scheme, frozenset({"hooks.example:8080"})) is may


def test_a_hint_tells_apart_and_gives_nothing_away():
    assert hint("hooks.example:8080", "") == "hooks.example:8080"
    assert hint("", "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa") == "…5aaa"
    assert hint("", "short-key") == "…"


def heard(status: int, body: bytes = b"", wait: float | None = None) -> list[Heard]:
    return [Heard(status, wait, body)]


@pytest.mark.parametrize(
    ("service", "said", "answer", "wait"),
    [
        ("wecombot", heard(200, b'{"errcode":0,"errmsg":"ok"}'), Answer.TAKEN, None),
        ("wecombot", heard(200, b'{"errcode":93000,"errmsg":"invalid webhook url"}'), Answer.REFUSED, None),
        ("wecombot", heard(200, b'{"errcode":45009,"errmsg":"api freq out of limit"}'), Answer.LATER, BUSY_S),
        ("dingtalk", heard(200, b'{"errcode":130101,"errmsg":"send too fast"}'), Answer.LATER, BUSY_S),
        ("feishu", heard(200, b'{"code":0,"msg":"success"}'), Answer.TAKEN, None),
        ("feishu", heard(200, b'{"code":19001,"msg":"param invalid"}'), Answer.REFUSED, None),
        ("feishu", heard(200, b"<html>captive portal</html>"), Answer.REFUSED, None),
        ("feishu", heard(200, b"[]"), Answer.REFUSED, None),
        ("json", heard(204), Answer.TAKEN, None),
        ("json", heard(429, b"", 17), Answer.LATER, 17),
        ("json", heard(503), Answer.LATER, None),
        ("json", heard(302), Answer.REFUSED, None),
        ("twilio", heard(401), Answer.REFUSED, None),
        ("mailto", [], Answer.TAKEN, None),
    ],
)
def test_what_was_heard_counts(service: str, said: list[Heard], answer: Answer, wait: float | None):
    assert judged(service, said, said_yes=True) == (answer, wait)


def test_without_any_answer_it_is_tried_again_unless_the_library_is_sure():
    assert judged("json", [], said_yes=False) == (Answer.LATER, None)
    assert judged("json", heard(200), said_yes=False) == (Answer.LATER, None)
