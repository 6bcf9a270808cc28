"""Each model says which of its fields are personal and how long they are kept; a test holds every model to it."""

from __future__ import annotations

from typing import Any

PERSONAL = "[personal data]"


def personal_fields(model: type[Any]) -> frozenset[str]:
    """The model's personal fields, from its ``class Privacy``."""
    return frozenset(getattr(getattr(model, "Privacy", None), "personal", ()))


def without_personal(model: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values with those of personal fields blotted out, so that the audit can outlive an erasure."""
    personal = personal_fields(model)
    return {name: PERSONAL if name in personal and value else value for name, value in values.items()}
