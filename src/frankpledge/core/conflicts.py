"""When two people change one thing: the second is shown both texts, and nothing is overwritten."""

from __future__ import annotations

from typing import Any


class EditedMeanwhile(Exception):
    """The thing changed since the page was opened. ``current`` is it as it is now; what was typed is still in the form."""

    def __init__(self, current: Any) -> None:
        super().__init__("This was changed by somebody else since you opened the page. Nothing has been lost.")
        self.current = current
