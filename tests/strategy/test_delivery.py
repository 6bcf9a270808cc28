"""How far the last plan was carried out: each figure is its records, section by section and as a whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from frankpledge.plans.models import BudgetLine, Milestone, Plan, QuarterUpdate, Retirement
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.strategy.queries.delivery import KINDS, Delivery, delivery_of
from tests.people import NOW, Cast
from tests.plans.sowing import objective
from tests.strategy.sowing import Room, furnish

pytestmark = pytest.mark.django_db
AFTER = date(2027, 4, 2)


def whole(delivery: Delivery, key: str) -> str:
    return delivery.whole.figure(key).words


def asked(room: Room) -> QuarterRound:
    return QuarterRound.objects.create(
        plan=room.plan, quarter="Q1", state="closed", opens_on=date(2026, 7, 1), due_on=date(2026, 7, 15),
        closes_on=date(2026, 7, 20), opened_at=NOW,
    )  # fmt: skip


def test_updates_are_counted_out_of_those_asked_for_and_on_time_by_the_day_they_came(east: Cast) -> None:
    room = furnish(east)
    round_ = asked(room)
    for ref, came in (("1.1", 10), ("2.1", 16), ("2.2", None)):
        row = objective(room.plan, ref)
        UpdateRequest.objects.create(round=round_, objective=row, capacity="owner")
        if came:
            QuarterUpdate.objects.create(
                objective=row, quarter="Q1", text="Done", changed_at=NOW, state="approved",
                submitted_at=datetime(2026, 7, came, 12, tzinfo=UTC),
            )  # fmt: skip

    delivery = delivery_of(room.plan, today=AFTER)

    assert (whole(delivery, "updates-written"), whole(delivery, "updates-on-time")) == ("2 of 3", "1 of 3")
    assert [part.figure("updates-written").words for part in delivery.sections] == ["1 of 1", "1 of 2", "No records"]
    [record] = delivery.sections[0].figure("updates-on-time").records
    assert record.ref == "1.1"
    assert record.url.endswith(f"/objectives/{objective(room.plan, '1.1').pk}/#Q1")


def test_written_updates_that_nobody_asked_for_are_counted_out_of_the_quarters_that_ended(east: Cast) -> None:
    room = furnish(east)
    row = objective(room.plan, "1.1")
    QuarterUpdate.objects.create(objective=row, quarter="Q1", text="Done", changed_at=NOW)

    delivery = delivery_of(room.plan, today=date(2026, 10, 2))

    assert whole(delivery, "updates-written") == "1 of 8"  # two quarters of four objectives
    assert whole(delivery, "updates-on-time") == "No records"


def test_milestones_are_done_late_missed_or_given_up(east: Cast) -> None:
    room = furnish(east)
    row = objective(room.plan, "1.1")
    due = date(2026, 9, 30)
    for done, dropped in ((due, None), (AFTER, None), (None, None), (None, due)):
        Milestone.objects.create(objective=row, text="A thing", due_on=due, done_on=done, dropped_on=dropped)

    delivery = delivery_of(room.plan, today=AFTER)

    for key in ("milestones-done", "milestones-done-late", "milestones-late", "milestones-dropped"):
        assert whole(delivery, key) == "1 of 4"


def test_money_is_added_up_and_a_sum_nobody_entered_is_no_record(east: Cast) -> None:
    room = furnish(east)
    assert whole(delivery_of(room.plan, today=AFTER), "money-paid") == "No records"
    BudgetLine.objects.create(
        plan=room.plan, objective=objective(room.plan, "2.1"), funder="Fund", allocated=4000, changed_at=NOW
    )

    delivery = delivery_of(room.plan, today=AFTER)

    assert (whole(delivery, "money-allocated"), whole(delivery, "money-paid")) == ("£4,000.00", "£0.00")
    assert delivery.sections[1].figure("money-allocated").words == "£4,000.00"
    assert delivery.sections[0].figure("money-allocated").words == "No records"


def test_what_was_ended_is_known_only_once_the_next_plan_is_there(east: Cast) -> None:
    room = furnish(east)
    assert whole(delivery_of(room.plan, today=AFTER), "objectives-retired") == "No records"
    following = Plan.objects.create(
        partnership=east.partnership, title="Next", slug="next", period="2027-2028", starts_on=date(2027, 4, 1),
        created_at=NOW, changed_at=NOW, previous=room.plan,
    )  # fmt: skip
    Retirement.objects.create(plan=following, objective=objective(room.plan, "3.1"), reason="Done")

    figure = delivery_of(room.plan, today=AFTER).whole.figure("objectives-retired")

    assert figure.words == "1 of 4"
    assert "Why: Done" in figure.records[0].words


def test_every_figure_of_the_whole_is_the_sum_of_what_its_sections_show_or_of_the_plan_as_a_whole(east: Cast) -> None:
    room = furnish(east)
    round_ = asked(room)
    for ref in ("1.1", "2.1"):
        UpdateRequest.objects.create(round=round_, objective=objective(room.plan, ref), capacity="owner")
        Milestone.objects.create(objective=objective(room.plan, ref), text="A", due_on=date(2026, 9, 30))

    delivery = delivery_of(room.plan, today=AFTER)

    for kind in KINDS:
        parts = [len(part.figure(kind.key).records) for part in delivery.sections]
        loose = sum(record.section is None for record in delivery.whole.figure(kind.key).records)
        assert sum(parts) + loose == len(delivery.whole.figure(kind.key).records)
