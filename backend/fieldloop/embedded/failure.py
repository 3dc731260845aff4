"""The one error of this package."""


class EmbeddedError(Exception):
    """An embedded server cannot run; the message is one line for the person at the keyboard."""
