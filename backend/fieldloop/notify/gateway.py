"""Chat, mail and SMS gateways through apprise: one message to one address, in a thread, within a time limit.

Of apprise only single plugins are used: its manager would load all of its 170 services, and guess among them.
"""

import asyncio
import logging
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from fieldloop.notify.gateway_rules import SERVICES, Heard, hint, judged, may_call, plain
from fieldloop.notify.rules import Answer, retry_after_s
from fieldloop.settings import settings

LONGEST_S = 15.0  # the whole exchange; below the lease of 30 s
SOCKET_S = 5.0
LARGEST_ANSWER = 10_000
MOST_THREADS = 8  # of our own: a silent mail server must not keep photos and passwords from theirs

_PLUGINS = {
    "wecombot": ("wecombot", "NotifyWeComBot"),
    "dingtalk": ("dingtalk", "NotifyDingTalk"),
    "feishu": ("feishu", "NotifyFeishu"),
    "lark": ("lark", "NotifyLark"),
    "schan": ("serverchan", "NotifyServerChan"),
    "wxpusher": ("wxpusher", "NotifyWxPusher"),
    "pushplus": ("pushplus", "NotifyPushplus"),
    "twilio": ("twilio", "NotifyTwilio"),
    "json": ("custom_json", "NotifyJSON"),
    "jsons": ("custom_json", "NotifyJSON"),
    "mailto": ("email", "NotifyEmail"),
    "mailtos": ("email", "NotifyEmail"),
}
_OWN_HOOKS = frozenset({"json", "jsons"})
"""Of all services only these can be told that a message may have come before."""
_threads = ThreadPoolExecutor(MOST_THREADS, "gateway")


class GatewayError(Exception):
    """An address that cannot be used; `code` is a refusal's. Never holds any of the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Call:
    """What one message may reach, and what it heard."""

    def __init__(self, service: str, extra: frozenset[str], once: str | None) -> None:
        self.service, self.extra, self.once = service, extra, once
        self.heard: list[Heard] = []

    def check(self, url: str) -> None:
        """Refuse an address that is not the service's own: the last look before anything leaves us."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if not may_call(self.service, parts.hostname or "", port, parts.scheme, self.extra):
            raise requests.exceptions.InvalidURL("not a host of this service")


_call: ContextVar[_Call | None] = ContextVar("gateway_call", default=None)


def _listening() -> None:
    """Let every HTTP exchange of a message pass by us: apprise tells neither status nor Retry-After nor body.

    Others who use the same library in this process are left alone.
    """
    send = requests.Session.send

    def heard(self: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        call = _call.get()
        if call is None:
            return send(self, request, **kwargs)
        call.check(request.url or "")
        if call.once and call.service in _OWN_HOOKS:
            request.headers["Idempotency-Key"] = call.once
        response = send(self, request, **kwargs)
        wait = retry_after_s(response.headers.get("Retry-After"), time.time())
        call.heard.append(Heard(response.status_code, wait, response.content[:LARGEST_ANSWER]))
        return response

    requests.Session.send = heard
    # Its own lines, and the connections', hold addresses with their keys.
    for name in ("apprise", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


_listening()


class Gateway:
    """One address, understood."""

    def __init__(self, service: str, hint: str, plugin: Any, extra: frozenset[str]) -> None:
        self.service, self.hint = service, hint
        self._plugin, self._extra = plugin, extra

    async def send(self, title: str, text: str, *, once: str | None = None) -> tuple[Answer, float | None]:
        """Send a message; return what became of it and how long the service wants to be left alone.

        `once` names the message: a web hook that has seen the name has the message.
        """
        call = _Call(self.service, self._extra, once)
        with _within(call):
            context = copy_context()
        running = asyncio.get_running_loop().run_in_executor(
            _threads, lambda: context.run(self._plugin.notify, body=text, title=title)
        )
        try:
            async with asyncio.timeout(LONGEST_S):
                said_yes = await running
        except TimeoutError:
            return Answer.LATER, None  # the thread ends by its sockets' own limits; what it still sends comes twice
        except Exception:  # noqa: BLE001 (a plugin may raise anything, and its words may hold the address)
            return Answer.LATER, None
        return judged(self.service, call.heard, said_yes=bool(said_yes))


@contextmanager
def _within(call: _Call) -> Generator[None]:
    token = _call.set(call)
    try:
        yield
    finally:
        _call.reset(token)


def understood(url: str) -> Gateway:
    """Return the gateway behind an address; raises GatewayError."""
    address = plain(url)
    service = address.partition("://")[0].lower()
    if service not in SERVICES or any(ord(letter) < 33 for letter in address):
        raise GatewayError("gateway.unknown_service")
    _check_options(service, address)
    plugin = _plugin(service, address)
    extra = settings().gateway_hosts
    host = ""
    if SERVICES[service].host is None:
        host, port = _own_host(plugin)
        if not may_call(service, host, port, "", extra):
            raise GatewayError("gateway.host_not_allowed")
        host = f"{host}:{port}"
    key = urlsplit(address).netloc.rpartition("@")[2]
    return Gateway(service, hint(host, key), plugin, extra)


def _check_options(service: str, address: str) -> None:
    """Refuse whatever could make a plugin read a file, follow a redirect, or trust any certificate."""
    try:
        names = {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    except ValueError as error:
        raise GatewayError("gateway.not_understood") from error
    # A `+` says "header" to apprise, and is a blank to whoever decodes a query.
    headers = {name for name in names if service in {"json", "jsons"} and name[:1] in {"+", " "}}
    if names - headers - SERVICES[service].options:
        raise GatewayError("gateway.not_understood")


def _plugin(service: str, address: str) -> Any:
    module, name = _PLUGINS[service]
    made: Any = getattr(import_module(f"apprise.plugins.{module}"), name)
    try:
        parts = made.parse_url(address)
        plugin = made(**parts) if parts else None
    except Exception as error:  # apprise says by TypeError, and its plugins by others, that an address is none
        raise GatewayError("gateway.not_understood") from error
    if plugin is None:
        raise GatewayError("gateway.not_understood")
    plugin.redirects, plugin.verify_certificate = False, True
    plugin.socket_connect_timeout = plugin.socket_read_timeout = SOCKET_S
    plugin.request_rate_per_sec = 0  # it would sleep in our thread; how often is the ladder's to decide
    return plugin


def _own_host(plugin: Any) -> tuple[str, int]:
    host = getattr(plugin, "smtp_host", None) or plugin.host
    return str(host).lower(), int(plugin.port or (443 if plugin.secure else 80))
