"""One example of each kind of record. A kind without one fails by name (``tests/records``)."""

from __future__ import annotations

from tests.examples.everyday import EVERYDAY
from tests.examples.example import Example, Made

EXAMPLES: dict[str, Example] = {
    **EVERYDAY,
}

__all__ = ["EXAMPLES", "Example", "Made"]
