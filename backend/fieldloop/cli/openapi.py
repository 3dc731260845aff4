"""Print the OpenAPI 3.1 schema as JSON, from the code alone: no server, no database.

The PWA's types are generated from it.
"""

import argparse
import json


def options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    del parser


def main(chosen: argparse.Namespace) -> None:
    """Print it, sorted, so that two runs are the same text."""
    del chosen
    from fieldloop.app import create_app

    print(json.dumps(create_app().openapi_schema.to_schema(), ensure_ascii=False, indent=2, sort_keys=True))
