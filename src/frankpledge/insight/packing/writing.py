"""Sets a pack out as a paper, and writes it as each kind of file. The same content is always the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from frankpledge.core.charts import png_of
from frankpledge.core.maps import png_of_map
from frankpledge.insight.packing.content import ChangeLine, MapPart, PackContent, SeriesPart
from frankpledge.papers.look import Look
from frankpledge.papers.paper import Block, Figure, Heading, Paper, Prose, Table, Tone, Words
from frankpledge.papers.pdf import write_pdf
from frankpledge.papers.word import write_word

MARKING = "OFFICIAL"  # its nominations may speak of people's homes


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[PackContent], bytes]


def paper_of(content: PackContent, *, pictures: bool = False) -> Paper:
    """The whole pack. ``pictures`` draws each chart and map as PNG too, which Word needs."""
    compared = f"{content.period} against {content.before}" if content.period else content.month
    return Paper(content.title, f"{content.group}. {compared}.", tuple(_blocks(content, pictures=pictures)))


def look_of(content: PackContent) -> Look:
    """The partnership's name and colour, and what stands at the foot of every page."""
    source = "Made-up figures" if content.is_made_up else ""
    dated = f"data as of {content.as_of}" if content.as_of else f"made on {content.made_on}"
    return Look(content.partnership, content.colour or Look().colour, dated, MARKING, source)


def _blocks(content: PackContent, *, pictures: bool) -> Iterator[Block]:
    if content.is_made_up:
        yield Prose("The crime figures in this pack are made up for demonstration.", lead=True)
    yield Heading("In short", key="in-short")
    yield Prose("\n".join(f"- {sentence}" for sentence in content.summary))
    yield from _nominations(content)
    if content.changes:
        yield Heading("What changed", key="what-changed")
        yield Prose(f"{content.period} against {content.before}, what deserves attention first.", quiet=True)
        yield _changes("What changed", content.changes)
    if content.map:
        yield from _map(content.map, pictures=pictures)
    for part in content.series:
        yield from _series(part, pictures=pictures)
    if content.month_lines:
        yield Heading(f"{content.month} alone, in the whole of {content.month_lines[0].area}", key="month")
        yield _changes(f"{content.month} against the same month a year before", content.month_lines, where=False)
    yield from _indicators(content)
    yield from _provenance(content)


def _nominations(content: PackContent) -> Iterator[Block]:
    yield Heading("Put before the group", key="nominations")
    yield Table(
        "Nominations and decisions",
        ("No.", "What", "Figures", "Why it was raised", "State", "Decision"),
        tuple(
            (
                Words(str(each.number)), Words(each.title), Words(each.words or "No figures"),
                Words("\n".join(part for part in (each.why, f"Raised on {each.raised}") if part)),
                Words(each.state, cast(Tone, each.tone)), Words(each.decision),
            )
            for each in content.nominations
        ),
        widths=(0.4, 1.2, 1.9, 1.5, 1, 1.3),
        empty="Nothing waits for the group, and it decided nothing in the last three months.",
    )  # fmt: skip


def _changes(caption: str, lines: tuple[ChangeLine, ...], *, where: bool = True) -> Table:
    """``where`` is left out where every row is of the one place that the heading names."""
    rows = [_changed(each, where=where) for each in lines]
    head, widths = ["What", "Where", "Now", "Before", "Change", "In words"], [1.3, 1.2, 0.55, 0.65, 1.2, 3]
    if not where:
        head.pop(1)
        widths.pop(1)
    first = head.index("Now")
    return Table(caption, tuple(head), tuple(rows), tuple(widths), frozenset({first, first + 1}))


def _changed(line: ChangeLine, *, where: bool) -> tuple[Words, ...]:
    said = line.words.removeprefix(f"{line.said}: ")  # the cell beside it says that already
    cells = (
        Words(line.title), Words(line.area), Words(f"{line.now:,}", number=line.now),
        Words(f"{line.before:,}", number=line.before), Words(line.said, cast(Tone, line.tone)),
        Words(said[:1].upper() + said[1:]),
    )  # fmt: skip
    return cells if where else (cells[0], *cells[2:])


def _map(part: MapPart, *, pictures: bool) -> Iterator[Block]:
    rows = tuple(tuple(Words(cell) for cell in row) for row in part.rows)
    table = Table(f"{part.title}: the figures", part.head, rows, numeric=frozenset({1, 2}))
    yield Heading(part.title, 2)
    yield Figure(part.alt, f"{part.title}. {part.alt}", part.svg, png_of_map(part.svg) if pictures else b"", table)


def _series(part: SeriesPart, *, pictures: bool) -> Iterator[Block]:
    rows = tuple(tuple(Words(cell) for cell in row) for row in part.rows)
    table = Table(f"{part.title}: the last twelve months", ("Month", "Records"), rows, numeric=frozenset({1}))
    yield Heading(part.title, 2)
    yield Figure(part.alt, f"{part.title}. {part.alt}", part.svg, png_of(part.spec) if pictures else b"", table)


def _indicators(content: PackContent) -> Iterator[Block]:
    if not content.indicators:
        return
    yield Heading(f"The group’s objectives in {content.indicators_of}", key="indicators")
    yield Table(
        f"Indicators in {content.indicators_of}",
        ("Ref", "Indicator", "Value", "Target", "Rating", "Why"),
        tuple(
            (
                Words(each.ref), Words(each.name),
                Words("\n".join(part for part in (each.value, f"data to {each.as_of}" if each.as_of else "") if part)),
                Words(each.target), Words(each.word, cast(Tone, each.tone)), Words(each.why),
            )
            for each in content.indicators
        ),
        widths=(0.45, 1.4, 1, 0.7, 1, 3),
    )  # fmt: skip


def _provenance(content: PackContent) -> Iterator[Block]:
    yield Heading("Where these figures come from, and their limits", key="limits")
    said = [
        f"Counted by {', '.join(content.definitions)}." if content.definitions else "",
        f"Made on {content.made_on} from files loaded up to {content.as_of}." if content.as_of else "",
        *content.cautions,
        *(f"Not in this pack: {each}" for each in content.unmeasured),
        f"Files: {', '.join(content.files)}." if content.files else "No crime file stands behind this pack.",
    ]
    yield Prose("\n".join(f"- {each}" for each in said if each), quiet=True)


WRITERS: dict[str, Writer] = {
    "pdf": Writer(
        ".pdf", "application/pdf", "PDF", lambda content: write_pdf(paper_of(content), look_of(content))
    ),
    "docx": Writer(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
        lambda content: write_word(paper_of(content, pictures=True), look_of(content)),
    ),
}  # fmt: skip
