"""Contents of reports, made up: what building one from records is not the subject of a test."""

from __future__ import annotations

from dataclasses import replace

from frankpledge.reporting.content import (
    SCHEMA,
    ChartPart,
    Content,
    ExceptionLine,
    MoneyLine,
    MoneyPart,
    ObjectiveLine,
    RatingLine,
    RiskPart,
    SectionPart,
    Sign,
    StepLine,
)

RATING = RatingLine(
    name="Street robberies", value="12", public="12", number=12.0, target="15", sign=Sign("On track", "green"),
    why="12 meets the quarter's target of 15.", judged=None, judged_why="", as_of="30 September 2008", source="Police",
    interval="6 to 21", revised="", note="", earlier=(("Q1 2008-2009", 18.0),), unit="number",
)  # fmt: skip
SMALL = replace(
    RATING, name="Victims seen again", value="3", public="fewer than 5", number=3.0, why="3 meets the target of 4.",
    interval="1 to 9", note="All three in one street.",
)  # fmt: skip
MONEY = MoneyLine("All", "1000.00", "900.00", "400.00", "250.50")


def objective(ref: str = "1.1", **changes: object) -> ObjectiveLine:
    """One objective, on track and updated."""
    usual = ObjectiveLine(
        ref=ref, text="Fewer robberies", leads="EHC", groups="JAG", update="Patrols were held.",
        state=Sign("Published", "green"), is_late=False, ratings=(RATING,),
        steps=(StepLine("Agree the patrols", "31 July 2008", "30 July 2008", Sign("Done", "green")),),
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]


def content(*objectives: ObjectiveLine, **changes: object) -> Content:
    """A whole report of one section."""
    usual = Content(
        schema=SCHEMA, kind="quarterly", partnership="Eastmarch Community Safety Partnership", colour="#1d70b8",
        plan="Action plan", period="2008-2009", quarter="Q2", quarter_name="Quarter 2", first="1 July 2008",
        last="30 September 2008", data_as_of="14 October 2008", marking="OFFICIAL", title="Eastmarch: quarter 2",
        summary=("1 of the plan's 1 objective has an approved update.",),
        exceptions=(ExceptionLine("1.2", Sign("No owner", "red"), "Nobody answers for it.", "Name an owner."),),
        sections=(SectionPart("1. Crime", objectives or (objective(),)),),
        money=MoneyPart((replace(MONEY, name="Council"),), (replace(MONEY, name="1. Crime"),), MONEY, ()),
        risks=(RiskPart("1.1", "Officers are called away", 12, "Agree cover", "1 July 2008"),), changes=(),
        charts=(ChartPart("1.1 Street robberies", "A line from 18 to 12.", ("Quarter", "Value"), (("Q1", "18"),),
                          {"mark": "line"}, "<svg xmlns='http://www.w3.org/2000/svg'/>"),),
        stories=(), recommendations=(), limits=("“Not rated” is neither good nor bad news.",), demonstration=False,
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]
