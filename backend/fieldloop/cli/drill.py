"""Play the demo's story against a running product: signal, accept, assign, photo, submit, review, closed.

Talks to the API only, with the demo's logins, and prints the order's timeline and the time from signal to closed.
"""

import argparse


def options(parser: argparse.ArgumentParser) -> None:
    """Where the product runs, and which story."""
    parser.add_argument("--url", help="address of the product (default: FIELDLOOP_HOST and FIELDLOOP_PORT)")
    parser.add_argument(
        "--unattended", action="store_true", help="nobody accepts: watch the warning and the escalations"
    )


def main(chosen: argparse.Namespace) -> int | None:
    """Hand over to the story."""
    from fieldloop import drill
    from fieldloop.settings import settings

    host = "127.0.0.1" if settings().host in {"0.0.0.0", "::"} else settings().host  # noqa: S104 - compared only
    return drill.main(chosen.url or f"http://{host}:{settings().port}", unattended=chosen.unattended)
