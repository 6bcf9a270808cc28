"""What it takes to open a page: where it stands, who opens it, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass

HERE = "/p/east-herts/"
NEW = "/p/newmarch/"
PLAN = HERE + "plans/{plan}/"
OBJECTIVE = PLAN + "objectives/{objective}/"


@dataclass(frozen=True)
class Opened:
    """A page, somebody who may open it, and the status of its answer."""

    path: str
    who: str = "manager"
    status: int = 200
