"""Keeping worked-out answers, and throwing them away: nothing here is anybody's record, so nothing is audited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from frankpledge.insight.models import KeptAnswer
from frankpledge.partners.models import Partnership

KEPT_FOR = timedelta(days=90)


def keep_answer(
    *,
    partnership: Partnership,
    name: str,
    key: str,
    state: str,
    asked: dict[str, Any],
    answer: dict[str, Any],
    now: datetime,
) -> None:
    """Keep it; two who worked out the same at once keep one."""
    row = KeptAnswer(partnership=partnership, name=name, key=key, state=state, asked=asked, answer=answer, made_at=now)
    KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)


def forget_old_answers(*, now: datetime) -> int:
    """Throw away what is older than anybody will ask for; how many."""
    return KeptAnswer.objects.filter(made_at__lt=now - KEPT_FOR).delete()[0]


def forget_stale_answers(*, partnership: Partnership, state: str) -> int:
    """Throw away what was worked out from another state of the store than this one; how many."""
    return KeptAnswer.objects.within(partnership).exclude(state=state).delete()[0]


def forget_answers(*, partnership: Partnership) -> int:
    """Throw away every answer of a partnership, because its store has changed; how many."""
    return KeptAnswer.objects.within(partnership).delete()[0]
