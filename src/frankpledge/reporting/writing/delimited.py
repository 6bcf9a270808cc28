"""Writes a report as CSV: one row for each objective, its indicators and milestones in words."""

from __future__ import annotations

from frankpledge.formats.formulas import delimited_file
from frankpledge.reporting.content import Content, ObjectiveLine, RatingLine, StepLine

HEADINGS = (
    "Section", "JAG ref", "Objective", "Lead agency", "Lead group", "Update status", "Late", "Update", "Indicators",
    "Milestones", "Quarter", "Figures as of", "Marking",
)  # fmt: skip


def write_delimited(content: Content) -> bytes:
    """The report as a .csv file that no spreadsheet runs anything of."""
    rows = [
        (section.name, *objective_cells(row), content.quarter, content.data_as_of, content.marking)
        for section in content.sections
        for row in section.objectives
    ]
    return delimited_file([HEADINGS, *rows])


def objective_cells(row: ObjectiveLine) -> tuple[str, ...]:
    """What one objective says, a cell each, from its reference to its milestones."""
    return (
        row.ref, row.text, row.leads, row.groups, row.state.word, "yes" if row.is_late else "", row.update,
        "\n".join(rating_words(rating) for rating in row.ratings), "\n".join(step_words(step) for step in row.steps),
    )  # fmt: skip


def rating_words(rating: RatingLine) -> str:
    """An indicator in a line: both what the rule says and what a person judged."""
    judged = f", judged {rating.judged.word.lower()}: {rating.judged_why}" if rating.judged else ""
    target = f" against {rating.target}" if rating.target else ""
    return f"{rating.name}: {rating.value}{target} ({rating.sign.word}{judged})"


def step_words(step: StepLine) -> str:
    """A milestone in a line."""
    return f"{step.text}: due {step.due_on} ({step.sign.word})"
