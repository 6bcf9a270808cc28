"""A year's indicators for the demonstration: public facts where there are any, the rest made up and saying so.

The comparator crime figures (5,313 in 2004/05, 4,992 in 2006/07, 4,341 to be reached by March 2008) and the plan's own
commitments (two public meetings, 15 hours a week, a yearly conference) are real. Everything whose note says "Made up"
is not. Most objectives are left with nothing to judge them by, as the real plan left them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.measures.changes import (
    IndicatorWords,
    add_indicator,
    judge_quarter,
    publish_values,
    refresh_plan,
    write_value,
)
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import months_of, quarter_period
from frankpledge.measures.rating import Rag
from frankpledge.partners.access import Access
from frankpledge.plans.models import Objective, Plan

MADE_UP = "Made up for the demonstration."
PUBLIC = "The baseline and the target are public; the quarters are made up for the demonstration."
YEAR_END = date(2009, 3, 31)
OWNER = "lee@demo.example"


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator of the demonstration: where it hangs, what it says, and its quarters' figures."""

    ref: str  # "" for the plan as a whole
    words: dict[str, Any]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # quarter: value, or counted and out of
    library_key: str = ""
    note: str = MADE_UP


def _count(name: str, definition: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "definition": definition, "unit": "number", "direction": "lower", **more}


INDICATORS = (
    Shown(
        "",
        _count(
            "Comparator crime",
            "Recorded crimes in the categories that the British Crime Survey also asks about. 5,313 in 2004/05 and "
            "4,992 in 2006/07, which is 6.0% fewer; 4,341 was to be reached by March 2008.",
            numerator_words="Comparator crimes recorded",
            baseline=Decimal(5313),
            baseline_period="2004/05",
            target=Decimal(4341),
            target_on=date(2008, 3, 31),
            trajectory="cumulative",
            tolerance=Decimal(3),
        ),
        {"Q1": ("1172",), "Q2": ("1119",), "Q3": ("1151",)},
        "psa1-comparator",
        PUBLIC,
    ),
    Shown(
        "3.1",
        _count(
            "Acquisitive crime",
            "Vehicle crime, burglary of homes and robbery recorded in the district.",
            baseline=Decimal(1320),
            baseline_period="2007/08",
            baseline_quarters=("302", "318", "371", "329"),
            target=Decimal(1254),
            target_on=YEAR_END,
            trajectory="seasonal",
            tolerance=Decimal(5),
        ),
        {"Q1": ("268",), "Q2": ("271",), "Q3": ("341",)},
    ),
    Shown(
        "3.2",
        _count(
            "Vehicle crime of the Tarantula kind",
            "Theft of and from motor vehicles. External parts, number plates and catalytic converters are left out, as "
            "the objective says.",
            baseline=Decimal(640),
            baseline_period="2007/08",
            target=Decimal(600),
            target_on=YEAR_END,
            trajectory="cumulative",
            tolerance=Decimal(5),
        ),
        {"Q1": ("158",), "Q2": ("149",)},
    ),
    Shown(
        "3.4",
        _count(
            "Burglary of homes",
            "Burglaries of homes recorded in the district.",
            baseline=Decimal(330),
            baseline_period="2007/08",
            target=Decimal(312),
            target_on=YEAR_END,
            trajectory="cumulative",
            tolerance=Decimal(5),
            frequency="month",
        ),
        {"Q1": ("74",), "Q2": ("81",)},
    ),
    Shown(
        "2.5",
        {
            "name": "Complainants told what was done",
            "definition": "Complaints of anti-social behaviour whose complainant was told of the action within ten "
            "working days.",
            "unit": "percent",
            "direction": "higher",
            "numerator_words": "Complainants told within ten working days",
            "denominator_words": "Complaints closed",
            "target": Decimal(90),
            "target_on": YEAR_END,
            "tolerance": Decimal(5),
            "tolerance_kind": "absolute",
        },
        {"Q1": ("41", "52"), "Q2": ("58", "63")},
    ),
    Shown(
        "1.6",
        {
            "name": "Public meetings held",
            "definition": "Meetings held so far this year. The plan says at least two.",
            "direction": "higher",
            "target": Decimal(2),
            "target_on": YEAR_END,
            "trajectory": "stated",
            "trajectory_values": ("0", "1", "1", "2"),
            "is_by_chance": False,
        },
        {"Q1": ("0",), "Q2": ("1",)},
        note="The target is the plan's own; the count is made up for the demonstration.",
    ),
    Shown(
        "4.3",
        {
            "name": "Hours with each offender a week",
            "definition": "Hours of contact a week, on average, for each prolific or other priority offender. The plan "
            "says at least 15.",
            "direction": "higher",
            "decimals": 1,
            "target": Decimal(15),
            "target_on": YEAR_END,
            "tolerance": Decimal(10),
            "is_by_chance": False,
        },
        {"Q1": ("13.1",), "Q2": ("15.4",)},
        note="The target is the plan's own; the hours are made up for the demonstration.",
    ),
    Shown(
        "6.5",
        {
            "name": "NI 32 Repeat domestic violence",
            "definition": "Cases reviewed by a multi-agency risk conference (MARAC) in which the same victim had been "
            "reviewed within twelve months.",
            "unit": "percent",
            "direction": "lower",
            "decimals": 1,
            "numerator_words": "Repeat cases",
            "denominator_words": "Cases reviewed",
            "target": Decimal(28),
            "target_on": YEAR_END,
            "tolerance": Decimal(3),
            "tolerance_kind": "absolute",
        },
        {"Q1": ("3", "8"), "Q2": ("5", "21")},
        "ni-32",
    ),
    Shown(
        "2.6",
        _count(
            "Environmental crimes reported by PCSOs",
            "Reports of the six kinds the objective lists.",
            direction="higher",
        ),
        {"Q1": ("96",), "Q2": ("112",)},
    ),
    Shown(
        "6.1",
        _count(
            "Most serious violence",
            "Grievous bodily harm (sections 18 and 20) and rape. Too few in one district to hold anybody to.",
            is_contextual=True,
        ),
        {"Q1": ("3",), "Q2": ("7",)},
    ),
    Shown(
        "5.2",
        {
            "name": "Drug and alcohol conference held",
            "definition": "The yearly conference took place. The plan says yearly.",
            "unit": "yes_no",
            "direction": "higher",
            "target": Decimal(1),
            "target_on": YEAR_END,
            "trajectory": "stated",
            "trajectory_values": ("", "", "", "1"),
            "is_by_chance": False,
        },
        {"Q1": ("0",), "Q2": ("0",)},
        note="The commitment is the plan's own; whether it was met is not known.",
    ),
)
COMPUTED = (
    ("Milestones done", "plan.milestones-done", Decimal(80), {"scope": "plan"}),
    ("Updates sent in time", "plan.updates-on-time", Decimal(90), {"scope": "plan", "days_after": 21}),
)


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> dict[str, Indicator]:
    """The indicators by name, with two quarters published, one figure corrected since, and one judged otherwise."""
    made = {shown.words["name"]: _made(shown, plan, people, by, now) for shown in INDICATORS}
    for name, source, target, parameters in COMPUTED:
        words = IndicatorWords(
            name, unit="percent", source=source, parameters=parameters, target=target, target_on=YEAR_END,
            tolerance=Decimal(10), tolerance_kind="absolute", is_by_chance=False, denominator_words="All there are",
            fewest=3,
        )  # fmt: skip
        made[name] = add_indicator(plan=plan, objective=None, words=words, by=by, now=now)
    for quarter in ("Q1", "Q2", "Q3"):
        for shown in INDICATORS:
            _value(made[shown.words["name"]], shown, quarter, by, now)
    _months(made["Burglary of homes"], by, now)
    refresh_plan(plan=plan, by=by, now=now)
    for quarter in ("Q1", "Q2"):
        publish_values(plan=plan, quarter=quarter, by=by, now=now)
    _afterwards(made, by, now)
    return made


