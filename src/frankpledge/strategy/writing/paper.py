"""Sets the assessment's plain data out as a paper: what was found first, the working after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from frankpledge.papers.paper import Block, Facts, Heading, NewPage, Paper, Prose, Table, Words

Json = dict[str, Any]
QUARTERLY = "quarterly"


def assessment_paper(said: Json) -> Paper:
    """A strategic assessment."""
    years = f"{day(said['starts_on'])} to {day(said['ends_on'])}"
    return Paper(said["title"], f"Strategic assessment, {years}. {_standing(said)}", tuple(_assessment(said)))


def _standing(said: Json) -> str:
    if said["approved_on"]:
        return f"Approved on {day(said['approved_on'])}."
    return "A draft: not approved."


def _assessment(said: Json) -> Iterator[Block]:
    if said["missing"] and not said["approved_on"]:
        yield Heading("Still missing")
        yield Prose("\n".join(f"- {each['name']}: {each['words']}" for each in said["missing"]))
    if said["summary"]:
        yield Heading("Summary")
        yield Prose(said["summary"])
    if said["way"] == QUARTERLY:
        yield from _papers(said)
    for section in said["sections"]:
        yield from _section(section)
        yield from _counted(section["key"], said)
    if said["problems"]["ranked"]:
        yield NewPage()
        yield from _problems(said["problems"])


def _counted(section: str, said: Json) -> Iterator[Block]:
    """What stands under a section besides its words: counted or drawn, not written."""
    if section == "last_plan" and said["delivery"]:
        yield from _delivery(said["delivery"])
    if section == "priorities":
        yield from _drawn(said["priorities"])
    if section == "community_views":
        yield from _views(said["views"])


def _papers(said: Json) -> Iterator[Block]:
    yield Heading("The year’s papers")
    yield Table(
        "The four quarterly papers",
        ("Quarter", "Title", "Looked at in depth", "Received on"),
        tuple(
            (
                Words(each["quarter"], bold=True),
                Words(each["title"]),
                Words(each["focus"]),
                Words(day(each["finished_on"]) or "Not finished"),
            )
            for each in said["papers"]
        ),
        widths=(1, 3, 4, 2),
        empty="No paper is written.",
    )


def _section(section: Json) -> Iterator[Block]:
    yield Heading(section["name"], key=section["key"])
    yield Prose(f"{section['asks']} ({section['source']})", quiet=True)
    yield Prose(section["text"] or "Nothing is written here yet.")
    if section["findings"]:
        yield Table(
            f"What was found: {section['name'].lower()}",
            ("No.", "What was found", "What it rests on"),
            tuple(
                (
                    Words(str(each["number"]), bold=True),
                    Words(each["text"]),
                    Words("\n".join(f"- {_rests_on(one)}" for one in each["evidence"]) or "No evidence is given"),
                )
                for each in section["findings"]
            ),
            widths=(1, 6, 6),
        )
    for finding in section["findings"]:
        for one in finding["evidence"]:
            if one["table"]:
                yield from _frozen(finding["number"], one["table"])


def _rests_on(one: Json) -> str:
    """Evidence in a line: what it shows, its figure, its source and its day."""
    figure = f"{one['value']} {one['unit']}".strip() if one["value"] is not None else ""
    told = [one["words"], figure, one["source"], one["url"], f"as of {day(one['as_of'])}" if one["as_of"] else ""]
    return "; ".join(part for part in told if part)


def _frozen(number: int, table: Json) -> Iterator[Block]:
    yield Heading(f"Finding {number}: {table['title']}", level=2)
    yield Table(
        table["title"], tuple(table["head"]), tuple(tuple(Words(cell) for cell in row) for row in table["rows"])
    )
    yield Prose(f"{table['source']}, as of {day(table['as_of'])}. {table['note']}".strip(), quiet=True)


def _delivery(said: Json) -> Iterator[Block]:
    yield Heading(f"Counted from the records of “{said['plan']}”", level=2)
    yield Facts(
        "The whole plan",
        tuple((f"{each['group']}: {each['name'].lower()}", Words(each["words"])) for each in said["whole"]),
    )
    names = [f"{each['group']}: {each['name'].lower()}" for each in said["whole"]]
    known = [at for at in range(len(names)) if any(_known(part["figures"][at]) for part in said["sections"])]
    for start in range(0, len(known), 4):
        shown = known[start : start + 4]
        yield Table(
            "Section by section",
            ("Section", *(names[at] for at in shown)),
            tuple(
                (Words(part["name"], bold=True), *(Words(part["figures"][at]["words"]) for at in shown))
                for part in said["sections"]
            ),
            widths=(4, *(2 for _ in shown)),
        )
    yield Prose(f"As the records stood on {day(said['as_of'])}. “No records” is not nought.", quiet=True)


def _known(figure: Json) -> bool:
    return bool(figure["words"] != "No records")


def _drawn(rows: list[Json]) -> Iterator[Block]:
    yield Table(
        "Priorities drawn from this assessment",
        ("Priority", "Why", "From findings", "From problems"),
        tuple(
            (
                Words(f"{each['number']}. {each['name']}", bold=True),
                Words(each["why"]),
                Words(", ".join(map(str, each["findings"])) or "None"),
                Words(", ".join(map(str, each["problems"])) or "None"),
            )
            for each in rows
        ),
        widths=(4, 6, 2, 2),
        empty="No priority is drawn from it yet.",
    )


def _views(said: Json) -> Iterator[Block]:
    yield Prose(
        f"{said['views']} views of {said['people']} people were recorded"
        + (f"; {said['not_coded']} are not coded to themes yet." if said["not_coded"] else ", all coded to themes."),
        quiet=True,
    )
    yield Table(
        "What the community said, by theme",
        ("Theme", "Views", "People", "You said", "We did, or will do"),
        tuple(
            (
                Words(each["theme"], bold=True),
                Words(str(each["views"]), number=each["views"]),
                Words(str(each["people"]), number=each["people"]),
                Words(each["said"]),
                Words(each["did"]),
            )
            for each in said["themes"]
        ),
        widths=(3, 1, 1, 5, 5),
        numeric=frozenset({1, 2}),
        empty="No view is coded to a theme yet.",
    )


def _problems(said: Json) -> Iterator[Block]:
    yield Heading("Problems in order")
    matrix = said["matrix"]
    if matrix:
        yield Prose(f"Scored on “{matrix['name']}”, version {matrix['version']}. {matrix['arithmetic']}")
    yield Table(
        "Problems in order",
        ("Rank", "Problem", "Rank by score", "Score", "Level", "Scorers (lowest to highest)", "If one point moved"),
        tuple(_ranked(each) for each in said["ranked"]),
        widths=(1.2, 5, 1.4, 1.4, 1.8, 3, 2),
        numeric=frozenset({3}),
    )
    moved = [each for each in said["ranked"] if each["moved_because"]]
    if moved:
        yield Heading("Moved from where the score puts them", level=2)
        yield Prose("\n".join(f"- {each['problem']}: {each['moved_because']}" for each in moved))
    yield Prose("“=” is a tie. “If one point moved”: the best and worst rank if one scorer had chosen one point "
                "up or down.", quiet=True)  # fmt: skip


def _ranked(each: Json) -> tuple[Words, ...]:
    span = each["rank_if_one_point_moved"]
    scorers = f"{each['scorers']} ({each['lowest']} to {each['highest']}). {each['agreement']}"
    return (
        Words(str(each["rank"] or "–"), bold=True),
        Words(each["problem"]),
        Words(each["rank_by_score"]),
        Words(each["score"] or ""),
        Words(each["level"]),
        Words(scorers if each["scorers"] else "Nobody yet"),
        Words("" if span is None else str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"),
    )


def day(said: str | None) -> str:
    """A day as it is read.

    >>> day("2008-04-01"), day(None)
    ('1 April 2008', '')
    """
    if not said:
        return ""
    when = date.fromisoformat(said)
    return f"{when.day} {when:%B %Y}"
