"""What a person judges a quarter to be, with a reason, beside what the rule says: never instead of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.measures.changes.holding import MeasureRefused, hold_indicator, unless_retired
from frankpledge.measures.models import Indicator, IndicatorValue, Judgement
from frankpledge.measures.queries.rated import ratings_of
from frankpledge.measures.rating import Rag
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import stamp

MAY_BE_JUDGED = (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK)


@transaction.atomic
def judge_quarter(
    *, indicator: Indicator, quarter: str, judged: Rag | None, why: str, by: Access, now: datetime
) -> Judgement:
    """Judge a quarter otherwise than the rule, or with ``None`` take the judgement back. The reason is compulsory."""
    plan, row = hold_indicator(indicator, Permission.VALUE_JUDGE, by=by)
    unless_retired(row)
    if quarter not in QUARTERS:
        raise MeasureRefused("A plan's year has the quarters Q1, Q2, Q3 and Q4.")
    if not why.strip():
        raise MeasureRefused("Say why. Both are shown, and the reason stands between them.", "why")
    rating = ratings_of(plan, [row], quarter)[row.pk]
    _refuse(judged, rating.rag, rating.judged)
    value = IndicatorValue.objects.filter(indicator=row, quarter=quarter).first()
    judgement = Judgement.objects.create(
        indicator=row, quarter=quarter, judged=judged or "", why=why.strip(), rule_said=rating.rag,
        value_version=value.version if value else None, judged_by=by.audit_key, judged_at=now,
    )  # fmt: skip
    log("indicator.judged", judgement, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"quarter": quarter, "judged": judged or "", "rule_said": rating.rag, "why": why.strip(),
               "indicator": row.name})  # fmt: skip
    stamp(plan, by=by, now=now)
    return judgement


def _refuse(judged: Rag | None, rag: Rag, before: Rag | None) -> None:
    if judged is None:
        if before is None:
            raise MeasureRefused("Nobody has judged this quarter otherwise, so there is nothing to take back.")
        return
    if judged not in MAY_BE_JUDGED:
        raise MeasureRefused("Choose on track, close or off track.", "judged")
    if rag is Rag.WATCHED:
        raise MeasureRefused("This indicator is watched, not rated: no one body can be held to it.")
    if judged is rag and before is None:
        raise MeasureRefused(f"That is what the rule says already: {rag.word.lower()}.", "judged")
