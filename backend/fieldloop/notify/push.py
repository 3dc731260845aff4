"""Web push: one message to one browser, encrypted for it, through the push service that the browser named."""

import asyncio
import time
from functools import cached_property, lru_cache
from pathlib import Path

import httpx
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys
from webpush.vapid import VAPID

from fieldloop.notify.rules import Subscription, Urgency, retry_after_s
from fieldloop.notify.vapid import Vapid, open_key
from fieldloop.settings import settings

LARGEST_BYTES = 3_993  # plus 103 for header, tag and delimiter: the 4,096 that every service takes
BLOCK_BYTES = 1_024  # the size of what is sent tells an onlooker nothing about which kind of message it is
LONGEST_S = 10.0  # the whole exchange; well below the lease of 15 s
HOSTS = ("fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com")
DOMAINS = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
GONE = (404, 410)
LATER = (408, 425, 429)


class PushError(Exception):
    """A message that was not taken.

    `gone`: the subscription has ended. `permanent`: this message will never be taken. Otherwise it may be sent again,
    not before `retry_after_s` when the service said so.
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, gone: bool = False, retry_after_s: float | None = None
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent or gone
        self.gone = gone
        self.retry_after_s = retry_after_s


def allowed(url: httpx.URL, extra_hosts: frozenset[str]) -> bool:
    """Tell whether a browser may make us call `url`: any other host would let it reach into our own network (SSRF)."""
    if url.userinfo or not url.host:
        return False
    port = url.port or {"https": 443, "http": 80}.get(url.scheme, 0)
    if f"{url.host}:{port}" in extra_hosts:
        return url.scheme in ("https", "http")
    return url.scheme == "https" and port == 443 and (url.host in HOSTS or url.host.endswith(DOMAINS))


def endpoint_allowed(endpoint: str) -> bool:
    """Tell the same of the text that a browser sent, by the settings of this installation."""
    try:
        return allowed(httpx.URL(endpoint), settings().push_hosts)
    except httpx.InvalidURL:
        return False


class _Cipher(WebPush):
    """Only the encryption of webpush: its `get` keeps one call's TTL for the next and signs a token each time."""

    def seal(self, payload: bytes, subscription: Subscription) -> bytes:
        keys = WebPushKeys(auth=subscription.auth, p256dh=subscription.p256dh)
        # The endpoint plays no part in the encryption; the real one is checked and used by `send`.
        return self._encrypt(payload, WebPushSubscription.model_construct(keys=keys))


class Pusher:
    """What sending needs and keeps between messages: connections, our identity, the allowed hosts."""

    def __init__(self, identity: Vapid, cipher: _Cipher, extra_hosts: frozenset[str]) -> None:
        self._identity = identity
        self._cipher = cipher
        self._extra_hosts = extra_hosts

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            http2=True,
            follow_redirects=False,  # a redirect leads out of the allow-list
            timeout=httpx.Timeout(6.0, connect=3.0),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=40, keepalive_expiry=60),
            # Plain http is for local push services only, which a proxy from the environment could not reach.
            mounts={"http://": httpx.AsyncHTTPTransport()},
        )

    async def send(
        self, subscription: Subscription, payload: bytes, *, ttl_s: int, urgency: Urgency, topic: str
    ) -> None:
        """Send a JSON payload to one browser; raise PushError when the service did not take it."""
        try:
            url = httpx.URL(subscription.endpoint)
        except httpx.InvalidURL as error:
            raise PushError("the endpoint is not a URL", permanent=True) from error
        if not allowed(url, self._extra_hosts):
            raise PushError(f"host {url.host} is not a known push service", permanent=True)
        body = self._sealed(payload, subscription)
        headers = {
            "Authorization": self._identity.header(f"{url.scheme}://{url.netloc.decode()}"),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl_s),
            "Urgency": urgency,
            "Topic": topic,
        }
        _judge(await self._post(url, body, headers))

    def _sealed(self, payload: bytes, subscription: Subscription) -> bytes:
        try:
            return self._cipher.seal(padded(payload), subscription)
        except Exception as error:  # a key that is no point on the curve shows as one of several exceptions
            raise PushError(f"cannot be encrypted: {error}", permanent=True) from error

    async def _post(self, url: httpx.URL, body: bytes, headers: dict[str, str]) -> httpx.Response:
        try:
            async with asyncio.timeout(LONGEST_S):
                return await self._client.post(url, content=body, headers=headers)
        except (httpx.HTTPError, TimeoutError) as error:
            raise PushError(f"{type(error).__name__} at {url.host}") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def padded(payload: bytes) -> bytes:
    """Fill a JSON payload with blanks to whole blocks; JSON allows them, and webpush can pad in no other way."""
    if len(payload) > LARGEST_BYTES:
        raise ValueError(f"payload of {len(payload)} bytes; at most {LARGEST_BYTES} reach a phone")
    blocks = -(-len(payload) // BLOCK_BYTES)
    return payload.ljust(min(LARGEST_BYTES, blocks * BLOCK_BYTES))


def _judge(response: httpx.Response) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    reason = f"{status} from {response.url.host}"
    if status in GONE:
        raise PushError(reason, gone=True)
    if status in LATER or status >= 500:
        raise PushError(reason, retry_after_s=retry_after_s(response.headers.get("Retry-After"), time.time()))
    raise PushError(reason, permanent=True)


def identity() -> Vapid:
    """Return this installation's identity; its key is made on the first start."""
    return _identity(settings().keys, settings().push_subject)


@lru_cache(maxsize=1)
def _identity(folder: Path, subject: str) -> Vapid:
    return Vapid(open_key(folder), subject)


def open_pusher() -> Pusher:
    """Return what sends, by the settings of this installation; to be closed by who opened it."""
    private, public, _ = VAPID.generate_keys()  # webpush wants keys for its signing, which is not used
    return Pusher(identity(), _Cipher(private, public), settings().push_hosts)
