"""Sets a report out as a paper: what a councillor reads in two minutes first, then exceptions, then every row."""

from __future__ import annotations

from collections.abc import Iterator

from frankpledge.core.charts import png_of
from frankpledge.papers.paper import (
    Block,
    Figure,
    Heading,
    NewPage,
    Paper,
    Prose,
    Table,
    Tone,
    Words,
)
from frankpledge.reporting.content import ChartPart, Content, MoneyLine, ObjectiveLine, RatingLine, SectionPart, Sign

_TONES: dict[str, Tone] = {"green": "green", "amber": "amber", "red": "red", "blue": "blue", "grey": "grey"}
_MONEY = ("Allocated", "Committed", "Invoiced", "Paid")


def paper_of(content: Content, *, pictures: bool = False) -> Paper:
    """The whole report. ``pictures`` draws each chart as PNG too, which Word needs."""
    return Paper(
        content.title,
        f"{content.first} to {content.last}. Figures as of {content.data_as_of}.",
        tuple(_blocks(content, pictures=pictures)),
    )


def _blocks(content: Content, *, pictures: bool) -> Iterator[Block]:
    yield Heading("In short", key="in-short")
    yield Prose("\n".join(f"- {sentence}" for sentence in content.summary))
    yield Heading("What needs the board", key="exceptions")
    yield Table(
        "What needs the board",
        ("Ref", "What", "Status", "What to do"),
        tuple(_exceptions(content)),
        widths=(1, 3, 1, 1.9),
        empty="Nothing is off track, late or without an owner.",
    )
    if content.recommendations:
        yield from _recommendations(content)
    for chart in content.charts:
        yield from _chart(chart, pictures=pictures)
    if content.stories:
        yield Heading("Success stories", key="stories")
        yield Prose("\n".join(f"- {story.ref}: {story.headline} ({story.state.lower()})" for story in content.stories))
    yield from _money(content)
    yield from _risks(content)
    if content.changes:
        yield Heading("Changes to the plan this quarter", key="changes")
        yield Prose("\n".join(f"- {change}" for change in content.changes))
    yield NewPage()
    yield Heading("Every objective", key="objectives")
    for section in content.sections:
        yield from _section(section)
    yield Heading("What these figures cannot say", key="limits")
    yield Prose("\n".join(f"- {limit}" for limit in content.limits), quiet=True)


def _exceptions(content: Content) -> Iterator[tuple[Words, ...]]:
    """The same thing said of twelve objectives is one row with twelve references."""
    said: dict[tuple[Sign, str, str], list[str]] = {}
    for line in content.exceptions:
        said.setdefault((line.sign, line.what, line.do), []).append(line.ref)
    for (sign, what, do), refs in said.items():
        yield Words(", ".join(ref for ref in refs if ref) or "Plan"), Words(what), _sign(sign), Words(do)


def _sign(sign: Sign) -> Words:
    return Words(sign.word, _TONES.get(sign.tone, "grey"))


def _chart(chart: ChartPart, *, pictures: bool) -> Iterator[Block]:
    rows = tuple(tuple(Words(cell) for cell in row) for row in chart.rows)
    figures = Table(f"{chart.title}: the figures", chart.head, rows, numeric=frozenset({len(chart.head) - 1}))
    yield Heading(chart.title, 2)
    drawn = png_of(chart.spec) if pictures else b""
    yield Figure(chart.alt, f"{chart.title}. {chart.alt}", chart.svg, drawn, beside=figures)


