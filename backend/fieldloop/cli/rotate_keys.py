"""Sign receipts and tree heads with a new key from now on.

Processes that run hear of it by themselves, nothing needs to be started again. What old keys signed verifies as before:
their public halves stay. The old private half is destroyed.
"""

import argparse


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Rotate, and say which key signs now."""
    from fieldloop.evidence.signing import keys

    del chosen
    print(f"key {keys().rotate()} signs from now on")
