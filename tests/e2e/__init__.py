"""Browser tests: the real product in the real Chromium, with nothing reached outside this machine."""
