"""Says what a document says as a plan: the way in to this package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from frankpledge.formats.document import Block, Bullets, Document, DocumentRefused, Heading, Item, Paragraph, Run, Table
from frankpledge.plandocs.bodies import Known
from frankpledge.plandocs.building import build, hear, outside
from frankpledge.plandocs.crossrefs import Directory
from frankpledge.plandocs.drafts import SectionDraft
from frankpledge.plandocs.gathering import Gathering
from frankpledge.plandocs.model import Action, Bodies, Objective, PlanDocument, Reading, Section
from frankpledge.plandocs.titles import period_of
from frankpledge.plandocs.wording import plain

_ALMOST_ALL = 0.9  # where this share of a document is italic, italics mean nothing in it


def interpret(document: Document, *, mapping: dict[str, str] | None = None, bodies: Bodies | None = None) -> Reading:
    """What the document says as a plan. Nothing it says is dropped: what has no home is in ``unread``.

    ``mapping`` is what the partnership said of its own headings: each heading to a field of Objective, "section",
    "Q1" … "Q4", "other" (keep) or "ignore" (leave out). Findings are not looked for here.
    """
    gathering = Gathering({plain(heading): name for heading, name in (mapping or {}).items()})
    gathering.read(document)
    if not gathering.sections:
        raise DocumentRefused(
            "no-plan",
            "No table in this document reads as a community safety plan.",
            "A plan's table has a row of headings such as Objective, Actions and Lead agency. Check that this is the "
            "file you meant. If the plan is a picture or a text box, copy it into a table first.",
        )
    known = Known.of(bodies or Bodies())
    hear(gathering.sections, known)
    trust = _share_of_italics(document) < _ALMOST_ALL
    sections = _numbered([_section(draft, known, trust_italics=trust) for draft in gathering.sections])
    layout = gathering.layout.layout()
    plan = PlanDocument(
        title=gathering.title,
        period=_period(gathering, layout.update_heading),
        preamble="\n\n".join(gathering.preamble),
        sections=_with_references(sections),
        unread=tuple(gathering.unread),
        layout=layout,
    )
    return Reading(plan, questions=gathering.layout.questions())


def _period(gathering: Gathering, update_heading: str) -> str:
    texts = [gathering.title, update_heading, *gathering.preamble, *(one.title.title for one in gathering.sections)]
    return next((period for text in texts if (period := period_of(text))), "")


def _section(draft: SectionDraft, known: Known, *, trust_italics: bool) -> Section:
    said_outside = outside(draft, known)
    objectives = tuple(build(one, said_outside, known, trust_italics=trust_italics) for one in draft.drafts)
    return Section(
        number=draft.title.number,
        title=draft.title.title,
        cross_cutting=draft.title.cross_cutting,
        objectives=objectives,
        place=draft.place,
        notes="\n".join(draft.notes),
        updates={quarter: "\n".join(said) for quarter, said in draft.updates.items() if said},
    )


def _numbered(sections: list[Section]) -> list[Section]:
    """Sections without a number take their refs', or the next free one; rows without a ref take "s.n"."""
    taken = {section.number for section in sections}
    numbered = []
    for at, section in enumerate(sections, 1):
        number = section.number or _major(section, taken) or _free(at, taken)
        taken.add(number)
        numbered.append(replace(section, number=number, objectives=_with_refs(section.objectives, number)))
    return numbered


def _major(section: Section, taken: set[str]) -> str:
    majors = {objective.ref.split(".")[0] for objective in section.objectives if "." in objective.ref}
    only = majors.pop() if len(majors) == 1 else ""
    return only if only.isdecimal() and only not in taken else ""


def _free(number: int, taken: set[str]) -> str:
    while str(number) in taken:
        number += 1
    return str(number)


def _with_refs(objectives: tuple[Objective, ...], number: str) -> tuple[Objective, ...]:
    taken = {objective.ref for objective in objectives}
    found = []
    at = 0
    for place, objective in enumerate(objectives, 1):
        if not objective.ref:
            at = max(at + 1, place)
            while f"{number}.{at}" in taken:
                at += 1
            taken.add(f"{number}.{at}")
            objective = replace(objective, ref=f"{number}.{at}", numbered_here=True)
        found.append(objective)
    return tuple(found)


def _with_references(sections: list[Section]) -> tuple[Section, ...]:
    """Every action's cross-references, now that everything they can point at is known."""
    directory = Directory(sections)
    return tuple(
        replace(
            section,
            objectives=tuple(
                replace(objective, actions=_pointing(objective.actions, directory)) for objective in section.objectives
            ),
        )
        for section in sections
    )


def _pointing(actions: tuple[Action, ...], directory: Directory) -> tuple[Action, ...]:
    return tuple(_point(action, directory) for action in actions)


def _point(action: Action, directory: Directory) -> Action:
    pointer = directory.pointer(action.text)
    children = _pointing(action.children, directory)
    return replace(action, see=pointer.see if pointer else (), children=children)


def _share_of_italics(document: Document) -> float:
    every = italic = 0
    for run in _runs(document.blocks):
        size = len(run.text.strip())
        every += size
        italic += size if run.italic else 0
    return italic / every if every else 0.0


def _runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                yield from runs
            case Bullets(items=items):
                yield from _item_runs(items)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from _runs(cell.blocks)


def _item_runs(items: tuple[Item, ...]) -> Iterator[Run]:
    for item in items:
        yield from item.runs
        yield from _item_runs(item.children)
