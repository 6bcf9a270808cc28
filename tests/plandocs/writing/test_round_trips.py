"""What is written can be read again, and says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.formats.reading import read_document
from frankpledge.plandocs.as_json import from_json
from frankpledge.plandocs.interpreting import interpret
from frankpledge.plandocs.model import Action, Layout, Objective, Party, PlanDocument, Section
from frankpledge.plandocs.writing import Look, write
from frankpledge.plandocs.writing.delimited import SECTION_HEADING
from tests.plandocs.corpus.layouts import ALL_HTML
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL, plans, sentences

EXAMPLES = Path(__file__).parents[3] / "examples"
TEXT = EXAMPLES / "east-herts-action-plan-2008-09.md"
WORD = EXAMPLES / "east-herts-action-plan-2008-09.docx"
READABLE = ("docx", "md", "xlsx", "csv")
LOOK = Look("Anyshire CSP", generated_on="1 May 2008", marking="OFFICIAL", source="plan.example.org")


def read(data: bytes, kind: str) -> PlanDocument:
    return interpret(read_document(data, f"plan.{kind}")).plan


def written_and_read(plan: PlanDocument, kind: str) -> PlanDocument:
    return read(write(plan, kind, LOOK), kind)


def said(plan: PlanDocument) -> list[Section]:
    """The sections without where they stood and how they were spelt there.

    A CSV has no room for a section's title but a column, which the reader keeps beside the section it made of it.
    """
    return [replace(section, place="", objectives=tuple(map(_said, section.objectives))) for section in plan.sections]


def _said(objective: Objective) -> Objective:
    return replace(
        objective,
        place="",
        verbatim="",
        numbered_here=False,
        other={heading: text for heading, text in objective.other.items() if heading != SECTION_HEADING},
        actions=tuple(map(_said_action, objective.actions)),
        leads=tuple(map(_said_party, objective.leads)),
        groups=tuple(map(_said_party, objective.groups)),
    )


def _said_action(action: Action) -> Action:
    return replace(action, verbatim="", children=tuple(map(_said_action, action.children)))


def _said_party(party: Party) -> Party:
    return replace(party, verbatim="")


@pytest.fixture(scope="module")
def east_herts() -> PlanDocument:
    return read(TEXT.read_bytes(), "md")


def test_the_plan_that_is_written_again_is_the_whole_plan(east_herts: PlanDocument) -> None:
    assert [len(section.objectives) for section in east_herts.sections] == [9, 8, 6, 3, 5, 5, 1]


@pytest.mark.parametrize("kind", READABLE)
def test_the_east_herts_plan_says_the_same_when_read_again(east_herts: PlanDocument, kind: str) -> None:
    assert said(written_and_read(east_herts, kind)) == said(east_herts)


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_document_comes_back_with_its_title_preamble_period_and_layout(east_herts: PlanDocument, kind: str) -> None:
    again = written_and_read(east_herts, kind)

    assert (again.title, again.preamble, again.period, again.layout) == (
        east_herts.title,
        east_herts.preamble,
        east_herts.period,
        east_herts.layout,
    )


def test_the_word_example_says_what_the_text_says(east_herts: PlanDocument) -> None:
    from_word = read(WORD.read_bytes(), "docx")

    assert said(from_word) == said(east_herts)
    assert from_word.title == east_herts.title
    assert from_word.preamble == east_herts.preamble


def test_the_word_example_is_what_its_command_makes_today(tmp_path: Path) -> None:
    from frankpledge.plandocs.writing.example import main

    main(str(TEXT), str(tmp_path / "plan.docx"))

    assert (tmp_path / "plan.docx").read_bytes() == WORD.read_bytes()


def test_a_plan_as_json_is_the_whole_plan(east_herts: PlanDocument) -> None:
    again = from_json(json.loads(write(east_herts, "json")))

    assert again == east_herts


@given(plans())
def test_any_plan_as_json_is_the_whole_plan(plan: PlanDocument) -> None:
    assert from_json(json.loads(write(plan, "json"))) == plan


@pytest.mark.parametrize("kind", READABLE)
def test_every_kind_of_cell_says_the_same_when_read_again(kind: str) -> None:
    first = written_and_read(EVERY_KIND_OF_CELL, kind)

    assert [section.title for section in first.sections] == [section.title for section in EVERY_KIND_OF_CELL.sections]
    assert said(written_and_read(first, kind)) == said(first)


@pytest.mark.parametrize("kind", READABLE)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_any_plan_says_the_same_when_read_again(kind: str, plan: PlanDocument) -> None:
    assert said(written_and_read(plan, kind)) == said(plan)


@pytest.mark.parametrize("kind", ["docx", "md", "xlsx"])
@settings(max_examples=10, deadline=None)
@given(words=sentences)
def test_italics_alone_say_that_an_action_is_tentative(kind: str, words: str) -> None:
    actions = (Action(words, tentative=True), Action("Hold a meeting"))
    row = Objective("1.1", "Safer streets", actions=actions)
    plan = PlanDocument("Action plan 2024", "2024", sections=(Section("1", "SAFER STREETS", objectives=(row,)),))

    (section,) = written_and_read(plan, kind).sections

    assert [action.tentative for action in section.objectives[0].actions] == [True, False]


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_what_is_said_of_a_whole_section_comes_back(kind: str) -> None:
    row = Objective("1.1", "Safer streets", actions=(Action("Hold a meeting"),))
    section = Section(
        "1", "SAFER STREETS", objectives=(row,), notes="The group meets monthly.", updates={"Q2": "A good quarter."}
    )

    (again,) = written_and_read(PlanDocument("Action plan 2024", "2024", sections=(section,)), kind).sections

    assert again.notes == "The group meets monthly."
    assert again.updates == {"Q2": "A good quarter."}


@pytest.mark.parametrize("kind", READABLE)
def test_the_partnerships_own_headings_and_extra_columns_come_back(kind: str) -> None:
    layout = Layout(headings=(("ref", "No."), ("objective", "Priority"), ("actions", "What we will do"), ("", "Cost")))
    row = Objective("1", "Safer streets", actions=(Action("Hold a meeting"),), other={"Cost": "=£500"})
    plan = PlanDocument("Action plan 2024", "2024", sections=(Section("1", "ONE", objectives=(row,)),), layout=layout)

    again = written_and_read(plan, kind)

    assert again.layout.headings == layout.headings
    assert said(again)[0].objectives[0].other == {"Cost": "=£500"}


@pytest.mark.parametrize("kind", ["docx", "md"])
@pytest.mark.parametrize("layout", ALL_HTML)
def test_other_partnerships_layouts_say_the_same_when_read_again(layout: str, kind: str) -> None:
    plan = read(ALL_HTML[layout].encode(), "html")

    assert said(written_and_read(plan, kind)) == said(plan)


def test_a_csv_read_and_written_again_does_not_grow() -> None:
    once = write(EVERY_KIND_OF_CELL, "csv")

    assert write(read(once, "csv"), "csv") == once


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "csv", "json", "md"])
@settings(max_examples=5, deadline=None)
@given(plan=st.one_of(plans(), st.just(EVERY_KIND_OF_CELL)))
def test_the_same_plan_is_always_the_same_file(kind: str, plan: PlanDocument) -> None:
    assert write(plan, kind, LOOK) == write(plan, kind, LOOK)
