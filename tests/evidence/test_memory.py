"""How much memory hostile pictures may cost."""

import subprocess
import sys

from tests.evidence.pictures import CORPUS, corpus

# A process of its own: the highest mark of memory is kept for a process's whole life.
HOSTILE = """
import resource, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from fieldloop.evidence.image import ImageError, derive, inspect

def take(path):
    for look in (inspect, derive):
        try:
            look(path.read_bytes())
        except ImageError:
            pass

def peak():
    if sys.platform == "linux":  # getrusage would count what the parent needed before it became this process
        return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024

files = [path for path in Path(sys.argv[1]).glob("*/*") for _ in range(2)]
before = peak()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(take, files))
print(len(files), peak() - before)
"""


def test_all_hostile_pictures_together_cost_less_than_200_mb():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", HOSTILE, str(CORPUS)], capture_output=True, text=True, check=True
    )
    files, growth_mb = (int(word) for word in done.stdout.split())
    assert files == 2 * len(corpus())
    assert growth_mb < 200
