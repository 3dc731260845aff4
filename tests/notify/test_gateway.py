"""The real plugins, with only the outermost server ours: what leaves, where it may go, and that keys stay unsaid."""

import asyncio
import logging

import pytest

from fieldloop.notify import gateway
from fieldloop.notify.gateway import GatewayError, understood
from fieldloop.notify.rules import Answer
from fieldloop.settings import settings
from tests.chatservice import ChatService, MailServer, Script

KEY = "693a91f6-7acc-4bc4-97a0-0ec2s1fa5aaa"
FEISHU = Script(body={"code": 0, "msg": "success"})


async def sent(url: str) -> tuple[Answer, float | None]:
    return await understood(url).send("新工单：小包垃圾", "737弄垃圾厢房")


async def test_a_wecom_robot_is_told(chat: ChatService):
    assert await sent(f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}") == (Answer.TAKEN, None)
    (got,) = chat.received
    assert (got.host, got.path) == ("qyapi.weixin.qq.com:443", f"/cgi-bin/webhook/send?key={KEY}")
    assert got.message["msgtype"] == "text"
    assert got.message["text"]["content"].split() == ["新工单：小包垃圾", "737弄垃圾厢房"]


async def test_a_dingtalk_robot_is_told_and_signs_when_it_has_a_secret(chat: ChatService):
    assert await sent(f"dingtalk://SEC0123456789@{KEY.replace('-', '')}") == (Answer.TAKEN, None)
    (got,) = chat.received
    assert got.host == "oapi.dingtalk.com:443"
    assert "sign=" in got.path
    assert "新工单：小包垃圾" in got.message["text"]["content"]


async def test_a_feishu_robot_is_told(chat: ChatService):
    assert await sent(f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}") == (Answer.TAKEN, None)
    (got,) = chat.received
    assert got.host == "open.feishu.cn:443"
    assert "737弄垃圾厢房" in got.message["content"]["text"]


async def test_a_hook_of_our_own_is_told_when_the_operator_listed_it(chat: ChatService):
    assert await sent(f"json://{chat.host}/sms?+X-Key=abc") == (Answer.TAKEN, None)
    (got,) = chat.received
    assert (got.path, got.headers["x-key"]) == ("/sms", "abc")
    assert (got.message["title"], got.message["message"]) == ("新工单：小包垃圾", "737弄垃圾厢房")


async def test_mail_is_sent_when_the_operator_listed_the_server(chat: ChatService, monkeypatch: pytest.MonkeyPatch):
    async with MailServer() as mail:
        address = f"mailto://{mail.host}?from=fieldloop@example.org&to=will@example.org&mode=insecure"
        with pytest.raises(GatewayError, match=r"gateway\.host_not_allowed"):
            understood(address)
        monkeypatch.setenv("FIELDLOOP_GATEWAY_HOSTS", mail.host)
        settings.cache_clear()
        assert await sent(address) == (Answer.TAKEN, None)
        assert "To: will@example.org" in mail.received[0]


async def test_a_robot_that_refuses_by_200_has_refused(chat: ChatService):
    chat.will_answer(Script(body={"errcode": 93000, "errmsg": "invalid webhook url"}))
    assert await sent(f"wecombot://{KEY}") == (Answer.REFUSED, None)


async def test_a_service_that_asks_for_time_is_heard(chat: ChatService):
    chat.will_answer(Script(429, headers={"Retry-After": "33"}), Script(503))
    assert await sent(f"json://{chat.host}/") == (Answer.LATER, 33)
    assert await sent(f"json://{chat.host}/") == (Answer.LATER, None)


async def test_a_redirect_leads_nowhere(chat: ChatService):
    chat.will_answer(Script(307, headers={"Location": f"http://{chat.host}/elsewhere"}))
    assert await sent(f"json://{chat.host}/") == (Answer.REFUSED, None)
    assert [got.path for got in chat.received] == ["/"]


async def test_a_host_that_is_no_longer_listed_is_not_called(chat: ChatService, monkeypatch: pytest.MonkeyPatch):
    found = understood(f"json://{chat.host}/")
    monkeypatch.setattr(found, "_extra", frozenset[str]())
    assert await found.send("a", "b") == (Answer.LATER, None)
    assert chat.received == []


async def test_a_silent_service_is_tried_later(chat: ChatService, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gateway, "LONGEST_S", 0.05)
    gate = asyncio.Event()
    chat.will_answer(Script(gate=gate))
    assert await sent(f"json://{chat.host}/") == (Answer.LATER, None)
    gate.set()


async def test_a_server_that_is_away_is_tried_later(chat: ChatService):
    found = understood(f"json://{chat.host}/")
    await chat.__aexit__()
    assert await found.send("a", "b") == (Answer.LATER, None)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "gateway.unknown_service"),
        ("https://example.org/hook", "gateway.unknown_service"),
        ("syslog://localhost", "gateway.unknown_service"),
        ("file:///etc/passwd", "gateway.unknown_service"),
        ("json://127.0.0.1:6379/ x", "gateway.unknown_service"),
        ("json://169.254.169.254/latest", "gateway.host_not_allowed"),
        ("jsons://intranet.example/", "gateway.host_not_allowed"),
        ("json://{host}@169.254.169.254/", "gateway.host_not_allowed"),
        ("mailto://user:pass@gmail.com", "gateway.host_not_allowed"),
        ("mailto://{host}?from=b@example.org&to=a@example.org&smtp=10.0.0.1", "gateway.host_not_allowed"),
        ("json://{host}/?redirect=yes", "gateway.not_understood"),
        ("json://{host}/?verify=no", "gateway.not_understood"),
        ("json://{host}/?template=/etc/passwd", "gateway.not_understood"),
        ("mailto://{host}?to=a@example.org&pgp=yes", "gateway.not_understood"),
        ("wecombot://", "gateway.not_understood"),
        ("wecombot://!!!", "gateway.not_understood"),
    ],
)
def test_what_is_no_gateway_of_ours_is_refused_without_a_word_of_it(chat: ChatService, url: str, code: str):
    with pytest.raises(GatewayError) as caught:
        understood(url.format(host=chat.host))
    assert str(caught.value) == code
    assert chat.received == []


async def test_keys_are_never_logged(chat: ChatService, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    chat.will_answer(Script(), Script(500), Script(body={"errcode": 1}))
    for _ in range(3):
        await sent(f"wecombot://{KEY}")
    with pytest.raises(GatewayError):
        understood(f"wecombot://{KEY}!")
    assert KEY not in caplog.text
    assert KEY[-12:] not in caplog.text
