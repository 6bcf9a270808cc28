"""A district that nobody can mistake for a real one, with crime in it: for tests, and for a demonstration without data.

Every code, name, file and licence of it is invented and says so. What is planted in it is told by ``Made.planted``, so
that a test can ask whether a page finds it.
"""

from __future__ import annotations

from frankpledge.insight.made_up.district import LICENCE, Made, Planted, district
from frankpledge.insight.made_up.loading import load_made_up

__all__ = ["LICENCE", "Made", "Planted", "district", "load_made_up"]
