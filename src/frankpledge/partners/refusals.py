"""A change refused for a reason the person can mend, said in plain words and shown beside the field it is about."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was changed. ``field`` is the form's field to mend, if it is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
