"""A partnership with the made-up district loaded and a plan of 2008-09 about its crime."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frankpledge.insight import made_up
from frankpledge.insight.months import months_between
from frankpledge.measures.changes import IndicatorWords, add_indicator
from frankpledge.measures.models import Indicator
from frankpledge.partners.access import Access, access_by_command, access_for
from frankpledge.plandocs.model import Objective, PlanDocument, Section
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.models import Plan
from tests.people import NOW, Cast
from tests.plans.documents import named
from tests.plans.sowing import objective

Q2 = ("2008-07", "2008-08", "2008-09")
Q2_BEFORE = ("2007-07", "2007-08", "2007-09")
ALL = months_between("2006-01", "2008-12")


def load(cast: Cast, months: Sequence[str] = (*Q2_BEFORE, *Q2), *, extract: bool = True) -> made_up.Made:
    """Three wards of the made-up district, these months."""
    return made_up.load_made_up(cast.partnership, now=NOW, months=months, small=True, extract=extract)


def plan_of_2008(cast: Cast) -> Plan:
    """Objectives 3.1 to 3.3 in the seed plan's own words, and one that asks for no crime figure."""
    document = PlanDocument(
        title="Community Safety Action Plan 2008-2009",
        period="2008-2009",
        sections=(
            Section(
                "3",
                "Reduce serious acquisitive crime",
                objectives=(
                    Objective(
                        "3.1",
                        "Continue to achieve reductions in overall levels of Acquisitive crime – viz:\n"
                        "- Vehicle Crime\n- Dwelling Burglary\n- Theft of high-value metals.",
                        leads=(named("EHC"),),
                        groups=(named("Comms"),),
                    ),
                    Objective("3.3", "To reduce the number of incidents of lead thefts.", leads=(named("Police"),)),
                    Objective("3.9", "Publish stories in the newsletter.", leads=(named("EHC"),)),
                ),
            ),
        ),
    )
    return create_plan(document=document, partnership=cast.partnership, by=everywhere(cast), now=NOW)


def everywhere(cast: Cast) -> Access:
    return access_by_command("test", cast.partnership)


def as_role(cast: Cast, role: str) -> Access:
    return access_for(cast[role], cast.partnership.slug, today=NOW.date())


def crime_indicator(plan: Plan, cast: Cast, ref: str = "3.1", **said: Any) -> Indicator:
    """An indicator fed by the crime store: vehicle crime everywhere in the files, unless told otherwise."""
    parameters = {"definition": "vehicle-crime@1", "area": "", "source": "street", "against": "year"}
    parameters |= said.pop("parameters", {})
    usual: dict[str, Any] = {"name": "Vehicle crime", "source": "crime.count", "direction": "lower"}
    words = IndicatorWords(**{**usual, **said, "parameters": parameters})
    return add_indicator(plan=plan, objective=objective(plan, ref), words=words, by=everywhere(cast), now=NOW)
