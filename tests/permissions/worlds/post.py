"""Letters of each partnership: to somebody of the council and to somebody of the police."""

from __future__ import annotations

from typing import Any

from frankpledge.post import letters


def furnish(there: Any) -> None:
    place, mark = there.cast.partnership, f"{there.cast.partnership.slug}mark"
    there.more["letter"] = {
        whose: letters.post(
            "accounts/password_reset", to=there.person(whose).email, name=there.person(whose).name, partnership=place,
            words={"link": f"http://localhost:8000/{mark}/"},
        )
        for whose in ("own", "other")
    }  # fmt: skip
