"""What the real East Herts plan says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frankpledge.formats.reading import read_document
from frankpledge.plandocs.model import Finding, Objective, Party, PartyKind, PlanDocument, Reading
from tests.plandocs.reading import EAST_HERTS, words_in, words_of

Rows = dict[str, Objective]
Refs = Callable[[str], list[str]]


@pytest.fixture
def refs(east_herts: Reading) -> Refs:
    """The refs a code was found at."""
    return lambda code: [found.ref for found in east_herts.findings if found.code == code]


def found(reading: Reading, code: str, ref: str) -> list[Finding]:
    return [one for one in reading.findings if (one.code, one.ref) == (code, ref)]


def said(parties: tuple[Party, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(party.kind.value, party.names) for party in parties]


# The plan


def test_the_title_keeps_its_words_and_its_draft_mark(plan: PlanDocument) -> None:
    assert plan.title == "Community Safety Action Plan 2008-2009 - DRAFT"


def test_the_period_is_the_titles(plan: PlanDocument) -> None:
    assert plan.period == "2008-2009"


def test_the_introduction_is_kept_whole(plan: PlanDocument) -> None:
    assert len(plan.preamble.split("\n\n")) == 3
    assert plan.preamble.startswith("There are six sections")


def test_there_are_seven_sections_of_thirty_seven_objectives(plan: PlanDocument) -> None:
    assert [len(section.objectives) for section in plan.sections] == [9, 8, 6, 3, 5, 5, 1]


def test_sections_keep_their_numbers_in_both_kinds_of_mark_up(plan: PlanDocument) -> None:
    assert [section.number for section in plan.sections] == list("1234567")


def test_sections_keep_their_titles_without_the_number(plan: PlanDocument) -> None:
    titles = [section.title for section in plan.sections]

    assert titles[0] == "IMPROVE FEELINGS OF SAFETY BY REDUCING FEAR OF CRIME"
    assert titles[4] == "YOUTH ENGAGEMENT"


def test_only_the_seventh_section_is_cross_cutting(plan: PlanDocument) -> None:
    assert [section.number for section in plan.sections if section.cross_cutting] == ["7"]


def test_refs_are_in_order_with_tables_joined_over_page_breaks(rows: Rows) -> None:
    sizes = {"1": 9, "2": 8, "3": 6, "4": 3, "5": 5, "6": 5, "7": 1}

    assert list(rows) == [f"{section}.{number}" for section, size in sizes.items() for number in range(1, size + 1)]


def test_the_layout_is_the_partnerships_own(plan: PlanDocument) -> None:
    assert [heading for _, heading in plan.layout.headings[:6]] == [
        "JAG ref",
        "Objective",
        "Actions",
        "Target & Performance indicator",
        "Lead agency",
        "Lead Action Group(s)",
    ]
    assert plan.layout.update_heading == "Update: 2008-2009"
    assert plan.layout.quarter_headings == ("Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4")


def test_nothing_is_asked_and_nothing_is_left_unread(east_herts: Reading) -> None:
    assert east_herts.questions == ()
    assert east_herts.plan.unread == ()


def test_every_word_of_the_document_is_somewhere_in_the_plan(plan: PlanDocument) -> None:
    document = read_document(EAST_HERTS.read_bytes(), EAST_HERTS.name)

    assert words_of(document) - words_in(plan) == set()


# Actions


def test_every_bullet_is_an_action_of_its_own(rows: Rows) -> None:
    assert [action.text for action in rows["1.1"].actions] == [
        "Advertise the partnership logo on media of choice",
        "Publish press releases in Link Magazine",
        "Publish stories in partnership newsletters/magazines where necessary",
    ]


def test_bullets_under_words_that_lead_in_to_them_are_their_children(rows: Rows) -> None:
    (referrals,) = rows["4.3"].actions
    (working_group,) = rows["7.1"].actions

    assert referrals.text == "Referrals to:"
    assert [child.text for child in referrals.children] == [
        "DIP",
        "Hertsreach",
        "Sova",
        "Housing providers",
        "Leisure",
        "ETE",
    ]
    assert len(working_group.children) == 5


def test_an_empty_bullet_is_no_action_and_is_counted(rows: Rows) -> None:
    assert rows["6.1"].actions == ()
    assert rows["6.1"].empty_actions == 1


def test_a_cell_of_plain_text_is_one_action(rows: Rows) -> None:
    assert [action.text for action in rows["3.2"].actions] == ["Continue to support Operation Tarantula"]


def test_an_action_in_italics_marked_tbc_is_tentative_and_no_other_is(rows: Rows) -> None:
    tentative = [ref for ref, one in rows.items() if any(action.tentative for action in one.actions)]

    assert tentative == ["2.4"]


def test_italics_on_part_of_an_action_do_not_make_it_tentative(rows: Rows) -> None:
    assert "This includes strict management" in rows["6.3"].actions[2].text
    assert not rows["6.3"].actions[2].tentative


def test_a_cross_reference_resolves_to_the_section_it_names(rows: Rows) -> None:
    assert rows["1.5"].actions[0].see == ("5",)


def test_a_person_named_in_an_action_is_noted(rows: Rows) -> None:
    assert {ref: one.people for ref, one in rows.items() if one.people} == {"6.5": ("A Farrell",)}


# Objectives


def test_an_objective_with_a_list_keeps_its_lines(rows: Rows) -> None:
    assert rows["3.1"].objective.split("\n")[1:] == [
        "- Vehicle Crime",
        "- Dwelling Burglary",
        "- Theft of high-value metals.",
    ]


def test_definitions_inside_objectives_are_taken_out_with_their_exclusions(rows: Rows) -> None:
    with_definitions = {ref: one.definitions for ref, one in rows.items() if one.definitions}

    assert list(with_definitions) == ["3.1", "3.2", "6.1"]
    assert with_definitions["3.1"] == ("Vehicle Crime", "Dwelling Burglary", "Theft of high-value metals.")
    assert with_definitions["3.2"][2].startswith("Does not include theft of external parts")
    assert len(with_definitions["6.1"]) == 3


def test_every_objective_keeps_the_words_it_was_read_from(rows: Rows) -> None:
    for one in rows.values():
        assert words_in(one.objective) <= words_in(one.verbatim)
        assert one.place


def test_the_authors_slip_is_kept(rows: Rows) -> None:
    assert "Greivous Bodily Harm" in rows["6.1"].objective


# Parties


def test_several_leads_stay_several(rows: Rows) -> None:
    assert said(rows["1.2"].leads) == [("named", ("EHC", "Police"))]
    assert said(rows["4.1"].leads) == [("named", ("Probation", "Police"))]


def test_a_blank_cell_is_not_the_same_as_not_applicable(rows: Rows) -> None:
    assert said(rows["1.4"].leads) == [("blank", ())]
    assert said(rows["1.4"].groups) == [("not_applicable", ())]


def test_partnership_is_a_collective_lead_and_assigned_by_jag_a_delegated_group(rows: Rows) -> None:
    assert said(rows["3.1"].leads) == [("collective", ("Partnership",))]
    assert said(rows["3.1"].groups) == [("delegated", ("JAG",))]
    assert rows["3.1"].groups[0].verbatim == "Assigned by JAG"


@pytest.mark.parametrize(("ref", "agency"), [("5.2", "EHC"), ("5.3", "IYSS")])
def test_a_group_inside_an_agencys_cell_goes_to_the_groups(rows: Rows, ref: str, agency: str) -> None:
    assert said(rows[ref].leads) == [("named", (agency,))]
    assert said(rows[ref].groups) == [("named", ("Alcohol and drugs working group",))]
    assert "working group" in rows[ref].leads[0].verbatim


def test_names_with_an_and_of_their_own_stay_one(rows: Rows) -> None:
    assert said(rows["1.9"].groups) == [("named", ("Comms", "NTE", "Alcohol and drugs working group"))]
    assert said(rows["6.5"].groups) == [("named", ("EH and Brox DV Forum",))]


def test_two_groups_without_a_sign_between_them_are_two(rows: Rows) -> None:
    assert said(rows["6.4"].groups) == [("named", ("NTE", "Alcohol and drugs working group"))]


def test_a_group_alone_in_the_agencys_cell_leads(rows: Rows) -> None:
    assert said(rows["2.1"].leads) == [("named", ("JAG",))]


# What is wrong with it


def test_every_objective_lacks_a_target_and_an_indicator(refs: Refs, rows: Rows) -> None:
    assert refs("no-target") == list(rows)
    assert refs("no-indicator") == list(rows)


def test_five_objectives_have_no_lead(refs: Refs) -> None:
    assert refs("no-owner") == ["1.4", "3.5", "3.6", "6.1", "7.1"]


def test_two_objectives_are_led_by_everybody(refs: Refs) -> None:
    assert refs("collective-owner") == ["3.1", "6.5"]


def test_one_objective_is_led_by_a_group(refs: Refs) -> None:
    assert refs("group-as-lead") == ["2.1"]


def test_blank_groups_are_found_and_not_applicable_ones_are_not(refs: Refs) -> None:
    assert refs("no-group") == ["3.2", "3.3", "3.4", "3.5", "3.6", "5.1", "5.4", "5.5", "6.1", "6.3"]


def test_the_group_still_to_be_decided_is_found(refs: Refs) -> None:
    assert refs("delegated-group") == ["3.1"]


def test_the_empty_and_the_tentative_action_are_found(refs: Refs) -> None:
    assert refs("empty-action") == ["6.1"]
    assert refs("no-action") == []
    assert refs("tentative-action") == ["2.4"]


def test_every_commitment_that_can_be_checked_is_found(refs: Refs) -> None:
    assert refs("commitment-found") == ["1.6", "2.6", "4.1", "4.1", "4.3", "5.2", "6.5"]


def test_a_commitment_suggests_its_indicator(east_herts: Reading) -> None:
    (public_meetings,) = found(east_herts, "commitment-found", "1.6")
    weekly, six_weekly = found(east_herts, "commitment-found", "4.1")
    (hours,) = found(east_herts, "commitment-found", "4.3")

    assert "at least two public meetings" in public_meetings.message
    assert "number of public meetings (target: at least 2)" in public_meetings.advice
    assert "1 week" in weekly.advice
    assert "6 weeks" in six_weekly.advice
    assert "hours per week (target: at least 15)" in hours.advice


def test_regular_and_as_necessary_are_vague(east_herts: Reading) -> None:
    (regular,) = found(east_herts, "vague-commitment", "1.6")

    assert "regular" in regular.message
    assert regular.place == "1.6, action 2, line 20"
    assert len(found(east_herts, "vague-commitment", "2.1")) == 2


def test_definitions_of_crime_are_found(refs: Refs) -> None:
    assert refs("crime-definition") == ["3.1", "3.2", "6.1"]


def test_the_person_named_is_found_and_nobody_else(east_herts: Reading) -> None:
    named = [(one.ref, one.message) for one in east_herts.findings if one.code == "named-person"]

    assert named == [("6.5", "“A Farrell” is named.")]


def test_the_introduction_counts_six_sections_where_there_are_seven(east_herts: Reading) -> None:
    (count,) = [one for one in east_herts.findings if one.code == "section-count"]

    assert "six" in count.message
    assert "7" in count.message


def test_one_spelling_slip_is_found_and_no_name_is_taken_for_one(east_herts: Reading) -> None:
    slips = [(one.ref, one.message) for one in east_herts.findings if one.code == "spelling"]

    assert slips == [("6.1", "“Greivous” is probably “Grievous”.")]


def test_apostrophes_in_plurals_are_found(refs: Refs) -> None:
    assert refs("apostrophe") == ["2.2", "2.2"]


def test_the_cross_reference_is_found_with_what_it_points_at(east_herts: Reading) -> None:
    (reference,) = found(east_herts, "cross-reference", "1.5")

    assert "points at 5" in reference.message


def test_terms_that_have_changed_give_todays_name(east_herts: Reading) -> None:
    terms = [(one.ref, one.message) for one in east_herts.findings if one.code == "superseded-term"]

    assert [ref for ref, message in terms if "DPPO" in message] == ["1.9", "2.3", "6.2"]
    assert all("PSPO" in message for ref, message in terms if ref == "1.9")


def test_the_missing_dates_are_said_once(east_herts: Reading) -> None:
    assert [one.ref for one in east_herts.findings if one.code == "no-date"] == [""]


def test_blank_parties_say_nothing(rows: Rows) -> None:
    for one in rows.values():
        assert all(not party.names for party in (*one.leads, *one.groups) if party.kind is PartyKind.BLANK)
