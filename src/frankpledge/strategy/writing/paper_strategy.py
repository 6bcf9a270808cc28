"""Sets the strategy's plain data out as a paper: the vision, each priority with its targets, then who does what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frankpledge.papers.paper import Block, Heading, Paper, Prose, Table, Words
from frankpledge.strategy.writing.paper import day

Json = dict[str, Any]


def strategy_paper(said: Json) -> Paper:
    """A strategy."""
    standing = f"Approved on {day(said['approved_on'])}." if said["approved_on"] else "A draft: not approved."
    years = f"{day(said['starts_on'])} to {day(said['ends_on'])}"
    return Paper(said["title"], f"{years}. {standing}", tuple(_blocks(said)))


def _blocks(said: Json) -> Iterator[Block]:
    if said["missing"] and not said["approved_on"]:
        yield Heading("Still missing")
        yield Prose("\n".join(f"- {each['name']}: {each['words']}" for each in said["missing"]))
    for name, key in (("Summary", "summary"), ("Vision", "vision")):
        if said[key]:
            yield Heading(name)
            yield Prose(said[key])
    for priority in said["priorities"]:
        yield from _priority(priority)
    yield Heading("What each responsible authority does and gives")
    yield Table(
        "What each responsible authority does and gives",
        ("Authority", "For", "What it will do", "What it gives for it"),
        tuple(
            (
                Words(step["agency"], bold=True),
                Words(step["priority"] or "The whole strategy"),
                Words(step["steps"]),
                Words(step["resources"] or "Not said"),
            )
            for step in said["steps"]
        ),
        widths=(3, 3, 5, 4),
        empty="Nothing is written yet.",
    )
    for name, key in (("How success is measured", "success"), ("How the community is engaged", "engagement")):
        yield Heading(name)
        yield Prose(said[key] or "Nothing is written here yet.")


def _priority(said: Json) -> Iterator[Block]:
    yield Heading(f"Priority {said['number']}: {said['name']}")
    leads = ", ".join(each for each in (said["lead_agency"], said["lead_group"]) if each)
    yield Prose(f"Led by {leads}." if leads else "No lead is named.", quiet=True)
    if said["why"]:
        yield Prose(said["why"])
    grounds = [f"- Finding {each['number']}: {each['text']}" for each in said["findings"]]
    grounds += [f"- Problem {each['number']}: {each['title']}" for each in said["problems"]]
    grounds += [f"- What people said of {each['theme']}: {each['heard']}" for each in said.get("themes", ())]
    if grounds:
        yield Heading("It comes from", level=2)
        yield Prose("\n".join(grounds))
    yield Heading("By the strategy’s end", level=2)
    yield Table(
        f"Targets of priority {said['number']}",
        ("What is measured", "Where it began", "Target", "By", "Now"),
        tuple(_target(each) for each in said["targets"]),
        widths=(5, 3, 3, 2, 4),
        empty="No target is set.",
    )
    yield Heading("Objectives that carry it out", level=2)
    yield Table(
        f"Objectives of priority {said['number']}",
        ("Ref", "Objective", *said["years"]),
        tuple(
            (
                Words(each["ref"], bold=True),
                Words(each["text"]),
                *(Words("In the plan" if there else "Not in it") for there in each["in_year"]),
            )
            for each in said["objectives"]
        ),
        widths=(1, 7, *(2 for _ in said["years"])),
        empty="No objective carries it out yet.",
    )


def _target(each: Json) -> tuple[Words, ...]:
    unit = f" {each['unit']}" if each["unit"] else ""
    began = f"{each['baseline']}{unit}" if each["baseline"] else "Not said"
    if each["baseline_on"]:
        began += f" ({day(each['baseline_on'])})"
    aim = "\n".join(part for part in (f"{each['target']}{unit}" if each["target"] else "", each["words"]) if part)
    now = "No reading yet"
    if each["now"]:
        now = f"{each['now']}{unit} on {day(each['now_on'])}. {each['how_far']}\n{each['now_source']}"
    return Words(each["measure"]), Words(began), Words(aim), Words(day(each["due_on"])), Words(now)
