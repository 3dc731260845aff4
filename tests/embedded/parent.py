"""A program that starts the servers, tells their pids, and waits to be killed."""

import json
import signal
import sys
from pathlib import Path

from fieldloop import embedded

running = embedded.start(Path(sys.argv[1]))
sys.stdout.write(json.dumps(running.pids()) + "\n")
sys.stdout.flush()
signal.pause()
