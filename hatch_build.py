"""Hatch's hook: every build of the package builds the PWA into it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):
    """Runs for the editable install of a checkout and for the wheel of a release."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the PWA; a wheel also takes the migrations, which a checkout keeps at its top."""
        if self.target_name != "wheel":
            return
        done = subprocess.run([sys.executable, Path(self.root, "build_web.py")], env=os.environ, check=False)
        if done.returncode:
            raise SystemExit(done.returncode)
        if version == "standard":
            build_data["force_include"][str(Path(self.root, "migrations"))] = "fieldloop/_migrations"
