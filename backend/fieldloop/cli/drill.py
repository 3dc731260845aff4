"""Play the demo's story against a running product: signal, accept, assign, photo, submit, review, closed.

Talks to the API only, with the demo's logins, and prints the order's timeline and the time from signal to closed.
"""

import argparse


def options(parser: argparse.ArgumentParser) -> None:
    """Where the product runs."""
    parser.add_argument("--url", help="address of the product (default: this machine and FIELDLOOP_PORT)")


def main(chosen: argparse.Namespace) -> int | None:
    """Hand over to the story."""
    from fieldloop import drill
    from fieldloop.settings import settings

    return drill.main(chosen.url or f"http://127.0.0.1:{settings().port}")
