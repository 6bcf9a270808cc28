"""What a no cold calling zone is held against: burglaries of homes before and after, and those by bogus officials."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from frankpledge.delivery.evaluating import Question
from frankpledge.delivery.problem_solving.evaluated import Evaluated
from frankpledge.insight.months import month_of, shifted

A_YEAR = 12  # months
# The question, the definition, and the heading.
BURGLARIES = (
    ("dwelling", "dwelling-burglary@1", "Dwelling burglary"),
    ("distraction", "distraction-burglary@1", "Distraction burglary (bogus officials)"),
)


class ZoneEvaluated(Evaluated):
    """Of orders on places, the zones of neighbours are measured, by the area somebody chose."""

    settled: ClassVar[frozenset[str]] = frozenset({"expired", "discharged", "refused", "withdrawn"})
    lacks: ClassVar[str] = (
        "Say under “Edit” in which area burglaries are counted. Once the zone holds, they are held against those of "
        "the year before."
    )
    counted_area: str
    in_force_from: date | None
    in_force_to: date | None

    def questions(self) -> tuple[Question, ...]:
        """The year before it began and the year after, or as long as it held; its first month is in neither."""
        if not self.is_evaluated or not self.counted_area or self.in_force_from is None:
            return ()
        began = month_of(self.in_force_from)
        last = shifted(began, A_YEAR)
        if self.in_force_to is not None:
            last = min(last, shifted(month_of(self.in_force_to + timedelta(days=1)), -1))  # the last whole month
        if last <= began:
            return ()
        before, after = (shifted(began, -A_YEAR), shifted(began, -1)), (shifted(began, 1), last)
        return tuple(
            Question(name, f"{title} before and after", definition, before, after, self.counted_area)
            for name, definition, title in BURGLARIES
        )
