"""How many records of a kind, in a state, in the quarter."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.delivery.root import KINDS
from frankpledge.delivery.sources.scope import UNKNOWN, OfRecords, as_of, asked, begun_in, behind, form_of, nobody
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading


def _choices() -> list[tuple[str, str]]:
    """Each kind, whatever has become of it, and each of its states that count."""
    found = []
    for kind in KINDS:
        found.append((f"{kind.slug}:", f"{kind.label_of_plural}, in any state that counts"))
        found += [
            (f"{kind.slug}:{state}", f"{kind.label_of_plural}: {kind.states.labels[state].lower()}")
            for state in kind.states.counted()
        ]
    return found


class RecordsCounted(OfRecords):
    """Records whose date is in the period."""

    slug = "delivery.records"
    name = "Records of activity"
    description = (
        "How many records of a kind have their first day in the quarter and stand in the state asked for. What was "
        "withdrawn, cancelled or not cleared is left out. Where nobody recorded any of that kind, there is no figure."
    )
    unit = "number"
    form = form_of("Count", _choices)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        state = rest[0] if rest else ""
        if kind is None or (state and state not in kind.states.counted()):
            return UNKNOWN
        rows = begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        counted = [row for row in rows if not state or row.state == state]
        left = len(rows) - len(counted)
        return Reading(
            Decimal(len(counted)), as_of(rows), records=behind((row, "") for row in counted),
            note=f"{left} more are not “{kind.states.labels[state].lower()}”." if left else "",
        )  # fmt: skip
