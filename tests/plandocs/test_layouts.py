"""Other partnerships' tables: columns by synonym, titles from anywhere, rows merged, continued and nested."""

from __future__ import annotations

import pytest

from frankpledge.formats.document import Document, DocumentRefused, Heading, Run
from frankpledge.formats.reading import read_document
from frankpledge.plandocs.interpreting import interpret
from frankpledge.plandocs.model import PartyKind
from tests.plandocs.corpus import layouts
from tests.plandocs.reading import cell, objectives, paragraph, read, table, words_in, words_of


def test_columns_are_known_by_their_synonyms() -> None:
    one = objectives(read(layouts.SYNONYMS).plan)["1.1"]

    assert one.objective == "Fewer repeat victims"
    assert [action.text for action in one.actions] == ["Visit every repeat victim"]
    assert (one.indicator, one.target) == ("Repeat victims visited", "90%")
    assert one.leads[0].names == ("Housing",)
    assert (one.timescale, one.status) == ("March 2024", "Amber")
    assert one.other == {"Resources": "£2,000"}


def test_prose_in_one_column_is_put_into_the_quarters_it_names() -> None:
    plan = read(layouts.SYNONYMS).plan

    assert objectives(plan)["1.1"].updates == {"Q1": "Ten visited.", "Q2": "Twelve visited."}
    assert plan.layout.update_heading == "Commentary"


def test_prose_that_names_no_quarter_is_kept_and_found() -> None:
    reading = read(layouts.SYNONYMS)

    assert objectives(reading.plan)["2.1"].other == {"Commentary": "Good start."}
    assert [one.ref for one in reading.findings if one.code == "no-update-quarter"] == ["2.1"]


def test_a_progress_column_of_one_word_ratings_is_the_status() -> None:
    assert objectives(read(layouts.BANNER_ROWS).plan)["1.1"].status == "Green"


def test_an_objective_merged_over_rows_is_one_objective_with_several_actions() -> None:
    plan = read(layouts.VERTICALLY_MERGED).plan
    first, second = plan.sections[0].objectives

    assert [action.text for action in first.actions] == ["Mark property", "Visit victims", "Fit locks"]
    assert first.leads[0].names == ("Police", "Victim Support", "Housing")
    assert first.timescale == "June\nJuly"
    assert second.ref == "1.2"


def test_an_objective_filled_down_is_one_objective() -> None:
    plan = read(layouts.FILLED_DOWN_CSV, "plan.csv").plan

    assert [len(section.objectives) for section in plan.sections] == [2, 1]
    assert len(plan.sections[0].objectives[0].actions) == 2


def test_a_column_of_themes_makes_the_sections_where_nothing_else_does() -> None:
    plan = read(layouts.FILLED_DOWN_CSV, "plan.csv").plan

    assert [section.title for section in plan.sections] == ["Burglary", "Violence"]


def test_rows_merged_across_the_table_are_section_titles() -> None:
    plan = read(layouts.BANNER_ROWS).plan

    assert plan.title == "Community Safety Plan 2022-25"
    assert plan.period == "2022-2025"
    assert [section.number for section in plan.sections] == ["1", "2", "3"]
    assert plan.sections[2].cross_cutting


def test_captions_are_section_titles() -> None:
    assert [section.title for section in read(layouts.CAPTIONS).plan.sections] == [
        "Theme 1: Cleaner places",
        "Theme 2: Lighter places",
    ]


def test_sheet_names_are_section_titles_and_a_sheets_first_row_is_the_plans_title() -> None:
    header = ("Ref", "Objective", "Actions", "Lead")
    document = Document(
        (
            Heading(1, (Run("Burglary"),), "sheet"),
            table(("Mallowshire Community Safety Plan 2024-25", "", "", ""), header, ("1.1", "Locks", "Fit", "Police")),
            Heading(1, (Run("Sheet2"),), "sheet"),
            table(header, ("1.2", "Lights", "Fit", "Council")),
            Heading(1, (Run("Violence"),), "sheet"),
            table(header, ("2.1", "Calm", "Talk", "Council")),
        )
    )

    plan = interpret(document).plan

    assert plan.title == "Mallowshire Community Safety Plan 2024-25"
    assert [(section.title, len(section.objectives)) for section in plan.sections] == [("Burglary", 2), ("Violence", 1)]


