"""Letters for the site that the journeys walk: one that went and one that could not be sent."""

from __future__ import annotations

from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.post import changes, letters
    from frankpledge.post.models import Letter

    sent = Letter.objects.filter(partnership_key=str(partnership.pk), state=Letter.State.SENT).earliest("pk")
    failed = letters.post(
        "accounts/password_changed", to="no.such.box@demo.example", name="Nora Nobox", partnership=partnership,
        words={"at": now},
    )  # fmt: skip
    changes.note_problem(letter=failed, problem="SMTPRecipientsRefused", is_final=True)
    return {"letter": sent.pk, "failed_letter": failed.pk}
