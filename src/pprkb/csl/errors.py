"""What the processor refuses, as one small family of exceptions."""


class CslError(Exception):
    """Base of every error this package raises on purpose."""

    def __init__(self, message: str) -> None:
        """Keep the message as an attribute too, for callers that show it."""
        super().__init__(message)
        self.message = message


class StyleError(CslError):
    """A style cannot be found, is unsafe, does not validate or cannot be compiled."""


class LocaleError(CslError):
    """A locale file is missing or unreadable."""
