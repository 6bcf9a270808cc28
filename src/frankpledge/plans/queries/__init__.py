"""Answers that join several of the plan's tables, as frozen dataclasses."""