def test_a_person_named_outside_the_table_leads_where_the_table_has_no_lead() -> None:
    plan = read(layouts.LEAD_OUTSIDE).plan

    assert objectives(plan)["1.1"].people == ("Inspector Jones",)
    assert plan.sections[0].notes.startswith("Lead: Inspector Jones")


def test_an_agency_named_outside_the_table_leads_where_the_table_has_no_lead() -> None:
    lead = objectives(read(layouts.LEAD_OUTSIDE).plan)["2.1"].leads[0]

    assert (lead.kind, lead.names) == (PartyKind.NAMED, ("Fire and Rescue Service",))


def test_a_chairs_comment_under_the_table_is_the_sections_update() -> None:
    section = read(layouts.LEAD_OUTSIDE).plan.sections[0]

    assert section.updates == {"Q1": "Two patrols a week began.\nThey were welcomed.", "Q2": "Harvest pause."}


def test_months_name_quarters_and_a_rag_beside_an_update_is_not_one() -> None:
    plan = read(layouts.QUARTERS_AS_COLUMNS).plan
    (one,) = plan.sections[0].objectives

    assert one.updates == {"Q1": "Started", "Q2": "Going", "Q4": "Done"}
    assert one.other == {"Q1 RAG": "Green"}
    assert plan.layout.quarter_headings == ("Apr-Jun", "Jul-Sep", "Oct - Dec", "Jan-Mar")


def test_a_table_inside_a_cell_gives_its_rows_to_the_objective() -> None:
    (one,) = read(layouts.NESTED).plan.sections[0].objectives

    assert [action.text for action in one.actions] == ["Radio link", "Taxi marshals"]
    assert one.leads[0].names == ("Pubwatch", "Council")


def test_rows_go_on_over_repeated_headers_and_tables_without_one() -> None:
    (section,) = read(layouts.CONTINUED).plan.sections

    assert [one.ref for one in section.objectives] == ["1.1", "1.2", "1.3"]
    assert [action.text for action in section.objectives[0].actions] == [
        "Closure orders",
        "Clean-up days",
        "Needle bins",
    ]


def test_tables_that_are_no_plan_are_kept_unread_and_not_forced() -> None:
    plan = read(layouts.WITH_OTHER_TABLES).plan

    assert [len(section.objectives) for section in plan.sections] == [1]
    assert [one.text.split("\n")[0] for one in plan.unread] == [
        "Section | Page",
        "Glossary",
        "Contacts",
        "Printed on recycled paper.",
    ]
    assert all(one.reason for one in plan.unread)


def test_a_column_nobody_knows_is_asked_about_and_its_words_are_kept() -> None:
    reading = read(layouts.UNKNOWN_HEADINGS)

    assert [(one.heading, one.suggestion) for one in reading.questions] == [
        ("Golden thread", ""),
        ("Lead agancy", "leads"),
    ]
    assert reading.questions[0].samples == ("Corporate plan 4", "Corporate plan 7")
    assert objectives(reading.plan)["1.1"].other["Golden thread"] == "Corporate plan 4"


def test_an_answer_on_the_mapping_page_is_followed() -> None:
    mapping = {"lead agancy": "leads", "golden thread": "other"}

    reading = read(layouts.UNKNOWN_HEADINGS, mapping=mapping)

    assert reading.questions == ()
    assert objectives(reading.plan)["1.2"].leads[0].names == ("Parish",)


def test_a_column_to_be_left_out_is_left_out_and_said_so() -> None:
    plan = read(layouts.UNKNOWN_HEADINGS, mapping={"Golden thread": "ignore", "Lead agancy": "leads"}).plan

    assert objectives(plan)["1.1"].other == {}
    assert "Corporate plan 4" in {one.text for one in plan.unread}


