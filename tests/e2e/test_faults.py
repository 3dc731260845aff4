"""The bad network proves itself before anything is proved with it."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from .faults import Exchange, Fault, Line, always, perhaps
from .proxy import FaultProxy

PHOTO = "/api/v1/photos/" + 64 * "a"
BODY = b"x" * 300_000


class _Server(ThreadingHTTPServer):
    """Says how many bytes of each body it got, and whether it could answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[int] = []
        self.stream = threading.Event()
        self.told = threading.Condition()

    def wait_for(self, count: int) -> list[int]:
        with self.told:
            assert self.told.wait_for(lambda: len(self.got) == count, 20)
            return self.got

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: broken lines are the point here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        size, got = int(self.headers["Content-Length"]), 0
        try:
            while got < size and (data := self.rfile.read1(65_536)):
                got += len(data)
        except ConnectionResetError:
            pass
        with self.server.told:
            self.server.got.append(got)
            self.server.told.notify_all()
        if got == size:
            self._answer(b"stored")

    def do_GET(self) -> None:
        if self.path != "/api/v1/stream":
            return self._answer(b"here")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"data: one\n\n")
        self.server.stream.wait(20)
        self.wfile.write(b"data: two\n\n")
        self.close_connection = True
        return None

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the test speaks."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.stream.set()
        server.shutdown()


@pytest.fixture
def proxy(server: _Server) -> Iterator[FaultProxy]:
    with FaultProxy(server.server_port) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=proxy.url, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def test_without_a_fault_everything_passes_and_is_counted(
    server: _Server, proxy: FaultProxy, client: httpx.Client
) -> None:
    assert client.put(PHOTO, content=BODY).text == "stored"
    assert client.get("/api/v1/sync?since=3").text == "here"
    assert [it.kind for it in proxy.seen] == ["PUT /photos/*", "GET /sync"]
    assert proxy.bytes_up("PUT /photos/*") == len(BODY) == server.got[0]
    assert all(it.answered and it.status == 200 for it in proxy.seen)


def test_a_request_cut_in_the_middle_leaves_a_part_on_the_server(
    server: _Server, proxy: FaultProxy, client: httpx.Client
) -> None:
    proxy.plan = always("cut-request", "PUT /photos/*", after=100_000)
    with pytest.raises(httpx.TransportError):
        client.put(PHOTO, content=BODY)
    assert server.wait_for(1) == [100_000]
    assert not proxy.seen[0].arrived
    assert client.get("/").text == "here"


def test_a_cut_answer_reaches_nobody_but_the_server_has_the_request(
    server: _Server, proxy: FaultProxy, client: httpx.Client
) -> None:
    proxy.plan = always("cut-answer")
    with pytest.raises(httpx.TransportError):
        client.put(PHOTO, content=BODY)
    assert server.got == [len(BODY)]
    assert (proxy.seen[0].status, proxy.seen[0].answered) == (200, False)


@pytest.mark.parametrize("kind", ["refuse", "black-hole"])
def test_what_is_refused_or_swallowed_never_reaches_the_server(
    server: _Server, proxy: FaultProxy, client: httpx.Client, pool: ThreadPoolExecutor, kind: str
) -> None:
    proxy.plan = always(kind)  # pyright: ignore[reportArgumentType]
    asked = pool.submit(client.put, PHOTO, content=b"x")
    proxy.wait_for(lambda: proxy.seen and (kind == "refuse" or proxy.seen[0].held))
    proxy.cut()
    with pytest.raises(httpx.TransportError):
        asked.result(20)
    assert server.got == []


def test_a_held_answer_comes_when_it_is_released(
    server: _Server, proxy: FaultProxy, client: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    proxy.plan = always("hold-answer")
    asked = pool.submit(client.put, PHOTO, content=BODY)
    proxy.wait_for(lambda: proxy.seen and proxy.seen[0].held)
    assert server.got == [len(BODY)]
    assert not asked.done()
    proxy.release()
    assert asked.result(20).text == "stored"


def test_a_held_request_goes_on_or_breaks_with_its_client(
    server: _Server, proxy: FaultProxy, client: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    proxy.plan = always("hold-request", after=100_000)
    asked: Future[httpx.Response] = pool.submit(client.put, PHOTO, content=BODY)
    proxy.wait_for(lambda: proxy.seen and proxy.seen[0].held)
    assert (proxy.seen[0].up, server.got) == (100_000, [])
    proxy.release()
    assert asked.result(20).text == "stored"
    with socket.create_connection(("127.0.0.1", proxy.port)) as leaver:
        leaver.sendall(f"PUT {PHOTO} HTTP/1.1\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:150_000])
        proxy.wait_for(lambda: proxy.seen[1:] and proxy.seen[1].held)
    assert server.wait_for(2) == [len(BODY), 100_000]


def test_a_narrow_line_leaves_the_rest_in_the_senders_hands(server: _Server, proxy: FaultProxy) -> None:
    proxy.line = Line(up=200_000)
    size, sent = 64_000_000, 0
    with socket.create_connection(("127.0.0.1", proxy.port)) as sender:
        sender.sendall(f"PUT {PHOTO} HTTP/1.1\r\nContent-Length: {size}\r\n\r\n".encode())
        sender.setblocking(False)
        with suppress(BlockingIOError):
            while sent < size:
                sent += sender.send(bytes(10_000))
        proxy.wait_for(lambda: proxy.seen and proxy.seen[0].up >= 8_000)
        proxy.cut()
        assert 8_000 <= server.wait_for(1)[0] <= proxy.seen[0].up <= sent
    assert sent < size // 2


def test_a_stream_passes_as_it_comes_until_it_is_cut(server: _Server, proxy: FaultProxy, client: httpx.Client) -> None:
    with client.stream("GET", "/api/v1/stream") as answer:
        lines = answer.iter_lines()
        assert next(lines) == "data: one"
        proxy.cut("GET /stream")
        with pytest.raises(httpx.TransportError):
            list(lines)


def test_chances_are_drawn_alike_from_one_seed() -> None:
    def drawn(seed: int) -> list[Fault]:
        plan = perhaps(seed, "PUT /photos/*", cut_answer=0.5, black_hole=0.1)
        return [plan(Exchange("PUT", PHOTO)) for _ in range(1000)]

    assert drawn(1) == drawn(1) != drawn(2)
    kinds = [fault.kind for fault in drawn(1)]
    assert 400 < kinds.count("cut-answer") < 600
    assert 50 < kinds.count("black-hole") < 150
    assert perhaps(1, "PUT /photos/*", refuse=1)(Exchange("GET", "/")).kind == "pass"
