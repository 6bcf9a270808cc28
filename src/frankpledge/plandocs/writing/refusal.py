"""The one way in which a plan cannot be written, in words for the person who asked for it."""

from __future__ import annotations


class CannotWrite(Exception):
    """The plan does not fit the kind of file asked for: what does not fit, and what to do."""
