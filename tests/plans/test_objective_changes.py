"""What holds when an objective's actions and leads are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import Access, NotAllowed, access_by_command
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.models import Action, Objective
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.objectives import action_lines
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Knows = Callable[[User, Cast], Access]
BLANK = Lead(PartyKind.BLANK)


def shown(row: Objective) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in action_lines(row)]


def as_words(row: Objective) -> list[ActionWords]:
    return [ActionWords(each.text, each.is_tentative, each.level, each.pk) for each in action_lines(row)]


def test_actions_saved_as_they_were_stay_as_they_were(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    before = plan_document(row.section.plan)

    set_actions(objective=row, actions=as_words(row), version=1, by=access(east["manager"], east), now=NOW)

    assert plan_document(row.section.plan) == before


def test_actions_are_added_nested_moved_and_taken_away_in_one_go(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    refer, bottle, *_ = as_words(row)

    set_actions(
        objective=row,
        actions=[ActionWords("Meet weekly"), refer, ActionWords("shops", level=1), bottle],
        version=1,
        by=access(east["lead_officer"], east),
        now=NOW,
    )

    assert shown(row) == [(0, "Meet weekly"), (0, "Refer people to"), (1, "shops"), (1, "bottle watch")]
    assert Action.objects.filter(objective=row).count() == 4


def test_an_action_moved_keeps_its_own_row_and_its_documents_words(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    *others, posters = as_words(row)

    set_actions(objective=row, actions=[posters, *others], version=1, by=access(east["manager"], east), now=NOW)

    first = action_lines(row)[0]
    assert (first.pk, first.is_tentative) == (posters.pk, True)


def test_a_cross_reference_follows_the_words_that_make_it(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    words = as_words(row)
    words = [replace(each, text="See 3.1") if each.text == "See section 2" else each for each in words]

    set_actions(objective=row, actions=words, version=1, by=access(east["manager"], east), now=NOW)

    assert Action.objects.get(objective=row, text="See 3.1").see == ["3.1"]


def test_an_action_of_another_objective_is_not_taken_over(east: Cast, access: Knows) -> None:
    plan = sow(east)
    theirs = as_words(objective(plan, "1.1"))[0]
    row = objective(plan, "2.1")

    set_actions(
        objective=row, actions=[ActionWords("Mine", pk=theirs.pk)], version=1, by=access(east["manager"], east), now=NOW
    )

    assert shown(objective(plan, "1.1"))[0] == (0, "Refer people to")
    assert shown(row) == [(0, "Mine")]


@given(levels=st.lists(st.integers(0, 6), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_levels_are_chosen_every_action_stands_at_most_one_under_its_neighbour(
    east: Cast, levels: list[int]
) -> None:
    plan = east.partnership.plans.first() or sow(east)
    row = objective(plan, "2.2")
    words = [ActionWords(f"Action {number}", level=level) for number, level in enumerate(levels)]

    set_actions(
        objective=row, actions=words, version=row.version, by=access_by_command("test", east.partnership), now=NOW
    )

    found = shown(row)
    assert [text for _, text in found] == [each.text for each in words]
    depths = [-1, *(level for level, _ in found)]
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_leads_are_chosen_among_known_bodies_under_the_name_the_plan_uses(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "2.2")

    set_leads(
        objective=row,
        lead=Lead(PartyKind.NAMED, agencies=(east.council, east.police), others=("Herts Fire",)),
        group=Lead(PartyKind.NAMED, groups=(east.comms,)),
        people=(),
        version=1,
        by=access(east["manager"], east),
        now=NOW,
    )

    led = next(
        each for section in plan_document(row.section.plan).sections for each in section.objectives if each.ref == "2.2"
    )
    assert [party.names for party in led.leads] == [("EHC", "Police", "Herts Fire")]
    assert led.leads[0].verbatim == "EHC, Police, Herts Fire"
    assert [party.names for party in led.groups] == [("Comms",)]


def test_the_four_answers_of_a_lead_cell_stay_four(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    by = access(east["manager"], east)
    said = {}

    for version, lead in enumerate(
        (
            BLANK,
            Lead(PartyKind.NOT_APPLICABLE),
            Lead(PartyKind.DELEGATED, groups=(east.jag,)),
            Lead(PartyKind.NAMED, is_collective=True),
        ),
        start=1,
    ):
        set_leads(objective=row, lead=lead, group=BLANK, people=(), version=version, by=by, now=NOW)
        party = row.parties.get(capacity="lead")
        said[party.kind] = party.verbatim

    assert said == {"blank": "", "not_applicable": "N/A", "delegated": "Assigned by JAG", "collective": "Partnership"}


@pytest.mark.parametrize(
    "lead",
    [Lead(PartyKind.NAMED), Lead(PartyKind.BLANK, others=("EHC",)), Lead(PartyKind.NOT_APPLICABLE, is_collective=True)],
)
def test_a_lead_that_contradicts_itself_is_refused_beside_its_box(east: Cast, access: Knows, lead: Lead) -> None:
    row = objective(sow(east), "1.1")

    with pytest.raises(PlanRefused) as refused:
        set_leads(
            objective=row, lead=lead, group=BLANK, people=(), version=1, by=access(east["manager"], east), now=NOW
        )

    assert refused.value.field == "lead"
    assert row.parties.filter(capacity="lead").get().agency == east.council


def test_a_body_of_another_partnership_never_leads_here(east: Cast, west: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    with pytest.raises(PlanRefused, match="your own partnership"):
        set_leads(
            objective=row,
            lead=Lead(PartyKind.NAMED, agencies=(west.police,)),
            group=BLANK,
            people=(),
            version=1,
            by=access(east["manager"], east),
            now=NOW,
        )


def test_whoever_is_named_as_lead_may_write_from_that_moment(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    police = access(east["other_lead"], east)
    with pytest.raises(NotAllowed):
        set_actions(objective=row, actions=[], version=1, by=police, now=NOW)

    set_leads(
        objective=row, lead=Lead(PartyKind.NAMED, agencies=(east.police,)), group=BLANK, people=(), version=1,
        by=access(east["manager"], east), now=NOW,
    )  # fmt: skip
    set_actions(objective=row, actions=[ActionWords("Ours now")], version=2, by=police, now=NOW)

    assert shown(row) == [(0, "Ours now")]


def test_named_officers_never_reach_the_audit(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    set_leads(
        objective=row, lead=BLANK, group=BLANK, people=("Another Canaryperson",), version=1,
        by=access(east["manager"], east), now=NOW,
    )  # fmt: skip

    entry = Entry.objects.get(event="objective.leads_changed")
    assert "Canary" not in str(entry.before) + str(entry.after)
    row.refresh_from_db()
    assert row.people == ["Another Canaryperson"]


def test_a_chair_edits_only_what_their_group_leads(east: Cast, access: Knows) -> None:
    plan = sow(east)
    chair = access(east["chair"], east)

    set_actions(objective=objective(plan, "1.1"), actions=[], version=1, by=chair, now=NOW)

    with pytest.raises(NotAllowed):
        set_actions(objective=objective(plan, "2.1"), actions=[], version=1, by=chair, now=NOW)
