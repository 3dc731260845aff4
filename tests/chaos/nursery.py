"""`python -m tests.chaos.nursery SECONDS`: starts the product's processes by forking one that has loaded their code.

Two cores that import Python hundreds of times would measure nothing else. A line `worker` or `serve` on standard input
starts one and is answered by its process id; the wall clock of all of them is SECONDS off. They die with the nursery.
"""

import os
import signal
import sys

from tests.chaos.skew import move_wall_clock

if __name__ == "__main__":
    move_wall_clock(float(sys.argv[1]))

from fieldloop import app, worker
from fieldloop.cli.serve import serve
from fieldloop.embedded.process import bind_to_parent


def _be(name: str, nursery: int) -> None:
    """Become one of the product's processes."""
    bind_to_parent(signal.SIGKILL, nursery)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    if name == "worker":
        worker.main()
    else:
        serve(1)


def main() -> None:
    """Fork until standard input ends."""
    assert app  # loaded for the API
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    nursery = os.getpid()
    print("ready", flush=True)
    while name := sys.stdin.readline().strip():
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _be(name, nursery)
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        print(child, flush=True)


if __name__ == "__main__":
    main()