def _made(shown: Shown, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> Indicator:
    objective = (
        Objective.objects.select_related("section__plan").get(section__plan=plan, ref=shown.ref) if shown.ref else None
    )
    owner = people.get(OWNER) if shown.ref.startswith("3.") else None
    words = IndicatorWords(**shown.words, owner=owner)
    return add_indicator(
        plan=plan, objective=objective, words=words, library_key=shown.library_key, by=by, now=now
    )  # fmt: skip


def _value(indicator: Indicator, shown: Shown, quarter: str, by: Access, now: datetime) -> None:
    period = quarter_period(indicator.plan.starts_on, quarter)
    figures = [Decimal(figure) for figure in shown.values.get(quarter, ())]
    if not figures or period.last > now.date():
        return
    value, numerator, denominator = (figures[0], None, None) if len(figures) == 1 else (None, *figures)
    write_value(
        indicator=indicator, period=period, value=value, numerator=numerator, denominator=denominator,
        as_of=period.last, note=shown.note, by=by, now=now,
    )  # fmt: skip


def _months(crimes: Indicator, by: Access, now: datetime) -> None:
    """The months of quarter 1, which make up its figure as it was first given."""
    for period, figure in zip(months_of(crimes.plan.starts_on), (23, 27, 24), strict=False):
        if period.last <= now.date():
            write_value(
                indicator=crimes, period=period, value=Decimal(figure), as_of=period.last, note=MADE_UP, by=by, now=now
            )


def _afterwards(made: Mapping[str, Indicator], by: Access, now: datetime) -> None:
    """What happened after publication: a figure put right, and a quarter a person sees otherwise."""
    crimes = made["Burglary of homes"]
    first = quarter_period(crimes.plan.starts_on, "Q1")
    write_value(
        indicator=crimes, period=first, value=Decimal(77), as_of=first.last, note=MADE_UP,
        reason="Three burglaries of June were recorded in July.", by=by, now=now,
    )  # fmt: skip
    judge_quarter(
        indicator=made["Hours with each offender a week"], quarter="Q1", judged=Rag.CLOSE,
        why="Two officers joined in May. From June on every offender had their 15 hours.", by=by, now=now,
    )  # fmt: skip