def test_without_a_known_objective_the_wordiest_column_is_taken_and_asked_about() -> None:
    reading = read(layouts.NO_KNOWN_OBJECTIVE)

    assert objectives(reading.plan)["1.1"].objective.startswith("Everybody sleeps")
    assert [(one.heading, one.suggestion) for one in reading.questions] == [("Dream", "objective")]


def test_rows_without_a_ref_are_numbered_and_said_to_be() -> None:
    reading = read(layouts.NO_REFS)

    assert list(objectives(reading.plan)) == ["3.1", "3.2"]
    assert [one.ref for one in reading.findings if one.code == "missing-ref"] == ["3.1", "3.2"]


def test_a_ref_at_the_start_of_an_objective_is_its_ref() -> None:
    one = objectives(read(layouts.REFS_IN_WORDS).plan)["3.2"]

    assert one.objective == "Better support"
    assert one.verbatim == "3.2 Better support"
    assert not one.numbered_here


def test_headings_down_the_side_make_one_objective() -> None:
    one = objectives(read(layouts.FORM).plan)["1.1"]

    assert one.objective == "Less burglary"
    assert [action.text for action in one.actions] == ["Locks", "Lights"]


def test_a_table_of_actions_alone_has_an_objective_a_row() -> None:
    plan = read(layouts.ACTIONS_ONLY_MARKDOWN, "plan.md").plan
    first, second = plan.sections[0].objectives

    assert first.objective == "Street drinking patrols"
    assert first.leads[0].names == ("Police", "Council")
    assert second.people == ("PC Example",)


