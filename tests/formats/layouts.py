"""One made-up table written in every kind of file, so that every reader is asked for the same words."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from dataclasses import dataclass

import xlsxwriter

from tests.formats.packing import docx, odt, p, tbl, tc, tr


@dataclass(frozen=True)
class Spot:
    """A cell: its lines (those that begin with "- " are bullets), and how far it is merged."""

    text: str
    columns: int = 1
    rows: int = 1


Rows = list[list[Spot]]


def rows_of(*rows: str) -> Rows:
    """Rows written with bars between the cells."""
    return [[Spot(text.strip()) for text in row.split("|")] for row in rows]


def spread(rows: Rows) -> list[list[str | None]]:
    """The rows as a rectangle: words at a cell's first position, None where a merged cell covers."""
    made: dict[tuple[int, int], str | None] = {}
    for at, row in enumerate(rows):
        column = 0
        for spot in row:
            while (at, column) in made:
                column += 1
            for down in range(spot.rows):
                for aside in range(spot.columns):
                    made[at + down, column + aside] = None
            made[at, column] = spot.text
            column += spot.columns
    width = max(column for _, column in made) + 1
    return [[made.get((at, column), "") for column in range(width)] for at in range(len(rows))]


def as_csv(rows: Rows) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([[text or "" for text in row] for row in spread(rows)])
    return written.getvalue().encode()


def as_tabs(rows: Rows) -> bytes:
    return "".join("\t".join(_marked(text or "") for text in row) + "\n" for row in spread(rows)).encode()


def as_pipes(rows: Rows) -> bytes:
    drawn = [" | ".join(_marked(text or "").replace("|", "\\|") for text in row) for row in spread(rows)]
    return "".join(
        f"| {row} |\n" for row in [drawn[0], "|".join("-" * 3 for _ in spread(rows)[0]), *drawn[1:]]
    ).encode()


def _marked(text: str) -> str:
    """Words with their bullets as a list, the way the East Herts text has them."""
    words = [html.escape(line, quote=False) for line in text.split("\n")]
    said = "<br>".join(line for line in words if not line.startswith("- "))
    items = "".join(f"<li>○ {line[2:]}</li>" for line in words if line.startswith("- "))
    return said + (f" <ul>{items}</ul>" if items else "")


def as_html(rows: Rows) -> bytes:
    made = "".join(
        "<tr>" + "".join(f"<td colspan={s.columns} rowspan={s.rows}>{_marked(s.text)}</td>" for s in row) + "</tr>"
        for row in rows
    )
    return f"<!doctype html><meta charset=utf-8><table>{made}</table>".encode()


def as_docx(rows: Rows) -> bytes:
    made = []
    below: dict[int, tuple[int, int]] = {}  # column -> (rows still covered, width)
    for row in rows:
        cells, column, waiting = [], 0, list(row)
        while waiting or column in below:
            if column in below:
                left, width = below.pop(column)
                cells.append(tc("", f'<w:gridSpan w:val="{width}"/><w:vMerge/>'))
                if left > 1:
                    below[column + 1000] = (left - 1, width)
            else:
                spot = waiting.pop(0)
                width = spot.columns
                merge = '<w:vMerge w:val="restart"/>' if spot.rows > 1 else ""
                cells.append(tc(_paragraphs(spot.text), f'<w:gridSpan w:val="{width}"/>{merge}'))
                if spot.rows > 1:
                    below[column + 1000] = (spot.rows - 1, width)
            column += width
        below = {at - 1000: rest for at, rest in below.items() if at >= 1000}
        made.append(tr(*cells))
    return docx(tbl(*made))


def _paragraphs(text: str) -> str:
    signed = (f"• {line[2:]}" if line.startswith("- ") else line for line in text.split("\n"))
    return "".join(p(html.escape(line)) for line in signed)


def as_odt(rows: Rows) -> bytes:
    made = "".join(
        "<table:table-row>" + "".join(_odt_cell(spot) for spot in row) + "</table:table-row>" for row in rows
    )
    return odt(f"<table:table>{made}</table:table>")


