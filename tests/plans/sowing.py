"""A small plan in the database for tests of pages and changes, with one objective of each kind of lead."""

from __future__ import annotations

from frankpledge.partners.access import access_by_command
from frankpledge.plandocs.model import Action, Objective, Party, PartyKind, PlanDocument, Section
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import Plan
from tests.people import NOW, Cast
from tests.plans.documents import named


def document(period: str = "2026-2027", mark: str = "", objectives: int = 1) -> PlanDocument:
    """Three sections. ``objectives`` multiplies the first one's rows; ``mark`` is a word every row carries."""
    council = tuple(
        Objective(
            f"1.{number}",
            f"Tell people what is done about crime {mark}".strip(),
            verbatim="Tell people  what is done about crime",
            actions=(
                Action("Refer people to", children=(Action("bottle watch"), Action("taxi marshals"))),
                Action("See section 2", see=("2",)),
                Action("Put up posters (TBC)", tentative=True),
            ),
            leads=(named("EHC"),),
            groups=(named("Comms"),),
            people=("A Canaryofficer",),
            other={"Budget": "£500"},
        )
        for number in range(1, objectives + 1)
    )
    return PlanDocument(
        title=f"Community Safety Action Plan {period} {mark}".strip(),
        period=period,
        preamble="There are six sections.",
        sections=(
            Section("1", "Feelings of safety", objectives=council),
            Section(
                "2",
                "Acquisitive crime",
                objectives=(
                    Objective("2.1", f"Fewer thefts from cars {mark}".strip(), leads=(named("Police"),), target="18%"),
                    Objective(
                        "2.2",
                        "Fewer burglaries",
                        leads=(Party(PartyKind.BLANK),),
                        groups=(Party(PartyKind.DELEGATED, ("JAG",), "Assigned by JAG"),),
                    ),
                ),
            ),
            Section(
                "3",
                "Alcohol and drugs",
                cross_cutting=True,
                objectives=(
                    Objective(
                        "3.1",
                        "Set up a working group",
                        leads=(Party(PartyKind.COLLECTIVE, ("Partnership",), "Partnership"),),
                        groups=(Party(PartyKind.NOT_APPLICABLE, (), "N/A"),),
                    ),
                ),
            ),
        ),
    )


def sow(cast: Cast, **said: object) -> Plan:
    """The plan in that partnership."""
    by = access_by_command("sow", cast.partnership)
    return create_plan(document=document(**said), partnership=cast.partnership, by=by, now=NOW)  # type: ignore[arg-type]


def objective(plan: Plan, ref: str) -> ObjectiveRow:
    """The plan's objective of that reference."""
    return ObjectiveRow.objects.select_related("section__plan").get(section__plan=plan, ref=ref)
