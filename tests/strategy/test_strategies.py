"""A strategy: what the law asks of it, its approval and editions, and the chain from a finding to an objective."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from frankpledge.plans.models import Objective, Plan, QuarterUpdate
from frankpledge.strategy.changes.approving import (
    approve_strategy,
    note_copy_sent,
    publish_strategy,
    revise_strategy,
)
from frankpledge.strategy.changes.holding import StrategyRefused
from frankpledge.strategy.changes.priorities import (
    PriorityWords,
    ReadingWords,
    TargetWords,
    add_priority,
    add_target,
    link_objectives,
    record_reading,
    set_objectives,
)
from frankpledge.strategy.changes.strategies import StrategyWords, start_strategy
from frankpledge.strategy.models import Strategy, StrategyEdition
from frankpledge.strategy.queries.chain import chain_of, priorities_of, targets_of, years_of
from frankpledge.strategy.queries.completeness import missing_before_approval
from frankpledge.strategy.queries.delivery import delivery_of
from frankpledge.strategy.sealing import sealed
from tests.people import NOW, Cast
from tests.plans.sowing import document, objective
from tests.strategy.sowing import Room, complete, furnish, priority

pytestmark = pytest.mark.django_db
ON = NOW.date()


def approve(room: Room) -> Strategy:
    room.strategy.refresh_from_db()
    return approve_strategy(strategy=room.strategy, version=room.strategy.version, by=room.board, now=NOW)


def next_year(room: Room) -> Plan:
    """Next year's plan, which carries objective 1.1 on."""
    from frankpledge.plans.importing.creating import create_plan

    plan = create_plan(
        document=document("2027-2028"), partnership=room.cast.partnership, by=room.by("manager"), now=NOW
    )
    Plan.objects.filter(pk=plan.pk).update(starts_on=date(2027, 4, 1))
    carried = objective(room.plan, "1.1")
    Objective.objects.filter(section__plan=plan, ref="1.1").update(lineage=carried.lineage, standing="continued")
    plan.refresh_from_db()
    return plan


def test_a_strategy_is_not_approved_before_it_sets_out_what_the_law_asks_for(east: Cast) -> None:
    room = furnish(east)

    with pytest.raises(StrategyRefused) as refusal:
        approve(room)

    for words in ("vision", "no priority", "No step is written for: EHC, Police", "success", "engaged"):
        assert words in str(refusal.value)


def test_a_priority_that_rests_on_nothing_stands_in_the_way(east: Cast) -> None:
    room = complete(furnish(east))
    priority(room, "Out of the blue")

    assert [state.words for state in missing_before_approval(room.strategy)] == [
        "Priority 2: Out of the blue rests on no finding and no problem."
    ]


def test_approval_keeps_an_edition_and_what_it_follows_is_superseded(east: Cast) -> None:
    room = complete(furnish(east))
    words = StrategyWords("Before", date(2023, 4, 1), date(2026, 3, 31))
    before = start_strategy(words=words, by=room.analyst, now=NOW)
    Strategy.objects.filter(pk=before.pk).update(state="published", approved_on=ON, approved_by="user:0")
    Strategy.objects.filter(pk=room.strategy.pk).update(previous=before)

    done = approve(room)

    before.refresh_from_db()
    edition = done.editions.get()
    assert (before.state, before.superseded_on) == (Strategy.State.SUPERSEDED, done.starts_on)
    assert edition.sha256 == sealed(edition.document)
    assert edition.document["vision"] == "Fewer thefts"


def test_the_database_itself_refuses_to_change_or_delete_an_edition(east: Cast) -> None:
    approve(complete(furnish(east)))

    everything: Any = StrategyEdition.objects.all()
    for attempt in (lambda: everything.update(why="Nothing"), lambda: everything._raw_delete("default")):
        with pytest.raises(DatabaseError, match="edition of a strategy is written once"), transaction.atomic():
            attempt()


def test_its_words_change_only_when_it_is_opened_for_revision_and_the_edition_stays(east: Cast) -> None:
    room = complete(furnish(east))
    approve(room)

    with pytest.raises(StrategyRefused, match="open it for revision"):
        priority(room, "Another")
    revise_strategy(strategy=room.strategy, reason="The year's revision", by=room.board, now=NOW)
    priority(room, "Another")
    edition = room.strategy.editions.get()

    assert [each["name"] for each in edition.document["priorities"]] == ["Acquisitive crime"]


def test_the_summary_is_published_and_the_copy_sent_only_after_approval(east: Cast) -> None:
    room = complete(furnish(east))
    with pytest.raises(StrategyRefused, match="not approved"):
        publish_strategy(strategy=room.strategy, on=ON, where="", by=room.analyst, now=NOW)
    with pytest.raises(StrategyRefused, match="not approved"):
        note_copy_sent(strategy=room.strategy, on=ON, by=room.analyst, now=NOW)
    approve(room)

    done = publish_strategy(strategy=room.strategy, on=ON, where="The website", by=room.analyst, now=NOW)
    sent = note_copy_sent(strategy=room.strategy, on=ON, by=room.analyst, now=NOW)

    assert (done.state, done.published_on, sent.sent_to_policing_body_on) == (Strategy.State.PUBLISHED, ON, ON)


