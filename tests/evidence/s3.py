"""A small S3 server for tests, with a bucket in it."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx
from moto.server import ThreadedMotoServer


@contextmanager
def s3() -> Generator[tuple[str, Any]]:
    """Give the setting's value for its bucket, and the server, which can be stopped and started."""
    server: Any = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    assert httpx.put(f"{endpoint}/photos-of-a-city").status_code == 200
    try:
        yield f"s3://photos-of-a-city/fieldloop?endpoint={endpoint}&region=us-east-1", server
    finally:
        server.stop()
