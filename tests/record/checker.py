"""Runs the documented script as somebody would who has nothing else of ours."""

import subprocess
import sys
from pathlib import Path

CHECKER = Path(__file__).parents[2] / "docs" / "check_proof.py"


def checked(*words: Path | str) -> tuple[int, str]:
    """Return its exit code and what it says."""
    done = subprocess.run([sys.executable, CHECKER, *words], check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr
