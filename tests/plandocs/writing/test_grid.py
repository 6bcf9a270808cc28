"""What every kind of file writes is decided once: columns, order, and the words of each cell."""

from __future__ import annotations

import pytest

from frankpledge.papers.look import Look, contrast
from frankpledge.plandocs.model import Action, Layout, Objective, Party, PartyKind, PlanDocument, Section
from frankpledge.plandocs.writing.grid import (
    Column,
    cell_lines,
    clean,
    columns_for,
    columns_of,
    party_text,
    update_heading,
)


def _plan(*objectives: Objective, layout: Layout | None = None) -> PlanDocument:
    return PlanDocument(
        "Plan", "2008-2009", sections=(Section("1", "One", objectives=objectives),), layout=layout or Layout()
    )


def _fields(plan: PlanDocument) -> list[str]:
    return [column.field or column.heading for column in columns_of(plan)]


def test_a_plan_without_a_layout_of_its_own_has_the_usual_ten_columns() -> None:
    columns = columns_of(_plan(Objective("1.1", "Target hotspots")))

    assert [column.heading for column in columns] == [
        "JAG ref",
        "Objective",
        "Actions",
        "Target & Performance indicator",
        "Lead agency",
        "Lead Action Group(s)",
        "Quarter 1",
        "Quarter 2",
        "Quarter 3",
        "Quarter 4",
    ]


def test_the_partnerships_own_columns_keep_their_headings_and_order() -> None:
    layout = Layout(headings=(("actions", "What we will do"), ("ref", "No."), ("objective", "Priority"), ("", "Cost")))

    columns = columns_of(_plan(Objective("1", "x", other={"Cost": "£500"}), layout=layout))

    assert [column.heading for column in columns] == ["What we will do", "No.", "Priority", "Cost"]


def test_a_layout_without_quarters_gains_them_with_the_first_update() -> None:
    layout = Layout(headings=(("ref", "No."), ("objective", "Priority"), ("actions", "Actions")))

    without = _fields(_plan(Objective("1", "x"), layout=layout))
    with_update = _fields(_plan(Objective("1", "x", updates={"Q2": "Done"}), layout=layout))

    assert without == ["ref", "objective", "actions"]
    assert with_update == ["ref", "objective", "actions", "Q1", "Q2", "Q3", "Q4"]


def test_columns_after_the_quarters_stay_after_them() -> None:
    quarters = (("Q1", "Q1"), ("Q2", "Q2"), ("Q3", "Q3"), ("Q4", "Q4"))
    layout = Layout(
        headings=(("ref", "No."), ("objective", "Priority"), ("actions", "Do"), *quarters, ("status", "RAG"))
    )

    assert _fields(_plan(Objective("1", "x"), layout=layout))[-2:] == ["Q4", "status"]


def test_what_the_layout_has_no_column_for_gets_one_rather_than_being_lost() -> None:
    layout = Layout(headings=(("ref", "No."), ("objective", "Priority"), ("actions", "Actions")))
    objective = Objective(
        "1", "x", target="5% fewer", indicator="NI 16", timescale="March", people=("A Nother",), other={"Ward": "Sele"}
    )

    fields = _fields(_plan(objective, layout=layout))

    assert fields == ["ref", "objective", "actions", "target", "indicator", "people", "timescale", "Ward"]


def test_a_field_that_two_old_columns_gave_is_written_once() -> None:
    layout = Layout(headings=(("ref", "No."), ("objective", "Aim"), ("actions", "Actions"), ("actions", "Steps")))

    assert _fields(_plan(Objective("1", "x"), layout=layout)) == ["ref", "objective", "actions"]


@pytest.mark.parametrize(
    ("party", "words"),
    [
        (Party(PartyKind.NAMED, ("EHC", "Police"), "EHC and Police"), "EHC and Police"),
        (Party(PartyKind.NAMED, ("Probation", "Police"), "Probation , Police"), "Probation, Police"),
        (Party(PartyKind.NAMED, ("NTE", "ASB"), "NTE\n\nASB"), "NTE\nASB"),
        (Party(PartyKind.NAMED, ("EHC",), "EHC, Police"), "EHC"),
        (Party(PartyKind.NAMED, ("EHC", "Police")), "EHC, Police"),
        (Party(PartyKind.BLANK, (), " "), ""),
        (Party(PartyKind.NOT_APPLICABLE, (), "n/a"), "N/A"),
        (Party(PartyKind.DELEGATED, (), "Assigned by JAG"), "Assigned by JAG"),
        (Party(PartyKind.COLLECTIVE, ("Partnership",)), "Partnership"),
    ],
)
def test_a_cell_of_parties_says_what_they_are_in_the_partnerships_words(party: Party, words: str) -> None:
    assert party_text((party,)) == words


