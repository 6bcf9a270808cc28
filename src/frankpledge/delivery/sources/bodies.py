"""How many different agencies or groups had a hand in records of a kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from frankpledge.delivery.root import KINDS
from frankpledge.delivery.sources.scope import UNKNOWN, OfRecords, as_of, asked, begun_in, behind, form_of, nobody
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading

AGENCIES, GROUPS = "agencies", "groups"


def _choices() -> list[tuple[str, str]]:
    return [
        (f"{kind.slug}:{which}", f"{kind.label_of_plural}: {words}")
        for kind in KINDS
        for which, words in ((AGENCIES, "agencies that led or took part"), (GROUPS, "action groups that led"))
    ]


class BodiesCounted(OfRecords):
    """Agencies or groups, each once, over the records whose first day is in the period."""

    slug = "delivery.bodies"
    name = "Agencies or groups in records of activity"
    description = (
        "How many different agencies led or took part in records of a kind whose first day is in the quarter, or how "
        "many action groups led them. Each is counted once, however much it did."
    )
    unit = "number"
    form = form_of("Count", _choices)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or rest not in ([AGENCIES], [GROUPS]):
            return UNKNOWN
        rows = begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        hands = {row.lead_group_id for row in rows} if rest == [GROUPS] else _agencies(rows)
        return Reading(
            Decimal(len(hands - {None})), as_of(rows), records=behind((row, "") for row in rows),
            note=f"Over {len(rows)} {kind.plural if len(rows) > 1 else kind.name}.",
        )  # fmt: skip


def _agencies(rows: list[Any]) -> set[int | None]:
    through: Any = rows[0].agencies.through
    column = next(each.name for each in through._meta.fields if each.name not in ("id", "agency"))
    took_part = through.objects.filter(**{f"{column}__in": [row.pk for row in rows]}).values_list("agency", flat=True)
    return {row.lead_agency_id for row in rows} | set(took_part)
