"""What one hostile file is: its name, how it is made, and how it must end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """One file. ``code`` is the refusal it must meet; "" where it may be refused or read, but must end either way."""

    name: str
    filename: str
    make: Callable[[], bytes]
    code: str = ""
