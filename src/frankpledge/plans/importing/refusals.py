"""Why a document that could be read does not become a plan, in words for the person who brought it."""

from __future__ import annotations

from frankpledge.plans.models import Plan


class ImportRefused(Exception):
    """The plan was not made, and nothing was saved."""


class NothingToImport(ImportRefused):
    """The document holds no objective."""

    def __init__(self) -> None:
        super().__init__(
            "No objectives were found in this document. Check that it is the action plan, and that its table has a "
            "heading over each column."
        )


class PeriodUnknown(ImportRefused):
    """Neither the document nor the person says when the plan begins."""

    def __init__(self) -> None:
        super().__init__("The document does not say which year it is for. Say on which day its first quarter begins.")


class PlanExists(ImportRefused):
    """The partnership has a plan of that short name."""

    def __init__(self, plan: Plan) -> None:
        year = plan.period or "the same year"
        super().__init__(
            f"There is already a plan “{plan.title}” for {year}. If this is a newer version of it, bring the document "
            "in on the plans page and compare the two there; otherwise give this one another title."
        )
        self.plan = plan


class NothingChosen(ImportRefused):
    """No difference was accepted."""

    def __init__(self) -> None:
        super().__init__("Tick at least one change, or apply every change that takes nothing away.")