def _odt_cell(spot: Spot) -> str:
    spans = f'table:number-columns-spanned="{spot.columns}" table:number-rows-spanned="{spot.rows}"'
    lines = [html.escape(line) for line in spot.text.split("\n")]
    said = "".join(f"<text:p>{line}</text:p>" for line in lines if not line.startswith("- "))
    items = "".join(
        f"<text:list-item><text:p>{line[2:]}</text:p></text:list-item>" for line in lines if line[:2] == "- "
    )
    return f"<table:table-cell {spans}>{said}{f'<text:list>{items}</text:list>' if items else ''}</table:table-cell>"


def as_xlsx(rows: Rows) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Plan")
    filled = spread(rows)
    for at, row in enumerate(rows):
        columns = [column for column, text in enumerate(filled[at]) if text is not None]
        for spot, column in zip(row, columns, strict=False):
            if spot.columns > 1 or spot.rows > 1:
                sheet.merge_range(at, column, at + spot.rows - 1, column + spot.columns - 1, spot.text)
            else:
                sheet.write_string(at, column, spot.text)
    book.close()
    return made.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Rows], bytes]]] = {
    "Word": ("plan.docx", as_docx),
    "OpenDocument": ("plan.odt", as_odt),
    "web page": ("plan.html", as_html),
    "tabs": ("plan.md", as_tabs),
    "pipes": ("plan.md", as_pipes),
    "Excel": ("plan.xlsx", as_xlsx),
    "delimited": ("plan.csv", as_csv),
}

LAYOUTS: dict[str, Rows] = {
    "the seed's own": [
        [*(Spot(text, rows=2) for text in ("JAG ref", "Objective", "Actions")), Spot("Update: 2008-2009", columns=4)],
        [Spot(f"Quarter {number}") for number in (1, 2, 3, 4)],
        [
            Spot("1.1"),
            Spot("Improve communications"),
            Spot("- Advertise the logo\n- Publish stories"),
            *[Spot("")] * 3,
            Spot("Done"),
        ],
        [Spot("1.2"), Spot("Support PCSOs"), Spot("Referrals to:\n- DIP\n- Sova"), *[Spot("")] * 3, Spot("Late")],
    ],
    "one header row": rows_of(
        "Ref|Objective|Lead|Timescale", "1.1|Safer homes|Police|March 2009", "1.2|Cleaner streets|EHC|June 2009"
    ),
    "a banner over each section": [
        [Spot("Ref"), Spot("Objective"), Spot("Lead")],
        [Spot("FEAR OF CRIME", columns=3)],
        [Spot("1.1"), Spot("Safer homes"), Spot("Police")],
        [Spot("YOUTH", columns=3)],
        [Spot("2.1"), Spot("More clubs"), Spot("IYSS")],
    ],
    "a theme merged downwards": [
        [Spot("Theme"), Spot("Milestone"), Spot("Who")],
        [Spot("Violence", rows=3), Spot("Audit licences"), Spot("NTE")],
        [Spot("Visit premises"), Spot("Police")],
        [Spot("Review policy"), Spot("EHC")],
        [Spot("Drugs"), Spot("Hold workshop"), Spot("DAAT")],
    ],
    "headers repeated": rows_of("Ref|Outcome|RAG", "1|Fewer thefts|Green", "Ref|Outcome|RAG", "2|Fewer fires|Amber"),
    "continuation rows": rows_of(
        "Ref|Objective|Actions", "1.1|Safer homes|Fit locks", "||Visit victims", "||Mark property"
    ),
    "gaps": rows_of("Ref|Objective|Target|Lead", "1.1|Safer homes||", "1.2||10% fewer|", "1.3|Quiet nights||N/A"),
    "one column": rows_of("Objective", "Safer homes", "Cleaner streets"),
    "signs of every kind": rows_of(
        "Ref|Target|Note", "1|£5 – 10% & <b|“quoted” O’Neil", "2|a/b\\c|*star* _under_", "3|café ŵ ŷ 中|x"
    ),
    "twenty columns": rows_of(*("|".join(f"cell{row}x{column}" for column in range(20)) for row in range(4))),
}
