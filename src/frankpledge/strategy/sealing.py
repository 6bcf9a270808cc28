"""The hash by which anybody can tell that what was frozen is what they read."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def sealed(body: Any) -> str:
    """SHA-256 of the data as canonical JSON.

    >>> sealed({"b": 1, "a": 2}) == sealed({"a": 2, "b": 1})
    True
    """
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
