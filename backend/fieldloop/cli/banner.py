"""What a newcomer reads when everything runs: the address, the logins, a code for the phone's camera."""

import http.client
import io
import socket
import sys
from pathlib import Path

from fieldloop.settings import settings

PEOPLE = "coordinator cleaner volunteer warden manager inspector admin"
_ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not listened on


def answers() -> bool:
    """Whether the API answers."""
    host = settings().host
    connection = http.client.HTTPConnection("localhost" if host in _ANYWHERE else host, settings().port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def show() -> None:
    """Print it."""
    import segno

    wanted = settings()
    here = "localhost" if wanted.host in _ANYWHERE else wanted.host
    address = wanted.public_url or f"http://{_lan_address() if wanted.host in _ANYWHERE else wanted.host}:{wanted.port}"
    # A terminal that knows no such characters must not stop the product.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    print(f"\nFieldloop runs at  http://{here}:{wanted.port}\n")
    segno.make(address, micro=False).terminal(border=2, compact=True)
    print(f"\nFor phones on this network: {address}")
    print("(browsers allow push, camera and work without signal only under https or localhost)")
    if wanted.demo:
        print(
            f"\nLogins: {PEOPLE.replace(' ', ', ')}\nPassword: fieldloop-demo      Key of the camera: demo-camera-key"
        )
        print("See the whole loop once: fieldloop drill")
    if not (Path(__file__).resolve().parents[1] / "_web" / "index.html").is_file():
        print("\nThe PWA is not built, only the API answers: run `uv sync --reinstall-package fieldloop`")
    print(f"\nData: {wanted.data}   Ctrl-C stops everything.\n", flush=True)


def _lan_address() -> str:
    """The address this machine uses towards others; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