def test_a_priority_follows_its_objectives_from_year_to_year(east: Cast) -> None:
    room = furnish(east)
    row = priority(room)
    link_objectives(priority=row, objectives=[objective(room.plan, "1.1")], by=room.analyst, now=NOW)
    plan = next_year(room)
    later = objective(plan, "1.1")
    QuarterUpdate.objects.create(objective=later, quarter="Q1", text="Done", changed_at=NOW)

    years = years_of(row, today=date(2027, 8, 1))

    assert [each.pk for each in years.plans] == [room.plan.pk, plan.pk]
    [line] = years.lines
    assert [cell.objective.section.plan_id for cell in line.cells if cell] == [room.plan.pk, plan.pk]
    assert line.cells[1] is not None
    assert line.cells[1].update is not None
    assert line.cells[1].update.text == "Done"
    assert priorities_of(later) == (row,)


def test_a_plan_says_which_priorities_have_no_objective_and_which_objectives_no_priority(east: Cast) -> None:
    room = furnish(east)
    one, two = priority(room, "One"), priority(room, "Two")
    link_objectives(priority=one, objectives=[objective(room.plan, "1.1")], by=room.analyst, now=NOW)

    chain = chain_of(room.plan, room.strategy)

    assert chain.priorities == ((one, 1), (two, 0))
    assert chain.idle == (two,)
    assert [row.ref for row in chain.loose] == ["2.1", "2.2", "3.1"]


def test_choosing_objectives_again_takes_away_only_what_the_page_showed(east: Cast) -> None:
    room = furnish(east)
    row = priority(room)
    link_objectives(priority=row, objectives=[objective(room.plan, "1.1")], by=room.analyst, now=NOW)
    shown = [objective(room.plan, "2.1"), objective(room.plan, "2.2")]

    set_objectives(priority=row, objectives=shown[:1], among=shown, by=room.analyst, now=NOW)
    set_objectives(priority=row, objectives=[], among=shown, by=room.analyst, now=NOW)

    assert [link.objective.ref for link in row.links.select_related("objective") if link.objective] == ["1.1"]


@pytest.mark.parametrize(
    ("now", "words"),
    [(100, "0% of the way"), (90, "50% of the way"), (80, "Target reached"), (70, "Target reached"),
     (110, "Further from the target than where it began")],
)  # fmt: skip
def test_how_far_a_target_has_come_is_said_from_its_latest_reading(east: Cast, now: int, words: str) -> None:
    room = furnish(east)
    row = priority(room)
    aim = TargetWords("Thefts", date(2029, 3, 31), "", Decimal(100), target=Decimal(80))
    target = add_target(priority=row, words=aim, by=room.analyst, now=NOW)
    for value, day in ((now, date(2026, 11, 1)), (95, date(2026, 10, 1))):
        reading = ReadingWords(Decimal(value), day, "Police")
        record_reading(target=target, words=reading, by=room.analyst, now=NOW)

    [state] = targets_of([row], east.partnership)[row.pk]

    assert state.share_words == words
    assert target.readings.count() == 2


def test_a_target_aims_at_something_and_a_reading_is_not_of_tomorrow(east: Cast) -> None:
    room = furnish(east)
    row = priority(room)
    with pytest.raises(StrategyRefused, match="number to reach"):
        add_target(priority=row, words=TargetWords("Thefts", date(2029, 3, 31)), by=room.analyst, now=NOW)
    aim = TargetWords("Thefts", date(2029, 3, 31), words="Fewer")
    target = add_target(priority=row, words=aim, by=room.analyst, now=NOW)
    tomorrow = ReadingWords(Decimal(1), date(2026, 11, 23), "Police")

    with pytest.raises(StrategyRefused, match="has not come"):
        record_reading(target=target, words=tomorrow, by=room.analyst, now=NOW)


def test_nothing_of_another_partnership_is_linked(east: Cast, west: Cast) -> None:
    room, other = furnish(east), furnish(west)

    with pytest.raises(StrategyRefused):
        link_objectives(priority=priority(room), objectives=[objective(other.plan, "1.1")], by=room.analyst, now=NOW)
    words = PriorityWords("Theirs", lead_agency_id=west.council.pk)
    with pytest.raises(StrategyRefused):
        add_priority(strategy=room.strategy, words=words, by=room.analyst, now=NOW)


def test_a_plan_without_records_says_so_and_never_nought(east: Cast) -> None:
    room = furnish(east)

    delivery = delivery_of(room.plan, today=date(2027, 4, 2))

    assert not delivery.has_records
    assert {figure.words for part in (delivery.whole, *delivery.sections) for figure in part.figures} == {"No records"}
