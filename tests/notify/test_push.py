"""One message to one browser."""

import asyncio
import uuid
from dataclasses import replace

import httpx
import pytest

from fieldloop.notify import push
from fieldloop.notify.push import Pusher, PushError, allowed, padded
from fieldloop.notify.rules import Subscription
from tests.pushservice import DROP, Phone, PushService, Script

MESSAGE = '{"title":"新工单：小包垃圾"}'.encode()


def subscription(phone: Phone) -> Subscription:
    return Subscription(uuid.uuid4(), phone.endpoint, phone.p256dh, phone.subscription()["keys"]["auth"])


async def send(pusher: Pusher, to: Subscription, payload: bytes = MESSAGE) -> None:
    await pusher.send(to, payload, ttl_s=300, urgency="high", topic="topic-1")


async def refusal(pusher: Pusher, to: Subscription, payload: bytes = MESSAGE) -> PushError:
    with pytest.raises(PushError) as caught:
        await send(pusher, to, payload)
    return caught.value


async def test_a_phone_decrypts_what_was_sent(service: PushService, pusher: Pusher):
    phone = service.phone()
    await send(pusher, subscription(phone))
    (got,) = service.received
    assert got.message == {"title": "新工单：小包垃圾"}
    assert (got.ttl_s, got.urgency, got.topic) == (300, "high", "topic-1")
    assert got.claims["aud"] == service.url
    assert got.claims["sub"].startswith("mailto:")


async def test_short_and_longer_messages_have_one_size(service: PushService, pusher: Pusher):
    phone = service.phone()
    await send(pusher, subscription(phone), b"{}")
    await send(pusher, subscription(phone), b'"' + b"x" * 900 + b'"')
    assert len({len(got.body) for got in service.received}) == 1
    assert service.received[0].body[:16] != service.received[1].body[:16]  # a fresh salt each


async def test_the_largest_message_arrives_whole_and_a_larger_one_is_refused(service: PushService, pusher: Pusher):
    phone = service.phone()
    await send(pusher, subscription(phone), b'"' + b"x" * 3_991 + b'"')
    assert len(service.received[0].body) == 4_096
    error = await refusal(pusher, subscription(phone), b'"' + b"x" * 3_992 + b'"')
    assert error.permanent
    assert len(service.received) == 1


def test_padding_never_passes_the_limit():
    assert len(padded(b"{}")) == 1_024
    assert len(padded(b"x" * 1_025)) == 2_048
    assert len(padded(b"x" * 3_500)) == push.LARGEST_BYTES


@pytest.mark.parametrize("status", [404, 410])
async def test_an_ended_subscription_is_gone(service: PushService, pusher: Pusher, status: int):
    phone = service.phone()
    phone.will_answer(status)
    error = await refusal(pusher, subscription(phone))
    assert error.gone
    assert error.permanent


@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_a_service_in_trouble_is_tried_later(service: PushService, pusher: Pusher, status: int):
    phone = service.phone()
    phone.will_answer(Script(status, {"Retry-After": "17"}), status)
    first, second = await refusal(pusher, subscription(phone)), await refusal(pusher, subscription(phone))
    assert (first.permanent, first.retry_after_s) == (False, 17)
    assert (second.permanent, second.retry_after_s) == (False, None)


@pytest.mark.parametrize("status", [400, 403, 413])
async def test_a_refused_message_is_not_sent_again(service: PushService, pusher: Pusher, status: int):
    phone = service.phone()
    phone.will_answer(status)
    error = await refusal(pusher, subscription(phone))
    assert error.permanent
    assert not error.gone


async def test_a_redirect_is_not_followed(service: PushService, pusher: Pusher):
    phone, other = service.phone(), service.phone()
    phone.will_answer(Script(307, {"Location": other.endpoint}))
    assert (await refusal(pusher, subscription(phone))).permanent
    assert [got.phone for got in service.received] == [phone]


async def test_a_line_that_drops_is_tried_later(service: PushService, pusher: Pusher):
    phone = service.phone()
    phone.will_answer(DROP)
    error = await refusal(pusher, subscription(phone))
    assert not error.permanent


async def test_a_silent_service_is_tried_later(service: PushService, pusher: Pusher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(push, "LONGEST_S", 0.05)
    phone, never = service.phone(), asyncio.Event()
    phone.will_answer(Script(201, gate=never))
    error = await refusal(pusher, subscription(phone))
    assert not error.permanent


async def test_keys_that_are_none_are_a_permanent_error(service: PushService, pusher: Pusher):
    good = subscription(service.phone())
    for bad in (
        replace(good, p256dh="BAAA"),
        replace(good, p256dh="B" + "A" * 86),
        replace(good, p256dh="ü"),
        replace(good, auth="ü"),
    ):
        assert (await refusal(pusher, bad)).permanent
    assert service.received == []


async def test_a_host_that_is_not_listed_is_never_called(pusher: Pusher, service: PushService):
    elsewhere = service.phone().endpoint.replace("127.0.0.1", "localhost")
    error = await refusal(pusher, Subscription(uuid.uuid4(), elsewhere, service.phone().p256dh, "A" * 22))
    assert error.permanent
    assert service.received == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://jmt17.google.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://updates-autopush.push.services.mozilla.com/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://fcm.googleapis.com:443/abc",
        "http://127.0.0.1:8220/abc",
        "https://127.0.0.1:8220/abc",
    ],
)
def test_known_push_services_are_allowed(endpoint: str):
    assert allowed(httpx.URL(endpoint), frozenset({"127.0.0.1:8220"}))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilfcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://user:pass@fcm.googleapis.com/abc",
        "https://evil.example/fcm.googleapis.com",
        "https://push.apple.com.evil.example/",
        "https://xpush.apple.com/",
        "https://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "http://localhost:8220/abc",
        "https://[::1]/abc",
        "file:///etc/passwd",
        "//fcm.googleapis.com/abc",
        "fcm.googleapis.com",
        "",
    ],
)
def test_anything_else_is_not(endpoint: str):
    assert not allowed(httpx.URL(endpoint), frozenset({"127.0.0.1:8220"}))


def test_text_that_is_no_address_is_not_allowed(own_settings: object):
    assert not push.endpoint_allowed("https://fcm.googleapis.com:99999999/")
    assert not push.endpoint_allowed("https://[fcm/")
    assert not push.endpoint_allowed("https://fcm.googleapis.com\x00/")