def _section(section: SectionPart) -> Iterator[Block]:
    """Three tables at most: what was said of each objective, its indicators, its milestones."""
    yield Heading(section.name, 2)
    yield Table(
        f"Objectives of {section.name}",
        ("Ref", "Objective", "Lead", "This quarter", "Update"),
        tuple(_objective(row) for row in section.objectives),
        widths=(0.5, 2.1, 1, 2.9, 1),
        empty="No objective stands in this section.",
    )
    ratings = [(row, rating) for row in section.objectives for rating in row.ratings]
    if ratings:
        yield Table(
            f"Indicators of {section.name}",
            ("Ref", "Indicator", "Value", "Target", "Rating", "Why"),
            tuple((Words(row.ref), *_rating(rating)) for row, rating in ratings),
            widths=(0.5, 1.6, 0.9, 0.8, 1, 2.7),
        )
    steps = [(row, step) for row in section.objectives for step in row.steps]
    if steps:
        yield Table(
            f"Milestones of {section.name}",
            ("Ref", "Milestone", "Due", "Status"),
            tuple((Words(row.ref), Words(step.text), Words(step.due_on), _sign(step.sign)) for row, step in steps),
            widths=(0.5, 4.2, 1.6, 1.2),
        )


def _objective(row: ObjectiveLine) -> tuple[Words, ...]:
    lead = "\n".join(part for part in (row.leads, row.groups) if part)
    said = row.update or "No approved update."
    return Words(row.ref), Words(row.text), Words(lead or "None is named"), Words(said), _sign(row.state)


def _rating(rating: RatingLine) -> tuple[Words, ...]:
    value = rating.value + (f"\n({rating.interval})" if rating.interval else "")
    sign = _sign(rating.sign)
    why = [rating.why, rating.note, rating.revised, f"As of {rating.as_of}." if rating.as_of else ""]
    if rating.judged:
        why.insert(
            0, f"Judged “{rating.judged.word}” by a person: {rating.judged_why} By the rule: {rating.sign.word}."
        )
    return (
        Words(f"{rating.name}\nSource: {rating.source}" if rating.source else rating.name),
        Words(value, number=rating.number),
        Words(rating.target or "none"),
        Words(f"{sign.text}; judged {rating.judged.word.lower()}" if rating.judged else sign.text, sign.tone),
        Words("\n".join(part for part in why if part)),
    )


def _money(content: Content) -> Iterator[Block]:
    if content.money is None:
        return
    yield Heading("Money", key="money")
    for name, lines in (("Funder", content.money.by_funder), ("Section", content.money.by_section)):
        yield Table(
            f"Money by {name.lower()}",
            (name, *_MONEY),
            tuple(_amounts(line) for line in lines),
            widths=(2, 1, 1, 1, 1),
            numeric=frozenset({1, 2, 3, 4}),
            total=_amounts(content.money.total),
        )
    for warning in content.money.warnings:
        yield Prose(f"- {warning}")


def _amounts(line: MoneyLine) -> tuple[Words, ...]:
    stages = (line.allocated, line.committed, line.invoiced, line.paid)
    return (Words(line.name), *(Words(f"£{float(each):,.2f}", number=float(each)) for each in stages))


def _risks(content: Content) -> Iterator[Block]:
    if not content.risks:
        return
    yield Heading("Open risks", key="risks")
    yield Table(
        "Open risks",
        ("Ref", "Risk", "Score of 25", "What is done about it", "Reviewed"),
        tuple(
            (Words(risk.ref or "Plan"), Words(risk.text), Words(str(risk.score), number=risk.score),
             Words(risk.mitigation or "Nothing is written"), Words(risk.reviewed_on))
            for risk in content.risks
        ),
        widths=(0.6, 2.2, 0.7, 2.2, 1.1),
        numeric=frozenset({2}),
    )  # fmt: skip


def _recommendations(content: Content) -> Iterator[Block]:
    yield Heading("Recommendations of scrutiny", key="recommendations")
    yield Table(
        "Recommendations of scrutiny",
        ("No.", "Recommendation", "Answer due", "Status", "Answer"),
        tuple(
            (Words(line.number), Words(f"{line.text}\n{line.committee}"), Words(line.respond_by), _sign(line.sign),
             Words(line.response))
            for line in content.recommendations
        ),
        widths=(0.5, 2.4, 1, 1, 2),
    )  # fmt: skip
