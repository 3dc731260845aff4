"""The command line: `fieldloop COMMAND`; each command is a module of `fieldloop.cli`, imported when it is used."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from fieldloop.cli.stop import Stop
from fieldloop.embedded.failure import EmbeddedError
from fieldloop.settings import SettingsError

COMMANDS = {
    "run": "everything on one machine: servers, migrations, demo, API, PWA, worker (`make run`)",
    "serve": "the API and the PWA",
    "worker": "background work: deadlines, pushes, thumbnails",
    "migrate": "bring the database up to date",
    "seed": "fill the demo: places, people, elements, a week of history",
    "create-admin": "make a person with the role of administrator",
    "import-rosters": "plan who is on duty from a CSV file, all of it or nothing",
    "verify": "recompute the record and name the first bad thing",
    "prove": "write one file that shows what happened to an order, for anybody to check",
    "drill": "play the demo's story against a running product and print its timeline",
    "rotate-keys": "sign receipts and tree heads with a new key; old ones verify as before",
    "check-receipt": "check the receipts of photos that the app has saved",
    "openapi": "print the OpenAPI schema",
}
_EPILOG = """\
Settings are environment variables: FIELDLOOP_DATABASE_URL and FIELDLOOP_REDIS_URL (unset: `run` starts its own
PostgreSQL and Valkey), FIELDLOOP_HOST, FIELDLOOP_PORT, FIELDLOOP_DATA, FIELDLOOP_MEDIA, FIELDLOOP_PUBLIC_URL,
FIELDLOOP_DEMO, FIELDLOOP_PUSH_HOSTS, FIELDLOOP_PUSH_SUBJECT, FIELDLOOP_CLOCK_SPEED, FIELDLOOP_SECURE_COOKIES.

A real deployment runs `fieldloop migrate` once for each release, then any number of `fieldloop serve` and
`fieldloop worker` on one PostgreSQL and one Redis or Valkey. `fieldloop COMMAND --help` explains each.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what an operator can mend is one line and exit code 1, never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="fieldloop",
        description="Field orders that close their loop.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        # Only the command that is used gets its options: the others' modules stay unimported.
        command = commands.add_parser(name, help=text, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name in words[:1]:
            module = importlib.import_module(f"fieldloop.cli.{name.replace('-', '_')}")
            command.description = module.__doc__
            module.options(command)
            command.set_defaults(command=module.main)
    try:
        chosen = parser.parse_args(words)
        return chosen.command(chosen) or 0
    except (Stop, SettingsError, EmbeddedError) as error:
        sys.stderr.write(f"fieldloop: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
