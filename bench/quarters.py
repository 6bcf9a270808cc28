"""The grid against the bare reading of its rows; 314 partnerships opening a quarter on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from bench.pages import browser
from bench.timing import Result, interleaved, milliseconds, once
from frankpledge.accounts.models import User
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Agency, Membership, Partnership
from frankpledge.plans.models import Objective, ObjectiveParty, Plan, QuarterUpdate, Section
from frankpledge.post.models import Letter
from frankpledge.quarters.changes.rounds import RoundWords, open_round
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.timetable import CLOSES_AFTER, DUE_AFTER, USUAL

PARTNERSHIPS, OBJECTIVES, OWNERS = 314, 37, 6
GRID_GOAL = 3.0
FLAT = 1.5


def read_rows(plan_id: int) -> int:
    """The rows behind the grid of a plan's four quarters as Django objects, a query a table, and nothing done."""
    plan = Plan.objects.select_related("partnership").get(pk=plan_id)
    inside = {"objective__section__plan": plan}
    return sum(
        len(rows)
        for rows in (
            list(Section.objects.filter(plan=plan)),
            list(Objective.objects.filter(section__plan=plan)),
            list(ObjectiveParty.objects.filter(**inside).select_related("agency", "group")),
            list(QuarterUpdate.objects.filter(**inside)),
            list(QuarterRound.objects.filter(plan=plan)),
            list(UpdateRequest.objects.filter(round__plan=plan)),
        )
    )


def partnership(number: int, owners: list[User]) -> Plan:
    """One partnership with a plan of 37 objectives, each owned by one of six people."""
    there = Partnership.objects.create(
        name=f"District {number}", slug=f"district-{number}", founded_on=date(2008, 4, 1)
    )
    council = Agency.objects.create(partnership=there, name="Council", short_name="DC")
    Membership.objects.bulk_create(
        Membership(user=owner, partnership=there, agency=council, role_key="contributor", starts_on=date(2008, 4, 1))
        for owner in owners
    )
    now = timezone.now()
    plan = Plan.objects.create(
        partnership=there, title="Plan", slug="2008-2009", period="2008-2009", starts_on=date(2008, 4, 1),
        created_at=now, changed_at=now,
    )  # fmt: skip
    section = Section.objects.create(plan=plan, number="1", title="All", position=0)
    Objective.objects.bulk_create(
        Objective(
            section=section, ref=f"1.{each}", text=f"Do {each}", position=each, changed_at=now,
            owner=owners[each % len(owners)],
        )
        for each in range(OBJECTIVES)
    )  # fmt: skip
    return plan


def open_one(plan: Plan) -> None:
    """As the morning's work does: requests, cells, links, letters, the audit, in one transaction."""
    today = timezone.localdate()
    words = RoundWords(today, today + DUE_AFTER, today + DUE_AFTER + CLOSES_AFTER, USUAL, "")
    open_round(
        plan=plan, quarter="Q1", words=words, by=access_by_command("bench", plan.partnership), now=timezone.now()
    )


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """The grid page whole; then every partnership of England and Wales on one morning."""
    plan = Plan.objects.select_related("partnership").get(partnership__slug="east-herts", slug="2008-2009")
    yield grid(plan, say)
    yield opening(say)


def grid(plan: Plan, say: Callable[[str], None]) -> Result:
    """37 objectives against four quarters, every one of them asked for."""
    say("grid page against the bare reading of its rows")
    today = timezone.localdate()
    with transaction.atomic():
        for quarter in ("Q1", "Q2", "Q3", "Q4"):
            if not QuarterRound.objects.filter(plan=plan, quarter=quarter).exists():
                words = RoundWords(today, today, today, (), "")
                by = access_by_command("bench", plan.partnership)
                open_round(plan=plan, quarter=quarter, words=words, by=by, now=timezone.now())
        here = QuarterUpdate.objects.filter(objective__section__plan=plan)
        said = set(here.values_list("objective_id", "quarter"))
        QuarterUpdate.objects.bulk_create(
            QuarterUpdate(objective=row, quarter=quarter, text="Two meetings were held.", changed_at=timezone.now())
            for row in Objective.objects.filter(section__plan=plan)
            for quarter in ("Q1", "Q2", "Q3", "Q4")
            if (row.pk, quarter) not in said
        )
    client = browser()
    address = f"/p/{plan.partnership.slug}/quarters/grid/?plan={plan.slug}&to=Q4&quarters=4"
    assert client.get(address).status_code == 200
    page, rows = interleaved(lambda: client.get(address), lambda: read_rows(plan.pk), rounds=40)
    return Result(
        "quarter grid, 37 objectives by 4 quarters",
        page / rows,
        GRID_GOAL,
        "the bare ORM read of the same rows",
        f"{milliseconds(page)} against {milliseconds(rows)}, {read_rows(plan.pk)} rows",
    )


def opening(say: Callable[[str], None]) -> Result:
    """The last tenth of the partnerships against the first: opening must not grow dearer as letters pile up."""
    say(f"{PARTNERSHIPS} partnerships open a quarter")
    owners = [
        User.objects.create(email=f"owner{number}@district.example", name=f"Owner {number}") for number in range(OWNERS)
    ]
    warm, *plans = [partnership(number, owners) for number in range(PARTNERSHIPS + 1)]
    open_one(warm)  # templates compiled, the sealing key made
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = Letter.objects.count()
    times = [once(partial(open_one, plan)) for plan in plans]
    tenth = PARTNERSHIPS // 10
    first, last = sum(times[:tenth]) / tenth, sum(times[-tenth:]) / tenth
    letters = Letter.objects.count() - before
    assert letters == PARTNERSHIPS * OWNERS, letters
    there = [plan.partnership_id for plan in (warm, *plans)]
    Membership.objects.filter(partnership__in=there).delete()
    Partnership.objects.filter(pk__in=there).delete()  # the next benchmark begins alone
    return Result(
        f"{PARTNERSHIPS} partnerships opening a quarter on one day",
        last / first,
        FLAT,
        "the first tenth of them, with no letter in the outbox yet",
        f"{sum(times):,.1f} s in all, {milliseconds(sum(times) / PARTNERSHIPS)} each, {letters:,} letters queued",
    )