def test_parties_read_from_one_cell_are_not_written_twice() -> None:
    cell = "EHC / Police"
    parties = (Party(PartyKind.NAMED, ("EHC",), cell), Party(PartyKind.NAMED, ("Police",), cell))

    assert party_text(parties) == "EHC / Police"


def test_tentative_actions_are_in_italics_and_those_under_another_one_level_in() -> None:
    actions = (Action("Referrals to:", children=(Action("DIP", tentative=True),)),)

    lines = cell_lines(Objective("1.1", "x", actions=actions), Column("actions", "Actions"))

    assert [(line.text, line.level, line.runs[0].italic) for line in lines] == [
        ("Referrals to:", 1, False),
        ("DIP", 2, True),
    ]


def test_an_empty_action_is_still_a_bullet() -> None:
    lines = cell_lines(Objective("6.1", "x", actions=(Action(""),)), Column("actions", "Actions"))

    assert [(line.text, line.level) for line in lines] == [("", 1)]


def test_characters_no_office_file_can_hold_are_left_out() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffee\U0001f600\tf") == "abcde\U0001f600\tf"


def test_the_period_is_said_over_the_quarters_once() -> None:
    said = PlanDocument("Plan", "2008-2009", layout=Layout(update_heading="Update: 2008-2009"))

    assert update_heading(said) == "Update: 2008-2009"
    assert update_heading(PlanDocument("Plan", "")) == "Update"


def test_words_on_the_heading_bar_can_be_read_on_any_colour() -> None:
    for colour in ("#1d70b8", "#ffdd00", "#7f7f7f", "#000000", "#ffffff", "#00703c", "#d4351c"):
        look = Look(colour=colour)

        assert contrast(look.bar, look.on_bar) >= 4.5
        assert contrast(look.heading_ink, "FFFFFF") >= 4.5


def test_a_colour_that_is_not_one_is_refused_with_what_to_write_instead() -> None:
    with pytest.raises(ValueError, match="six digits after a hash"):
        Look(colour="blue")


def test_an_added_column_stands_only_in_the_tables_that_need_it() -> None:
    layout = Layout(headings=(("ref", "No."), ("objective", "Priority"), ("actions", "Actions")))
    asked = Section("1", "One", objectives=(Objective("1", "x", leads=(Party(PartyKind.BLANK),)),))
    named = Section("2", "Two", objectives=(Objective("2", "x", leads=(Party(PartyKind.NAMED, ("EHC",)),)),))
    never = Section("3", "Three", objectives=(Objective("3", "x"),))
    columns = columns_of(PlanDocument("Plan", "", sections=(asked, named, never), layout=layout))

    fields = [[column.field for column in columns_for(section, columns)][3:] for section in (asked, named, never)]

    assert fields == [["leads"], ["leads"], []]


def test_a_ref_that_we_gave_is_not_put_into_a_table_that_has_none() -> None:
    layout = Layout(headings=(("objective", "Priority"), ("actions", "Actions")))

    assert _fields(_plan(Objective("1.1", "x", numbered_here=True), layout=layout)) == ["objective", "actions"]
    assert _fields(_plan(Objective("1.1", "x"), layout=layout)) == ["ref", "objective", "actions"]


def test_a_person_named_in_an_action_is_not_made_its_officer() -> None:
    action = Action("Further measures - A Nother")

    named_in_words = _fields(_plan(Objective("1.1", "x", actions=(action,), people=("A Nother",))))
    named_apart = _fields(_plan(Objective("1.1", "x", people=("A Nother",))))

    assert "people" not in named_in_words
    assert "people" in named_apart


def test_a_bullet_left_without_words_comes_back_as_one() -> None:
    lines = cell_lines(Objective("6.1", "x", empty_actions=1), Column("actions", "Actions"))

    assert [(line.text, line.level) for line in lines] == [("", 1)]
