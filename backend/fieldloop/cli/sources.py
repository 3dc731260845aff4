"""What `make dev` watches: the back end's files, and the PWA's, which it builds again."""

import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]


class Sources:
    """Compares modification times; a few hundred files take a millisecond or two."""

    def __init__(self) -> None:
        self._back, self._front = self._look()

    def changed(self) -> bool:
        """Whether something changed since the last call; a changed PWA is built before the answer."""
        back, front = self._look()
        was_back, was_front, self._back, self._front = self._back, self._front, back, front
        if front != was_front:
            print("fieldloop: the PWA changed, building", file=sys.stderr)
            subprocess.run([sys.executable, _CHECKOUT / "build_web.py"], check=False)
        return (back, front) != (was_back, was_front)

    def _look(self) -> tuple[dict[str, int], dict[str, int]]:
        return (
            _times(_CHECKOUT / "backend", ("**/*.py",)),
            _times(_CHECKOUT / "pwa", ("*.*", "src/**/*", "public/**/*", "vite/**/*")),
        )


def _times(folder: Path, patterns: tuple[str, ...]) -> dict[str, int]:
    times: dict[str, int] = {}
    for pattern in patterns:
        for path in folder.glob(pattern):
            try:
                if path.is_file():
                    times[str(path)] = path.stat().st_mtime_ns
            except FileNotFoundError:  # an editor replaces files by renaming
                continue
    return times
