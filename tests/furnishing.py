"""The order in which the apps furnish what tests walk through: each after those whose things it needs."""

from __future__ import annotations

ORDER = (
    "jobs", "post", "law", "plans", "measures", "quarters", "strategy", "insight_data", "insight_shown", "insight_used",
    "delivery", "carried", "night_time", "delivery_brought", "reporting", "publicsite", "api",
)  # fmt: skip
