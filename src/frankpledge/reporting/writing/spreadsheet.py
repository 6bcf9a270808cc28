"""Writes a report as a workbook: a sheet for the summary and one for each kind of thing to sort and count."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from frankpledge.papers.lines import clean
from frankpledge.papers.look import Look
from frankpledge.papers.steady import steady
from frankpledge.reporting.content import Content, MoneyLine
from frankpledge.reporting.writing.delimited import HEADINGS, objective_cells

Cell = str | float | None
_LONGEST = 32_767  # characters; Excel will not open a file with more in a cell


def write_spreadsheet(content: Content) -> bytes:
    """The report as an .xlsx file. Words are written as words: nothing in it can run."""
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": clean(content.title)[:255], "author": clean(content.partnership)[:255]})
    look = Look(colour=content.colour or Look().colour)
    cell = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#8A9499"})
    bar = workbook.add_format(
        {"bold": True, "text_wrap": True, "bg_color": f"#{look.bar}", "font_color": f"#{look.on_bar}", "border": 1}
    )
    for name, widths, rows in _sheets(content):
        _write(workbook.add_worksheet(name), rows, widths, cell, bar, content)
    workbook.close()
    return steady(written.getvalue())


def _sheets(content: Content) -> Iterable[tuple[str, Sequence[int], list[Sequence[Cell]]]]:
    yield "Summary", (22, 100), [("Report", content.title), *_summary(content)]
    yield "Exceptions", (8, 70, 14, 50), [
        ("Ref", "What", "Status", "What to do"),
        *((line.ref, line.what, line.sign.word, line.do) for line in content.exceptions),
    ]  # fmt: skip
    yield (
        "Objectives",
        (24, 8, 40, 22, 22, 16, 6, 60, 50, 40),
        [
            HEADINGS[:10],
            *((section.name, *objective_cells(row)) for section, row in content.objectives),
        ],
    )
    yield "Indicators", (8, 40, 14, 14, 16, 16, 50, 16, 24), [
        ("Ref", "Indicator", "Value", "Value as shown", "Target", "Rating", "Why", "Judged", "As of", "Source"),
        *(
            (row.ref, rating.name, rating.number, rating.value, rating.target, rating.sign.word, rating.why,
             rating.judged.word if rating.judged else "", rating.as_of, rating.source)
            for _, row in content.objectives for rating in row.ratings
        ),
    ]  # fmt: skip
    yield "Milestones", (8, 60, 20, 20, 14), [
        ("Ref", "Milestone", "Due", "Done", "Status"),
        *((row.ref, step.text, step.due_on, step.done_on, step.sign.word)
          for _, row in content.objectives for step in row.steps),
    ]  # fmt: skip
    if content.money:
        yield (
            "Money",
            (12, 40, 14, 14, 14, 14),
            [
                ("By", "Name", "Allocated", "Committed", "Invoiced", "Paid"),
                *(("Funder", *_amounts(line)) for line in content.money.by_funder),
                *(("Section", *_amounts(line)) for line in content.money.by_section),
                ("All", *_amounts(content.money.total)),
            ],
        )


def _summary(content: Content) -> Iterable[Sequence[Cell]]:
    yield "Quarter", f"{content.quarter_name}, {content.first} to {content.last}"
    yield "Figures as of", content.data_as_of
    yield "Marking", content.marking or "None: for publication"
    for sentence in content.summary:
        yield "In short", sentence
    for limit in content.limits:
        yield "Cannot say", limit


def _amounts(line: MoneyLine) -> tuple[Cell, ...]:
    return (line.name, *(float(each) for each in (line.allocated, line.committed, line.invoiced, line.paid)))


def _write(
    sheet: Worksheet,
    rows: list[Sequence[Cell]],
    widths: Sequence[int],
    cell: Format,
    bar: Format,
    content: Content,
) -> None:
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            style = bar if down == 0 else cell
            if isinstance(value, float):
                sheet.write_number(down, across, value, style)
            else:
                sheet.write_string(down, across, clean(value or "")[:_LONGEST], style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows) - 1, 0), len(rows[0]) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{content.marking.replace('&', '&&')}")
    sheet.set_footer(f"&L{content.partnership.replace('&', '&&')}&RPage &P of &N")
