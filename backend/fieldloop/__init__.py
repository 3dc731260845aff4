"""Fieldloop closes loops: found, ordered, fixed, photographed, reviewed, closed."""

import os

# Piccolo's tables look their engine up by this name; set before any of them is imported.
os.environ.setdefault("PICCOLO_CONF", "fieldloop.piccolo_conf")
