"""The matrices that come with the software: data files a partnership takes a copy of and changes as it likes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from frankpledge.strategy.scoring.matrix import Matrix, matrix_from

FOLDER = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One of them."""

    slug: str
    body: dict[str, Any]
    matrix: Matrix


@cache
def shipped() -> tuple[Shipped, ...]:
    """All of them, by the names of their files."""
    found = []
    for path in sorted(FOLDER.glob("matrix-*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        found.append(Shipped(path.stem.removeprefix("matrix-"), body, matrix_from(body)))
    return tuple(found)


def shipped_as(slug: str) -> Shipped | None:
    return next((each for each in shipped() if each.slug == slug), None)