@pytest.mark.parametrize("text", [layouts.NO_PLAN, layouts.PROSE_ONLY])
def test_a_document_without_a_plan_is_refused(text: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(text)

    assert refused.value.code == "no-plan"
    assert refused.value.advice


def test_the_same_ref_twice_is_found() -> None:
    document = Document((table(("Ref", "Objective", "Lead"), ("1.1", "One", "Police"), ("1.1", "Two", "Police")),))

    reading = read_again(document)

    assert reading == ["1.1", "1.1"]


def read_again(document: Document) -> list[str]:
    from frankpledge.plandocs.findings import find

    return [one.ref for one in find(interpret(document).plan) if one.code == "duplicate-ref"]


def test_a_repeated_header_with_refs_of_the_next_number_begins_a_section() -> None:
    header = ("Ref", "Objective", "Lead")
    document = Document((table(header, ("1.1", "One", "Police")), table(header, ("2.1", "Two", "Police"))))

    plan = interpret(document).plan

    assert [section.number for section in plan.sections] == ["1", "2"]


def test_four_columns_under_one_update_heading_are_the_quarters() -> None:
    header = (cell("Ref"), cell("Objective"), cell("Lead"), cell("Update", columns=4))
    document = Document((table(header, ("1.1", "One", "Police", "a", "b", "c", "d")),))

    plan = interpret(document).plan

    assert plan.sections[0].objectives[0].updates == {"Q1": "a", "Q2": "b", "Q3": "c", "Q4": "d"}
    assert plan.layout.update_heading == "Update"


def test_a_section_whose_table_has_no_rows_yet_is_a_section() -> None:
    document = Document((Heading(2, (Run("1. Noise"),)), table(("Ref", "Objective", "Lead"))))

    plan = interpret(document).plan

    assert [(section.title, section.objectives) for section in plan.sections] == [("Noise", ())]


def test_words_between_tables_that_are_no_title_are_notes() -> None:
    header = ("Ref", "Objective", "Lead")
    document = Document(
        (
            paragraph("Community Safety Plan 2024"),
            table(header, ("1.1", "One", "Police")),
            paragraph("This page is intentionally left blank."),
            table(header, ("1.2", "Two", "Police")),
        )
    )

    plan = interpret(document).plan

    assert [len(section.objectives) for section in plan.sections] == [2]
    assert plan.sections[0].notes == "This page is intentionally left blank."


@pytest.mark.parametrize("name", list(layouts.ALL_HTML))
def test_no_word_of_any_layout_is_lost(name: str) -> None:
    text = layouts.ALL_HTML[name]
    document = read_document(text.encode(), "plan.html")

    reading = interpret(document)

    assert words_of(document) - words_in(reading) - {"quarter"} == set()


def test_a_workbooks_introduction_behind_the_plan_is_the_plans_introduction() -> None:
    document = Document(
        (
            Heading(1, (Run("Plan"),), "sheet"),
            table(("Ref", "Objective", "Lead"), ("1.1", "One", "Police")),
            Heading(1, (Run("Introduction"),), "sheet"),
            table(("Community Safety Plan 2024-25",), ("We are a partnership.",)),
        )
    )

    plan = interpret(document).plan

    assert (plan.title, plan.preamble) == ("Community Safety Plan 2024-25", "We are a partnership.")


def test_a_box_round_words_is_words_and_no_table() -> None:
    document = Document(
        (
            table(("Community Safety Plan 2024-25",)),
            table(("Introduction in a box",)),
            table(("Ref", "Objective", "Lead"), ("1.1", "One", "Police")),
        )
    )

    plan = interpret(document).plan

    assert (plan.title, plan.preamble) == ("Community Safety Plan 2024-25", "Introduction in a box")
    assert plan.unread == ()


def test_notes_on_a_section_may_stand_in_a_column() -> None:
    text = (
        "Section,Ref,Objective,Lead,Section notes\n1. Noise,1.1,One,Police,Quarter 1: calm\n1. Noise,1.2,Two,Police,\n"
    )

    (section,) = read(text, "plan.csv").plan.sections

    assert section.title == "Noise"
    assert section.updates == {"Q1": "calm"}


def test_an_unknown_column_before_the_actions_is_taken_for_what_they_are_for_and_asked_about() -> None:
    text = "Ref,Golden rule,Action,Lead\n1.1,Everybody sleeps,Talk,Police\n"

    reading = read(text, "plan.csv")

    assert objectives(reading.plan)["1.1"].objective == "Everybody sleeps"
    assert [(one.heading, one.suggestion) for one in reading.questions] == [("Golden rule", "objective")]


def test_quarters_under_a_rag_heading_are_kept_beside_the_updates() -> None:
    header = (cell("Ref", rows=2), cell("Objective", rows=2), cell("Update", columns=2), cell("RAG", columns=2))
    document = Document((table(header, ("Q1", "Q2", "Q1", "Q2"), ("1.1", "One", "calm", "calmer", "Red", "Green")),))

    (one,) = interpret(document).plan.sections[0].objectives

    assert one.updates == {"Q1": "calm", "Q2": "calmer"}
    assert one.other == {"RAG: Q1": "Red", "RAG: Q2": "Green"}


def test_a_long_row_cut_by_a_page_break_goes_on() -> None:
    header = ("Ref", "Objective", "Actions", "Lead")
    document = Document((table(header, ("1.1", "Fewer fires in the", "Visit", "Fire"), ("", "old town", "Teach", "")),))

    (one,) = interpret(document).plan.sections[0].objectives

    assert one.objective == "Fewer fires in the\nold town"


@pytest.mark.parametrize("title", ["2. Noise – Lead: Inspector Jones", "2. Noise (Theme lead: Inspector Jones)"])
def test_a_lead_behind_a_sections_title_is_not_part_of_it(title: str) -> None:
    document = Document((paragraph(title), table(("Ref", "Objective", "Target"), ("2.1", "One", "Two"))))

    (section,) = interpret(document).plan.sections

    assert section.title == "Noise"
    assert section.objectives[0].people == ("Inspector Jones",)
    assert "Inspector Jones" in section.notes


def test_a_row_that_begins_with_a_ref_is_never_taken_for_headings() -> None:
    text = (
        "| JAG ref | Objective | Actions | Lead agency | Quarter 1 |\n|---|---|---|---|---|\n"
        "| 1.1 | Hold two meetings | Meet | EHC | |\n"
        "| 1.2 | Hold a day of action | Hold a day of action | EHC | Hold a day of action |\n"
    )

    plan = interpret(read_document(text.encode(), "plan.md")).plan

    assert [objective.ref for section in plan.sections for objective in section.objectives] == ["1.1", "1.2"]
